#!/usr/bin/env node
/** The command line `djlab`: the commands, and the one place where their failures are told. */
import { Command, CommanderError } from "commander";
import { DjlabError } from "../lib/index.js";
import { doctorCommand } from "./doctor.js";
import { WrongUse } from "./errors.js";
import { handoutsCommand } from "./handouts.js";
import { kernelCommand } from "./kernel.js";
import { labCommand } from "./lab.js";
import { runCommand } from "./run.js";

const program = new Command("djlab")
  .description("A book on Django's beginnings that runs")
  .option("--debug", "show the stack trace of a failure")
  .configureHelp({ showGlobalOptions: true })
  .enablePositionalOptions()
  .exitOverride();

for (const register of [labCommand, runCommand, handoutsCommand, doctorCommand, kernelCommand])
  register(program);
for (const command of program.commands) {
  for (const each of [command, ...command.commands]) each.exitOverride();
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
  if (program.opts().debug || !(error instanceof DjlabError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  } else {
    process.stderr.write(`djlab: ${error.message}\n${error.next ? `next: ${error.next}\n` : ""}`);
  }
  return error instanceof WrongUse ? 2 : 1;
}
