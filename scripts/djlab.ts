#!/usr/bin/env node
/** The command line `djlab`: the commands, and the one place where their failures are told. */
import { Command, CommanderError } from "commander";
import { DjlabError } from "../lib/index.js";
import { WrongUse } from "./errors.js";

/** A file a command. Only the one that was typed is loaded: all of them together take half a second. */
const commands: Record<string, () => Promise<(program: Command) => void>> = {
  lab: async () => (await import("./lab.js")).labCommand,
  run: async () => (await import("./run.js")).runCommand,
  handouts: async () => (await import("./handouts.js")).handoutsCommand,
  doctor: async () => (await import("./doctor.js")).doctorCommand,
  kernel: async () => (await import("./kernel.js")).kernelCommand,
};

const program = new Command("djlab")
  .description("A book on Django's beginnings that runs")
  .option("--debug", "show the stack trace of a failure")
  .enablePositionalOptions()
  .exitOverride();

const typed = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const loaded = typed !== undefined && Object.hasOwn(commands, typed) ? [typed] : Object.keys(commands);
for (const name of loaded) (await commands[name]?.())?.(program);
for (const command of program.commands) {
  for (const each of [command, ...command.commands]) each.exitOverride();
  // Those of `lab` are Jupyter's.
  if (command.name() !== "lab") command.option("--debug", "show the stack trace of a failure");
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
  if (process.argv.includes("--debug") || !(error instanceof DjlabError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  } else {
    process.stderr.write(`djlab: ${error.message}\n${error.next ? `next: ${error.next}\n` : ""}`);
  }
  return error instanceof WrongUse ? 2 : 1;
}
