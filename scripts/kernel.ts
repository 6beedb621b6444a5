/** `djlab kernel`: the kernelspec, by which any Jupyter on this machine finds the TypeScript kernel. */
import { join, resolve, sep } from "node:path";
import type { Command } from "commander";
import {
  type InstalledKernelspec,
  installKernelspec,
  type KernelspecPlace,
  listKernelspecs,
  removeKernelspec,
} from "../kernel/kernelspec.js";
import { findPython } from "../lib/index.js";
import { WrongUse } from "./errors.js";
import { demandWritable } from "./folders.js";
import { packageRoot } from "./places.js";
import { typedAs } from "./typed-as.js";

interface PlaceOptions {
  user?: true;
  sysPrefix?: true;
  prefix?: string;
}

export function kernelCommand(program: Command): void {
  const kernel = program
    .command("kernel")
    .description("install, list or remove the kernel for other Jupyters");
  withPlace(kernel.command("install").description("make the kernel known to a Jupyter")).action(
    async (options: PlaceOptions) => {
      const place = await placeOf(options, "install");
      if ("prefix" in place)
        await demandWritable(resolve(place.prefix, "share/jupyter"), "Name another environment: --prefix P");
      process.stdout.write(`installed ${await installKernelspec(place)}\n`);
    },
  );
  withPlace(
    kernel.command("list").description("show where the kernel is installed (in all places, or in one)"),
  )
    .option("--json", "print one JSON array")
    .action(list);
  withPlace(kernel.command("remove").description("undo an install")).action(async (options: PlaceOptions) => {
    const removed = await removeKernelspec(await placeOf(options, "remove"));
    process.stdout.write(removed ? "removed\n" : "there was none\n");
    if (!removed) process.exitCode = 1;
  });
}

const withPlace = (command: Command) =>
  command
    .option("--user", "your own Jupyter folder: every Jupyter that you start finds it")
    .option("--sys-prefix", "the environment that is active, or else the Python on PATH")
    .option("--prefix <P>", "the environment in the folder P");

async function placeOf({ user, sysPrefix, prefix }: PlaceOptions, verb: string): Promise<KernelspecPlace> {
  const places = [user, sysPrefix, prefix].filter((place) => place !== undefined);
  if (places.length !== 1) {
    throw new WrongUse(`Say one place: --user, --sys-prefix or --prefix P`, {
      next: `For you alone: ${typedAs} kernel ${verb} --user`,
    });
  }
  if (user) return { user };
  // Of the Pythons on PATH the library takes none from an environment.
  return { prefix: prefix ?? activeEnvironment() ?? (await findPython()).facts.prefix };
}

async function list({ json, ...options }: PlaceOptions & { json?: true }): Promise<void> {
  const { user, sysPrefix, prefix } = options;
  const one = user || sysPrefix || prefix !== undefined ? await placeOf(options, "list") : undefined;
  const found = await (one ? listOne(one) : listKernelspecs(usualPrefixes()));
  if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
  else if (found.length === 0) process.stdout.write(`not installed in ${told(one)}\n`);
  else
    for (const { folder, works } of found)
      process.stdout.write(`${folder}${works ? "" : "  (does not work: its files are gone)"}\n`);
}

function usualPrefixes(): string[] {
  const active = activeEnvironment();
  return [join(packageRoot, ".venv"), ...(active ? [active] : [])];
}

const activeEnvironment = () => process.env.VIRTUAL_ENV || process.env.CONDA_PREFIX || undefined;

async function listOne(place: KernelspecPlace): Promise<InstalledKernelspec[]> {
  if ("user" in place) return listKernelspecs([]);
  const below = resolve(place.prefix, "share") + sep;
  return (await listKernelspecs([place.prefix])).filter(({ folder }) => folder.startsWith(below));
}

function told(place?: KernelspecPlace): string {
  if (!place) return "your Jupyter folder, .venv or the active environment";
  return "user" in place ? "your Jupyter folder" : resolve(place.prefix);
}
