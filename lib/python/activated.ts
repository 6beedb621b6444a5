/** Activating an environment in a real shell, to see what that does. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { run } from "../tools/command.js";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import { type Diagnosis, ProgramMissing } from "../tools/failures.js";
import { lastLines } from "../tools/output.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { Activation, type ShellState } from "./activation.js";
import { programsFolder } from "./layout.js";
import { configOf } from "./pyvenv-config.js";
import { activationIn, activatorIn, ownShell, type ShellName, shellNamed } from "./shells.js";

const tellsState = fileURLToPath(new URL("shell_state.py", import.meta.url));

/** This computer has no such shell. */
export class ShellMissing extends DjlabError {}

/** The environment has no file that activates it in this shell. */
export class ActivatorMissing extends DjlabError {}

/** PowerShell is set up to run no scripts at all. */
export class ScriptsForbidden extends CommandFailed {}

/** What activating needs to know of an environment. */
export interface Activatable {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly interpreter: { readonly target: string };
}

/**
 * Starts a shell as it is when nobody has set it up, activates the environment there and deactivates it
 * again; the shell is asked for its variables before, between and after.
 *
 * @param shell the reader's own unless said
 * @param from the folder in which one types, absolute; the workspace's unless said
 * @throws NotAnEnvironment when it was removed; ShellMissing, ActivatorMissing, ScriptsForbidden
 * @example (await activated(env, "bash")).restored // true
 */
export async function activated(
  environment: Activatable,
  shell: ShellName = ownShell(),
  from: string = environment.workspace.folder,
): Promise<Activation> {
  const { folder, workspace, interpreter } = environment;
  const name = workspace.shown(folder);
  const { options, activators, script, byArgument } = shellNamed(shell);
  await configOf(folder, name, "It was removed: make it anew.");
  const activator = activatorIn(folder, shell);
  if (activator === undefined) {
    throw new ActivatorMissing(
      `The environment ${name} has no ${activators[0]}, so it cannot be activated in ${shell}`,
      {
        next: "Take another shell, or name its Python by its path: activating only saves typing.",
      },
    );
  }
  const way = relative(from, folder) || ".";
  const result = await withOwnFolders((folders) =>
    inShell([shell, ...options, ...(byArgument ? [script] : [])], {
      cwd: from,
      show: false,
      timeout: 30_000,
      input: byArgument ? "" : script,
      diagnose: scriptsForbidden,
      variables: {
        ...folders,
        DJLAB_ASKS: interpreter.target,
        DJLAB_TELLS: tellsState,
        DJLAB_ACTIVATOR: join(way, programsFolder, activator),
      },
    }),
  );
  const forbidden = scriptsForbidden(result);
  if (forbidden)
    throw new forbidden.type({ ...forbidden, command: result.command, lastWords: result.lastWords() });
  const [before, inside, after] = statesIn(result);
  const typedName = way.split(sep).join("/");
  const command = activationIn(shell, typedName, process.platform, activator);
  return new Activation({ shell, command, folder, before, inside, after });
}

/** fish and PowerShell keep notes even when they are not set up: here in folders that go with them. */
async function withOwnFolders<T>(act: (folders: Variables) => Promise<T>): Promise<T> {
  const own = await mkdtemp(join(tmpdir(), "djlab-shell-"));
  try {
    const places = ["CONFIG", "DATA", "STATE", "CACHE"].map((kind) => [`XDG_${kind}_HOME`, join(own, kind)]);
    return await act(Object.fromEntries(places));
  } finally {
    await rm(own, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A shell that is not here is no fault of the environment's. */
async function inShell(...[argv, options]: Parameters<typeof run>): Promise<CommandResult> {
  try {
    return await run(argv, options);
  } catch (cause) {
    if (!(cause instanceof ProgramMissing)) throw cause;
    throw new ShellMissing(`There is no ${argv[0]} on this computer`, {
      next: `Install ${argv[0]}, or take another shell.`,
      cause,
    });
  }
}

/** Three lines, one each time that the shell was asked. */
function statesIn({
  command,
  stdout,
  stderr,
  exitCode,
}: CommandResult): [ShellState, ShellState, ShellState] {
  const states = stdout.split("\n").filter((line) => line.startsWith("{"));
  const [before, inside, after] = states.map(stateIn);
  if (before && inside && after) return [before, inside, after];
  const lastWords = lastLines(stderr);
  throw new CommandFailed({
    command,
    exitCode,
    lastWords,
    reason: "did not activate the environment and leave it again",
  });
}

function stateIn(line: string): ShellState {
  const state: ShellState = JSON.parse(line);
  return { ...state, prompt: stripVTControlCharacters(state.prompt) };
}

/** PowerShell goes on after a refusal, and may end as if all were well. In any language it names its exception. */
export function scriptsForbidden({ stderr }: Pick<CommandResult, "stderr">): Diagnosis | undefined {
  if (!/running scripts is disabled|PSSecurityException/i.test(stderr)) return undefined;
  return {
    type: ScriptsForbidden,
    reason: "was refused: PowerShell is set up to run no scripts",
    next: "Type in PowerShell: Set-ExecutionPolicy -Scope CurrentUser RemoteSigned",
  };
}
