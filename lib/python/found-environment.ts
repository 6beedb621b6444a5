/** What lies in the folder of a virtual environment, read from the disk. */
import { lstat, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";
import { inspectPython, type PythonFacts } from "./interpreter.js";
import { interpreterIn, programsFolder } from "./layout.js";
import { configOf } from "./pyvenv-config.js";

/** An environment is there, but its Python is not: it was uninstalled, or the folder is half copied. */
export class EnvironmentBroken extends DjlabError {}

/** How an environment holds its interpreter. */
export interface Interpreter {
  /** Path as typed in the workspace, for instance `env/bin/python`. */
  path: string;
  kind: "link" | "copy";
  /** The file that really runs, absolute; of a copy, itself. */
  target: string;
}

/** All that an environment is known by. */
export interface FoundEnvironment {
  /** Absolute. */
  folder: string;
  config: Readonly<Record<string, string>>;
  interpreter: Interpreter;
  facts: PythonFacts;
  parts: [path: string, purpose: string][];
}

/**
 * Reads an environment from the disk and asks its Python about itself.
 *
 * @param folder absolute
 * @throws NotAnEnvironment when there is none; EnvironmentBroken when its interpreter is gone
 */
export async function findEnvironment(workspace: Workspace, folder: string): Promise<FoundEnvironment> {
  const name = workspace.shown(folder);
  const config = await configOf(folder, name, `Make it first: await lab.venv("${name}")`);
  const interpreter = await readInterpreter(workspace, folder);
  const { facts } = await inspectPython([join(folder, programsFolder, "python")]);
  return { folder, config, interpreter, facts, parts: await readParts(workspace, folder) };
}

async function readInterpreter(workspace: Workspace, folder: string): Promise<Interpreter> {
  const file = interpreterIn(folder);
  const path = workspace.shown(file);
  try {
    const kind = (await lstat(file)).isSymbolicLink() ? "link" : "copy";
    return { path, kind, target: await realpath(file) };
  } catch (cause) {
    const name = workspace.shown(folder);
    throw new EnvironmentBroken(`The environment ${name} has lost its Python: ${path} leads nowhere`, {
      next: "The Python that it was made from is gone, or the folder is half copied: make the environment anew.",
      cause,
    });
  }
}

const purposes: Readonly<Record<string, string>> = {
  bin: "its programs: python, pip, and those that packages bring",
  Scripts: "its programs: python, pip, and those that packages bring",
  lib: "the packages that are installed in it",
  Lib: "the packages that are installed in it",
  lib64: "another name (a link) for lib, which some systems expect",
  include: "for packages that compile C code; seldom used",
  Include: "for packages that compile C code; seldom used",
  "pyvenv.cfg": "which Python it was made from; this file makes the folder an environment",
  ".gitignore": "asks git to leave the environment out",
  "CACHEDIR.TAG": "asks programs that make backups to leave the environment out",
  ".project": "the folder of the project that pipenv made it for",
};

async function readParts(workspace: Workspace, folder: string): Promise<[string, string][]> {
  const names = (await readdir(folder)).sort();
  return names.map((name) => [workspace.shown(join(folder, name)), purposes[name] ?? ""]);
}
