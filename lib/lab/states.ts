/** The states that a chapter can start from, by the names that course.json uses in `needs`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startproject } from "../django/startproject.js";
import { Environment } from "../python/environment.js";
import type { Python } from "../python/interpreter.js";
import { mustClear } from "../python/stale.js";
import { venv } from "../python/venv.js";
import { DjlabError } from "../tools/errors.js";
import { type StateChange, StateMissing } from "../tools/state/saved-states.js";
import type { Workspace } from "../tools/workspace.js";

/**
 * Brings a workspace to a state, from whatever is there: it does nothing when the workspace is there already, and
 * ends what an interrupted run began. What the reader made meanwhile stays.
 */
type State = (workspace: Workspace, python: Python) => Promise<unknown>;

/** The chapter makes everything itself; a folder is all it needs, and opening it has made that. */
const empty: State = async () => {};

/** A virtual environment `env` with Django. */
async function environment(workspace: Workspace, python: Python): Promise<Environment> {
  const isThere = existsSync(workspace.path("env")) && !(await mustClear(workspace, "env", python));
  const env = isThere ? await Environment.read(workspace, "env") : await venv(workspace, python, "env");
  if (!(await env.pip.has("django"))) await env.pip.install("django");
  return env;
}

/** That, and a new project `mysite`. */
const project: State = async (workspace, python) => {
  const env = await environment(workspace, python);
  const isThere = existsSync(join(workspace.path("mysite"), "manage.py")) && !workspace.isHalfMade("mysite");
  if (!isThere) await startproject("mysite", env);
};

const states: Record<string, State> = { empty, environment, project };

/**
 * Brings a workspace to the state of that name. An empty one gets it from what an earlier run has saved, when that
 * was made with the same Python; else it is made, which is shown, and saved for the next time.
 *
 * @returns what was restored or saved; undefined where there was nothing to do
 * @throws DjlabError when there is no state of that name
 */
export async function bringTo(
  name: string,
  workspace: Workspace,
  python: Python,
): Promise<StateChange | undefined> {
  const state = Object.hasOwn(states, name) ? states[name] : undefined;
  if (!state) {
    throw new DjlabError(`There is no state "${name}"`, {
      next: `In course.json, let the chapter need one of: ${Object.keys(states).join(", ")}`,
    });
  }
  if (state === empty) return undefined;
  const saved = `${name}-${python.version.replaceAll(".", "-")}`;
  const isEmpty = (await workspace.entries()).length === 0;
  if (isEmpty) {
    try {
      return await workspace.restore(saved);
    } catch (error) {
      if (!(error instanceof StateMissing)) throw error;
    }
  }
  await state(workspace, python);
  return isEmpty ? workspace.save(saved) : undefined;
}
