/** `djlab handouts`: executed chapters as pages to hand out. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Edition } from "./handout/cells.js";
import { executedForm } from "./handout/executed.js";
import { openHighlighter } from "./handout/highlight.js";
import { writePage } from "./handout/page.js";
import { chapterFiles } from "./notebook/course.js";
import { type Notebook, readNotebook } from "./notebook/document.js";
import { packageRoot } from "./places.js";
import { stoppable } from "./signals.js";
import { writeWhole } from "./write-whole.js";

interface HandoutOptions {
  out?: string;
  edition: Edition;
}

export function handoutsCommand(program: Command): void {
  const editions = new Option("--edition <EDITION>", "for students (no solutions) or for instructors");
  program
    .command("handouts")
    .description("write executed chapters as HTML pages, one file each; what was not run yet is run first")
    .argument("[notebooks...]", "notebook files (default: every chapter of the course)")
    .option("--out <DIR>", "where the pages go (default: .djlab/handouts)")
    .addOption(editions.choices(["student", "instructor"]).default("student"))
    .action((notebooks: string[], options: HandoutOptions) => writeHandouts(packageRoot, notebooks, options));
}

/**
 * Writes the pages and prints their paths; a chapter that fails when it is run has none, and makes the exit
 * code 1.
 *
 * @param root djlab's folder
 * @param named notebook files; none: every chapter
 * @throws WrongUse when a file is missing or no notebook
 */
export async function writeHandouts(
  root: string,
  named: string[],
  { out, edition }: HandoutOptions,
): Promise<void> {
  const files = (named.length > 0 ? named : await chapterFiles(root)).map((file) => resolve(file));
  const documents = new Map<string, Notebook>();
  for (const file of files) {
    const document = await executedForm(file, root);
    if (document) documents.set(file, document);
  }
  const waiting = files.filter((file) => !documents.has(file));
  if (waiting.length > 0) await runFirst(root, waiting, documents);
  const highlighter = await openHighlighter();
  for (const file of files) {
    const document = documents.get(file);
    if (!document) continue;
    const name = basename(file, ".ipynb");
    const page = join(resolve(out ?? join(root, ".djlab/handouts")), `${name}.html`);
    await writeWhole(page, await writePage(document, { name, folder: dirname(file), edition, highlighter }));
    process.stdout.write(`${fromHere(page)}\n`);
  }
  highlighter.close();
}

/** A path as one would type it here. */
function fromHere(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith("..") ? path : way;
}

/** Runs notebooks and takes up what they showed; failures are told as `djlab run` tells them. */
async function runFirst(root: string, notebooks: string[], documents: Map<string, Notebook>): Promise<void> {
  // Only here: the client of a Jupyter Server takes longer to load than a page to write.
  const [{ executeNotebooks }, { progressView }, { told }] = await Promise.all([
    import("./notebook/execute.js"),
    import("./notebook/progress.js"),
    import("./run.js"),
  ]);
  const view = progressView(notebooks, process.stderr);
  const results = await stoppable(async (signal) => {
    try {
      return await executeNotebooks({ root, notebooks, signal, onProgress: view.onProgress });
    } catch (error) {
      if (!signal.aborted) throw error;
      return [];
    } finally {
      await view.end();
    }
  });
  for (const result of results) {
    if (result.ok) documents.set(result.notebook, await readNotebook(result.out));
    if (result.failure) process.stderr.write(told(result, result.failure));
  }
  if (results.some(({ ok }) => !ok)) process.exitCode ??= 1;
}
