/** Packages fetched beforehand, and whether the index is asked at all. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Arguments, run } from "../tools/command.js";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";

/** The folder `.djlab/wheels`, when there is one on the way up from a folder. Absolute. */
export function wheelsFolder(folder: string): string | undefined {
  const wheels = join(folder, ".djlab", "wheels");
  if (existsSync(wheels)) return wheels;
  const above = dirname(folder);
  return above === folder ? undefined : wheelsFolder(above);
}

/**
 * The options that name where pip looks, or uv. Without a folder `.djlab/wheels`, none: the index. Where it holds all
 * that is asked for, that folder alone, so that nothing waits for a network that may not be there. Where it
 * does not, the folder and the index.
 *
 * @param pip the words that start it, as typed in the workspace: up to `install`
 * @param asked what follows `install`
 * @param offline never the index
 * @throws DjlabError when `offline` and there is no such folder
 * @source https://pip.pypa.io/en/stable/cli/pip_install/#finding-packages
 */
export async function placesToLook(
  workspace: Workspace,
  pip: Arguments,
  asked: readonly string[],
  offline = false,
): Promise<string[]> {
  const wheels = wheelsFolder(workspace.folder);
  if (!wheels) {
    if (!offline) return [];
    throw new DjlabError("There is no folder .djlab/wheels to install from without a network", {
      next: "Fetch the packages while there is a network, or leave out offline.",
    });
  }
  const links = ["--find-links", workspace.shown(wheels)];
  const alone = offline || (await holdsAll(workspace, pip, [...links, ...asked]));
  return alone ? ["--no-index", ...links] : links;
}

/** pip itself is asked, without installing. An old one (before 22.2) does not know how: then the index is there, too. */
async function holdsAll(workspace: Workspace, pip: Arguments, asked: string[]): Promise<boolean> {
  const trial = ["install", "--dry-run", "--quiet", "--no-index", "--only-binary", ":all:"];
  try {
    await run([...pip, ...trial, ...asked], { cwd: workspace.folder, show: false });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}
