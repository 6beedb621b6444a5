/** A Python that was looked at: usable, or why not. */
import { dirname, join, sep } from "node:path";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import { ProgramMissing } from "../tools/failures.js";
import { inspectPython, type Python } from "./interpreter.js";
import { type Machine, type Origin, originOf, pyenvRoot } from "./python-places.js";
import type { Typed, Way } from "./python-ways.js";

/** What was found at one place; `why` says why it is not to be used. */
export type Candidate =
  | { command: Typed; python: Python; from: Origin; why?: string }
  | { command: Typed; why: string };

/** Starts it and asks it about itself. */
export async function look({ command, file }: Way, machine: Machine): Promise<Candidate> {
  try {
    const python = await inspectPython(command);
    return { command, python, from: originOf(brought(python), machine), why: python.unusable };
  } catch (error) {
    if (error instanceof CommandFailed) return { command, why: whyNot(file, machine, error) };
    if (error instanceof DjlabError) return { command, why: "is not Python" };
    throw error;
  }
}

/** An environment came from where the Python came from that lends it the library. */
function brought({ isEnvironment, facts }: Python): string {
  return isEnvironment ? join(facts.basePrefix, "bin", "python") : facts.file;
}

function whyNot(file: string | undefined, machine: Machine, error: CommandFailed): string {
  if (file && dirname(file) === join(pyenvRoot(machine), "shims")) {
    return "is only a shim of pyenv: no version that is chosen there has a program of this name";
  }
  if (file?.includes(`${sep}WindowsApps${sep}`)) return "only opens Microsoft's shop: there is no Python yet";
  // A file that was found may name an interpreter that is missing, which looks the same.
  return error instanceof ProgramMissing && file === undefined ? "is not there" : "does not start";
}
