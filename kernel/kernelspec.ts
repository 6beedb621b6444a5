/**
 * The kernelspec: the folder by which Jupyter finds this kernel.
 * Source: "Kernel specs", https://jupyter-client.readthedocs.io/en/stable/kernels.html, and the data
 * folders of `jupyter --paths`.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";

/** The reader's own Jupyter folder, or that of one environment (its `sys.prefix`). */
export type KernelspecPlace = { user: true } | { prefix: string };

export interface InstalledKernelspec {
  folder: string;
  /** The command that Jupyter runs; empty when `kernel.json` cannot be read. */
  argv: string[];
  /** Whether the program and the kernel that `argv` names exist. */
  works: boolean;
}

const name = "djlab";
const here = dirname(fileURLToPath(import.meta.url));

const manifest = {
  argv: [process.execPath, join(here, "processes", "kernel.cjs"), "{connection_file}"],
  display_name: "TypeScript (djlab)",
  language: "typescript",
  interrupt_mode: "message",
  metadata: { debugger: false },
};

/**
 * Installs the kernelspec, in place of one that is there.
 * @returns its folder
 * @throws what the file system says, for instance that the place is not writable
 * @example await installKernelspec({ prefix: "/home/ada/project/.venv" })
 */
export async function installKernelspec(place: KernelspecPlace): Promise<string> {
  const folder = folderOf(place);
  const data = dirname(dirname(folder));
  await mkdir(dirname(folder), { recursive: true });
  // Made beside the kernels and moved in whole: Jupyter never sees half a kernelspec.
  const scratch = await mkdtemp(join(data, `${name}-`));
  try {
    await mkdir(join(scratch, "new"));
    await writeFile(join(scratch, "new", "kernel.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await copyFile(join(here, "logo.svg"), join(scratch, "new", "logo-svg.svg"));
    if (existsSync(folder)) await rename(folder, join(scratch, "old"));
    await rename(join(scratch, "new"), folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The kernelspecs of this name in the user's Jupyter folder and in `prefixes`.
 * @example (await listKernelspecs([".venv"])).filter(({ works }) => !works)
 */
export async function listKernelspecs(prefixes: string[]): Promise<InstalledKernelspec[]> {
  const folders = [folderOf({ user: true }), ...prefixes.map((prefix) => folderOf({ prefix }))];
  const found = [...new Set(folders)].filter((folder) => existsSync(folder));
  return Promise.all(found.map(inspect));
}

/**
 * Removes the kernelspec from one place.
 * @returns false when there was none
 * @example await removeKernelspec({ user: true })
 */
export async function removeKernelspec(place: KernelspecPlace): Promise<boolean> {
  const folder = folderOf(place);
  if (!existsSync(folder)) return false;
  await rm(folder, { recursive: true });
  return true;
}

async function inspect(folder: string): Promise<InstalledKernelspec> {
  const written = await readFile(join(folder, "kernel.json"), "utf8").catch(() => "");
  const argv = commandOf(written);
  return { folder, argv, works: argv.length > 1 && argv.slice(0, 2).every((path) => existsSync(path)) };
}

function commandOf(kernelJson: string): string[] {
  try {
    return z.parse(z.object({ argv: z.array(z.string()) }), JSON.parse(kernelJson)).argv;
  } catch {
    // Damaged: whoever asked sees a kernelspec that does not work.
    return [];
  }
}

function folderOf(place: KernelspecPlace): string {
  const data = "prefix" in place ? resolve(place.prefix, "share", "jupyter") : userData();
  return join(data, "kernels", name);
}

function userData(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
