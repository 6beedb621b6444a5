/** Django's commands, run the way a reader runs them in a project: by its manage.py. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../python/environment.js";
import { type Arguments, type CommandOptions, run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import { diagnosisIn } from "./diagnosis.js";

/** What it takes to run a project's manage.py. `folder` is absolute. */
export interface Managed {
  readonly name: string;
  readonly folder: string;
  readonly environment: Environment;
}

/** A project, and no environment or Django, where a function takes any of these. */
export function isManaged(where: object): where is Managed {
  return "environment" in where && "name" in where;
}

/** What may be said to a command besides its words. */
export interface ManageOptions {
  /** Variables that are set for this command alone; shown before it, secrets masked. */
  variables?: Variables;
  /** Whether what it prints is shown as it comes; true unless said. The command itself always is. */
  printed?: boolean;
}

/** Words for a command; the last may be options instead. */
export type Words = string[] | [...string[], ManageOptions];

/** How a command of Django's is run for one of the functions that make data of its output. */
export interface ManagedRun extends ManageOptions {
  /** Whether what it prints is JSON, and not shown: see `run`. */
  json?: boolean;
  /** Whether an end with another exit code than 0 is an answer, too. */
  accept?: (result: CommandResult) => boolean;
  /** What its failure was, where that is known better than by `diagnosisOfTraceback`. */
  diagnose?: (result: CommandResult) => Diagnosis | undefined;
}

/** The words to type in the project's folder. */
export function manageArguments(
  { environment, folder }: Pick<Managed, "environment" | "folder">,
  command: string,
  rest: readonly string[],
): Arguments {
  return [environment.program("python", folder), "manage.py", commandName(command), ...rest];
}

/** A command's name: it cannot be an option. */
export function commandName(command: string): string {
  if (/^[a-z]\w*$/i.test(command)) return command;
  throw new DjlabError(`"${command}" is not the name of a command of Django's`, {
    next: 'To see them all: manage("help")',
  });
}

/**
 * `python manage.py COMMAND`, to its end.
 *
 * @throws CommandFailed with Django's own words, and of a class of its own where it is known what went wrong
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/
 */
export async function manage(project: Managed, command: string, ...words: Words): Promise<CommandResult> {
  const { rest, options } = apart(words);
  return manageFor(project, command, rest, options);
}

/** The same for a function that makes data of what it prints. */
export async function manageFor(
  project: Managed,
  command: string,
  rest: readonly string[],
  options: ManagedRun = {},
): Promise<CommandResult> {
  return runIn(project, manageArguments(project, command, rest), options);
}

/**
 * `python -m django COMMAND … --settings SETTINGS` in the project's folder: what manage.py does, without it.
 * The settings are those that manage.py names, while it is there, or `NAME.settings`.
 *
 * @param words with `--settings` among them, these hold
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-settings
 */
export async function manageByModule(
  project: Managed,
  command: string,
  ...words: Words
): Promise<CommandResult> {
  const { rest, options } = apart(words);
  const given = rest.some((one) => /^--settings(=|$)/.test(one));
  const settings = given ? [] : ["--settings", await settingsModule(project)];
  const python = project.environment.program("python", project.folder);
  const argv = [python, "-m", "django", commandName(command), ...rest, ...settings] as const;
  return runIn(project, argv, options);
}

async function settingsModule({ folder, name }: Managed): Promise<string> {
  const text = await readFile(join(folder, "manage.py"), "utf8").catch(() => "");
  return /^[^#\n]*DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/m.exec(text)?.[1] ?? `${name}.settings`;
}

/** The words, and the options behind them. */
export function apart(words: Words): { rest: string[]; options: ManageOptions } {
  const all: readonly (string | ManageOptions)[] = words;
  const rest = all.filter((word) => typeof word === "string");
  return { rest, options: all.find((word) => typeof word === "object") ?? {} };
}

async function runIn(project: Managed, argv: Arguments, options: ManagedRun): Promise<CommandResult> {
  const { printed = true, json = false, accept = () => false, diagnose, variables } = options;
  return runAccepting(
    argv,
    {
      cwd: project.folder,
      terminal: project.environment.workspace,
      show: printed || onlyTheCommand(),
      json,
      diagnose: (result) => diagnose?.(result) ?? diagnosisIn(project.folder)(result),
      ...(variables && { variables }),
    },
    accept,
  );
}

/** `run`, for a program of which another exit code than 0 may be an answer. */
export async function runAccepting(
  argv: Arguments,
  options: CommandOptions,
  accept: (result: CommandResult) => boolean,
): Promise<CommandResult> {
  let ended: CommandResult | undefined;
  const diagnose = (result: CommandResult) => {
    ended = result;
    return options.diagnose?.(result);
  };
  try {
    return await run(argv, { ...options, diagnose });
  } catch (error) {
    if (ended && accept(ended)) return ended;
    throw error;
  }
}

/** `show` is asked once for the command, then for each piece of its output. */
export function onlyTheCommand(): () => boolean {
  let asked = 0;
  return () => asked++ === 0;
}
