/** `djlab handouts`: executed chapters as pages to hand out. */
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import { demandWritable, withEmptyFolder } from "./folders.js";
import type { Edition } from "./handout/cells.js";
import { executedForm, runsFolder } from "./handout/executed.js";
import { openHighlighter } from "./handout/highlight.js";
import { writePage } from "./handout/page.js";
import { type Notebook, readNotebook, writeNotebook } from "./notebook/document.js";
import type { CellFailure } from "./notebook/failure.js";
import { namedNotebooks } from "./notebook/named.js";
import { withFoldersNamed } from "./notebook/paths.js";
import { packageRoot } from "./places.js";
import { stoppable } from "./signals.js";
import { writeWhole } from "./write-whole.js";

interface HandoutOptions {
  out?: string;
  edition: Edition;
  json?: true;
}

/** What became of one notebook. */
export interface HandoutResult {
  /** Absolute path. */
  notebook: string;
  ok: boolean;
  /** The page, as an absolute path; none when the notebook failed or was not run to its end. */
  page?: string;
  failure?: CellFailure;
}

export function handoutsCommand(program: Command): void {
  const editions = new Option("--edition <EDITION>", "for students (no solutions) or for instructors");
  program
    .command("handouts")
    .description("write executed chapters as HTML pages, one file each; what was not run yet is run first")
    .argument("[notebooks...]", "notebook files or names of chapters (default: every chapter of the course)")
    .option("--out <DIR>", "where the pages go (default: .djlab/handouts)")
    .addOption(editions.choices(["student", "instructor"]).default("student"))
    .option("--json", "print one JSON object with the results")
    .action((notebooks: string[], options: HandoutOptions) => writeHandouts(packageRoot, notebooks, options));
}

/**
 * Writes the pages and prints their paths, or with `json` one object with the results; a chapter that fails when it is run has none, and makes the exit
 * code 1. Paths of this machine are told from the course's folders or from `~`.
 *
 * @param root djlab's folder
 * @param named notebook files or names of chapters; none: every chapter
 * @throws WrongUse when a file is missing or no notebook, or the pages cannot be written
 */
export async function writeHandouts(
  root: string,
  named: string[],
  { out, edition, json }: HandoutOptions,
): Promise<void> {
  const files = await namedNotebooks(root, named);
  const documents = new Map<string, Notebook>();
  for (const file of files) {
    const document = await executedForm(file, root);
    if (document) documents.set(file, document);
  }
  const pages = resolve(out ?? join(root, ".djlab/handouts"));
  await demandWritable(pages, "Name another folder: --out DIR");
  const waiting = files.filter((file) => !documents.has(file));
  const failures = waiting.length > 0 ? await runFirst(root, waiting, documents) : new Map();
  const results: HandoutResult[] = [];
  const highlighter = await openHighlighter();
  for (const file of files) {
    const document = documents.get(file);
    if (!document) {
      const failure = failures.get(file);
      results.push({ notebook: file, ok: false, ...(failure && { failure }) });
      continue;
    }
    const name = basename(file, ".ipynb");
    const folder = dirname(file);
    const told = withFoldersNamed(document, { [homedir()]: "~", [root]: "djlab", [folder]: "." });
    const page = join(pages, `${name}.html`);
    await writeWhole(page, await writePage(told, { name, folder, edition, highlighter }));
    results.push({ notebook: file, ok: true, page });
    if (!json) process.stdout.write(`${fromHere(page)}\n`);
  }
  highlighter.close();
  if (json)
    process.stdout.write(`${JSON.stringify({ ok: results.every(({ ok }) => ok), notebooks: results })}\n`);
}

/** A path as one would type it here. */
function fromHere(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith("..") ? path : way;
}

/**
 * Runs notebooks in an empty work folder and takes up what they showed; failures are told as `djlab run` tells them.
 *
 * @returns the failures, by notebook
 */
async function runFirst(
  root: string,
  notebooks: string[],
  documents: Map<string, Notebook>,
): Promise<Map<string, CellFailure>> {
  await demandWritable(runsFolder(root), `Runs are kept there: make ${root} writable for you.`);
  // Only here: the client of a Jupyter Server takes longer to load than a page to write.
  const [{ executeNotebooks }, { progressView }, { told }] = await Promise.all([
    import("./notebook/execute.js"),
    import("./notebook/progress.js"),
    import("./run.js"),
  ]);
  const view = progressView(notebooks, process.stderr);
  const results = await stoppable(async (signal) => {
    try {
      return await withEmptyFolder(join(root, ".djlab"), async (work) => {
        const { onProgress } = view;
        const options = { root, notebooks, out: runsFolder(root), work, signal, onProgress };
        const ended = await executeNotebooks(options);
        for (const { ok, notebook, out } of ended) {
          if (!ok) continue;
          // As the reader would see it: beside the notebook.
          const document = withFoldersNamed(await readNotebook(out), { [work]: "work" });
          await writeNotebook(out, document);
          documents.set(notebook, document);
        }
        return ended;
      });
    } catch (error) {
      if (!signal.aborted) throw error;
      return [];
    } finally {
      await view.end();
    }
  });
  const failures = new Map<string, CellFailure>();
  for (const result of results) {
    if (!result.failure) continue;
    process.stderr.write(told(result, result.failure));
    failures.set(result.notebook, result.failure);
  }
  if (results.some(({ ok }) => !ok)) process.exitCode ??= 1;
  return failures;
}
