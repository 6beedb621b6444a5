/** What startproject and startapp have in common: both write a folder of files from a template. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Arguments, CommandOptions } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { CommandResult } from "../tools/result.js";
import { cleanVariables, searchPath } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { pythonDiagnosis } from "./diagnosis.js";
import { runAccepting } from "./manage.js";
import { NameTaken } from "./refusals.js";

/** Where the files come from, when not from Django itself. */
export interface TemplateOptions {
  /** A folder or an archive (`.zip`, `.tar.gz`, …) in the workspace. */
  template?: string;
  /** Endings of further files in which names are filled in, besides `py`. */
  extensions?: readonly string[];
  /** Names of further files in which names are filled in, for instance `Dockerfile`. */
  names?: readonly string[];
}

/**
 * The options as words of the command.
 *
 * @param shown the template's path as typed where the command runs
 */
export function templateWords(
  { template, extensions = [], names = [] }: TemplateOptions,
  shown: (name: string) => string,
): string[] {
  for (const word of [...extensions, ...names]) {
    if (!/^\w[\w.-]*$/.test(word)) {
      throw new DjlabError(`"${word}" is not a file's name or ending`, {
        next: "Give it without a path, for instance html or Dockerfile.",
      });
    }
  }
  return [
    ...(template === undefined ? [] : ["--template", shown(template)]),
    ...extensions.flatMap((ending) => ["--extension", ending]),
    ...names.flatMap((name) => ["--name", name]),
  ];
}

/** What is to be written, and how to tell that it is there. */
export interface Skeleton {
  /** What the reader calls it. */
  name: string;
  /** The folder that the command runs in. */
  place: Workspace;
  /** In `place`, the name of what comes; without it, the name cannot be, and nothing will come. */
  entry?: string;
  /** Whether an earlier run has written it. */
  isThere: () => boolean;
  /** Removes what an earlier run left unfinished. */
  removeHalf: () => Promise<void>;
}

/**
 * Runs the command that writes it. What is there from an earlier run stays, Django's refusal is its result;
 * what is half made is made anew.
 *
 * @throws NameRefused, NameTaken, DestinationMissing
 */
export async function write(
  { name, place, entry, isThere, removeHalf }: Skeleton,
  argv: Arguments,
  { terminal }: Pick<CommandOptions, "terminal">,
): Promise<CommandResult> {
  const ran = () =>
    runAccepting(
      argv,
      { cwd: place.folder, terminal, diagnose: (result) => pythonDiagnosis(result, place.folder) },
      (result) => pythonDiagnosis(result)?.type === NameTaken && isThere(),
    );
  if (entry === undefined) return ran();
  const half = place.isHalfMade(entry);
  if (half) await removeHalf();
  const folder = place.path(entry);
  const empty = await isEmpty(folder);
  try {
    const result = await place.making(entry, ran, { replace: half || empty });
    if (result.exitCode !== 0) {
      process.stdout.write(`(${name} is there already. It stays as it is.)\n`);
    } else if (formatter()) {
      process.stdout.write("(black is on PATH: Django has let it lay out anew what it wrote.)\n");
    }
    return result;
  } catch (error) {
    // What a failed command leaves; what has content, or is no folder, is the reader's.
    if (!empty) await rmdir(folder).catch(() => undefined);
    throw error;
  }
}

/** A folder without anything in it. */
async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => ["no folder"])).length === 0;
}

/** Makes a folder empty; it stays. */
export async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
}

/**
 * Django lets `black` reformat what it writes when a terminal would find that.
 *
 * @source https://docs.djangoproject.com/en/stable/internals/contributing/writing-code/coding-style/
 */
export function formatter(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const names = process.platform === "win32" ? ["black.exe", "black.cmd"] : ["black"];
  const files = searchPath(cleanVariables(variables)).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return files.find((file) => existsSync(file));
}

/**
 * Whether Python can use a name for a module. What it cannot, Django refuses before it writes anything.
 *
 * @source https://docs.python.org/3/reference/lexical_analysis.html#identifiers
 */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name);
}

/** Names that are safe to hand to Django, for it to refuse: no option, no path. */
export function mayBeRefused(name: string): boolean {
  return !isIdentifier(name) && /^[^-/\\.\0][^/\\\0]*$/.test(name);
}
