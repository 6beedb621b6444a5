/** `djlab kernel`: the kernelspec, by which any Jupyter on this machine finds the TypeScript kernel. */
import { join } from "node:path";
import type { Command } from "commander";
import {
  installKernelspec,
  type KernelspecPlace,
  listKernelspecs,
  removeKernelspec,
} from "../kernel/kernelspec.js";
import { findPython } from "../lib/index.js";
import { WrongUse } from "./errors.js";
import { packageRoot } from "./places.js";

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
      process.stdout.write(`installed ${await installKernelspec(await placeOf(options, "install"))}\n`);
    },
  );
  kernel
    .command("list")
    .description("show where the kernel is installed")
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
    .option("--sys-prefix", "the Python on PATH, for instance the environment that is active")
    .option("--prefix <P>", "the environment in the folder P");

async function placeOf({ user, sysPrefix, prefix }: PlaceOptions, verb: string): Promise<KernelspecPlace> {
  const places = [user, sysPrefix, prefix].filter((place) => place !== undefined);
  if (places.length !== 1) {
    throw new WrongUse(`Say one place: --user, --sys-prefix or --prefix P`, {
      next: `For you alone: djlab kernel ${verb} --user`,
    });
  }
  if (user) return { user };
  return { prefix: prefix ?? (await findPython()).facts.prefix };
}

async function list({ json }: { json?: true }): Promise<void> {
  const active = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
  const found = await listKernelspecs([join(packageRoot, ".venv"), ...(active ? [active] : [])]);
  if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
  else if (found.length === 0)
    process.stdout.write("not installed in your Jupyter folder, .venv or the active environment\n");
  else
    for (const { folder, works } of found)
      process.stdout.write(`${folder}${works ? "" : "  (does not work: its files are gone)"}\n`);
}
