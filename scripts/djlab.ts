#!/usr/bin/env node
/** The command line `djlab`: the commands, and the one place where their failures are told. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { DjlabError } from "../lib/index.js";
import { WrongUse } from "./errors.js";
import { packageRoot } from "./places.js";
import { typedAs } from "./typed-as.js";

/** A file a command. Only the one that was typed is loaded: all of them together take half a second. */
const commands: Record<string, () => Promise<(program: Command) => void>> = {
  lab: async () => (await import("./lab.js")).labCommand,
  run: async () => (await import("./run.js")).runCommand,
  handouts: async () => (await import("./handouts.js")).handoutsCommand,
  check: async () => (await import("./check.js")).checkCommand,
  doctor: async () => (await import("./doctor.js")).doctorCommand,
  kernel: async () => (await import("./kernel.js")).kernelCommand,
};

const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
const program = new Command(typedAs)
  .description("A book on Django's beginnings that runs")
  .version(version, "--version", "print djlab's version")
  .option("--debug", "show the stack trace of a failure")
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "djlab: ")) })
  .showHelpAfterError(`next: See what there is: ${typedAs} --help`)
  .enablePositionalOptions()
  .exitOverride();

const typed = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const loaded = typed !== undefined && Object.hasOwn(commands, typed) ? [typed] : Object.keys(commands);
for (const name of loaded) (await commands[name]?.())?.(program);
for (const command of program.commands) {
  for (const each of [command, ...command.commands]) {
    const path = each === command ? each.name() : `${command.name()} ${each.name()}`;
    each.exitOverride().showHelpAfterError(`next: See what it takes: ${typedAs} ${path} --help`);
    // Those of `lab` are Jupyter's.
    if (path !== "lab") each.option("--debug", "show the stack trace of a failure");
  }
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

/** Tells a failure in a line or two. @returns the exit code */
function told(error: unknown): number {
  // Commander has printed its own; anything but --help is wrong use.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const debug = process.argv.includes("--debug");
  if (!debug && error instanceof DjlabError) {
    process.stderr.write(`djlab: ${error.message}\n${error.next ? `next: ${error.next}\n` : ""}`);
  } else if (!debug && error instanceof Error && "syscall" in error) {
    // The system refused: a full disk, a folder that is not ours.
    process.stderr.write(`djlab: ${error.message}\nnext: Mend that; --debug shows what was being done.\n`);
  } else {
    const trace = error instanceof DjlabError ? error.trace : error instanceof Error ? error.stack : error;
    process.stderr.write(`${trace}\n`);
  }
  return error instanceof WrongUse ? 2 : 1;
}
