/** The states that a chapter can start from, by the names that course.json uses in `needs`. */
import { DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";

/** Brings a workspace to a state; what the reader made there meanwhile stays. */
export type State = (workspace: Workspace) => Promise<void>;

const states: Record<string, State> = {
  /** The chapter makes everything itself; a folder is all it needs, and opening it has made that. */
  empty: async () => {},
};

/**
 * The state of that name.
 *
 * @throws DjlabError when there is none
 */
export function state(name: string): State {
  const found = Object.hasOwn(states, name) ? states[name] : undefined;
  if (found) return found;
  throw new DjlabError(`There is no state "${name}"`, {
    next: `In course.json, let the chapter need one of: ${Object.keys(states).join(", ")}`,
  });
}
