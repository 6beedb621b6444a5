/** The executed form of a notebook: as it is when it has outputs, else its last run's for a page, if that still holds. */
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Notebook, readNotebook } from "../notebook/document.js";

/** The folder of the runs for pages. Those of `djlab run` are not taken: they may go on from an earlier one. */
export const runsFolder = (root: string) => join(root, ".djlab/handout-runs");

/**
 * @param file the notebook
 * @param root djlab's folder
 * @returns undefined when it has to be run first
 * @throws WrongUse when there is no such file, or it is no notebook
 */
export async function executedForm(file: string, root: string): Promise<Notebook | undefined> {
  const notebook = await readNotebook(file);
  const code = notebook.cells.filter((cell) => cell.cell_type === "code" && cell.source.trim() !== "");
  const shown = code.some((cell) => cell.cell_type === "code" && cell.outputs.length > 0);
  if (shown || code.length === 0) return notebook;
  const run = join(runsFolder(root), basename(file));
  const since = await changed([file, join(root, "dist/lib"), join(root, "dist/kernel")]);
  if ((await changed([run])) <= since) return undefined;
  const executed = await readNotebook(run);
  return isRunOf(executed, notebook) ? executed : undefined;
}

/** Is it a complete run of these very cells? Another notebook of the same name may have been run. */
function isRunOf(executed: Notebook, notebook: Notebook): boolean {
  const { run } = (executed.metadata.djlab ?? {}) as { run?: unknown };
  const sources = ({ cells }: Notebook) =>
    JSON.stringify(cells.map(({ cell_type, source }) => [cell_type, source]));
  return run === "complete" && sources(executed) === sources(notebook);
}

/** When one of these, or what is in them, was last changed, in milliseconds; 0 when none is there. */
async function changed(paths: string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
      return changed((await readdir(path)).map((name) => join(path, name)));
    }),
  );
  return Math.max(0, ...times);
}
