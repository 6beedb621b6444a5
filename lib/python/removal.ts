/** Removing an environment. */
import { lstat, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { configOf } from "./pyvenv-config.js";

/** Programs that run hold the environment's files. Windows alone minds. */
export class EnvironmentInUse extends DjlabError {}

/** That an environment is gone. */
export class Removed extends Shown {
  constructor(
    readonly name: string,
    /** False when there was nothing of that name. */
    readonly wasThere: boolean,
  ) {
    super();
  }

  protected asText(): string {
    return this.wasThere
      ? `The environment ${this.name} is gone, with all that was installed in it.`
      : `There is no environment ${this.name}: nothing to remove.`;
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.asText()}</div>`;
  }
}

/**
 * Removes an environment with all that was installed in it, and nothing else; programs of it that run are
 * not stopped. A half made one goes, too. Nothing happens when there is nothing of that name.
 *
 * @throws NotAnEnvironment when what has the name is something else
 * @throws EnvironmentInUse when Windows will not let go of it; then it is whole as before
 * @example String(await removeEnvironment(workspace, "never-made")) // There is no environment never-made: nothing to remove.
 */
export async function removeEnvironment(workspace: Workspace, name: string): Promise<Removed> {
  const folder = workspace.path(name);
  // An interrupted removal leaves the folder under this name.
  const leaving = join(workspace.folder, `.removing-${name}`);
  const wasThere = await isThere(folder);
  if (wasThere) {
    const next = "Nothing was removed. Look what it is; remove it by hand if you do not need it.";
    if (!workspace.isHalfMade(name)) await configOf(folder, name, next);
    await remove(leaving);
    // With the folder goes the mark of an interrupted run, if there is one.
    await workspace.making(name, () => putAside(folder, leaving, name));
  }
  await remove(leaving);
  return new Removed(name, wasThere);
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** A folder is renamed as a whole or not at all, so that no half of an environment stays under its name. */
async function putAside(folder: string, leaving: string, name: string): Promise<void> {
  try {
    await rename(folder, leaving);
  } catch (cause) {
    if (!["EBUSY", "EPERM", "EACCES"].includes((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
    throw new EnvironmentInUse(`The environment ${name} cannot be removed: it is in use or not yours`, {
      next: "End the programs that run from it (a server, a Python prompt), then run the cell again.",
      cause,
    });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
