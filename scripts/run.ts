/** `djlab run`: executes chapters and writes them with their outputs. */
import { basename, join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Command, InvalidArgumentError } from "commander";
import { inspectPython, oldestPython } from "../lib/index.js";
import { WrongUse } from "./errors.js";
import { demandWritable } from "./folders.js";
import { lockWorkFolders } from "./notebook/alone.js";
import { executeNotebooks } from "./notebook/execute.js";
import type { CellFailure } from "./notebook/failure.js";
import { namedNotebooks } from "./notebook/named.js";
import { type ProgressView, progressView } from "./notebook/progress.js";
import type { NotebookResult } from "./notebook/run-notebook.js";
import { packageRoot } from "./places.js";
import { stoppable } from "./signals.js";

interface RunOptions {
  jobs: number;
  out?: string;
  timeout: number;
  server?: string;
  token?: string;
  python?: string;
  json?: true;
}

export function runCommand(program: Command): void {
  program
    .command("run")
    .description("run chapters from beginning to end, without a browser")
    .argument("[notebooks...]", "notebook files or names of chapters (default: every chapter of the course)")
    .option("--jobs <N>", "how many run at a time", whole, 1)
    .option("--out <DIR>", "where executed notebooks go (default: .djlab/out)")
    .option("--timeout <S>", "seconds that one cell may take", seconds, 600)
    .option("--server <URL>", "use this Jupyter Server, hub or gateway instead of starting one")
    .option("--token <T>", "the token of that server")
    .option("--python <PATH>", "the Python that the cells use")
    .option("--json", "print one JSON object with the results")
    .action((notebooks: string[], options: RunOptions) => runChapters(packageRoot, notebooks, options));
}

async function runChapters(root: string, named: string[], options: RunOptions): Promise<void> {
  const { jobs, timeout: timeoutSeconds, json } = options;
  const server = serverOf(options);
  const notebooks = await namedNotebooks(root, named);
  const out = resolve(options.out ?? join(root, ".djlab/out"));
  await demandWritable(out, "Name another folder: --out DIR");
  const python = options.python === undefined ? undefined : await usablePython(options.python);
  const results = await stoppable(async (signal) => {
    let unlock = () => {};
    let view: ProgressView | undefined;
    try {
      // The folders of another server are not ours to lock: it may run elsewhere.
      if (!server) unlock = await lockWorkFolders(root, notebooks, signal);
      view = progressView(notebooks, process.stderr);
      const { onProgress } = view;
      return await executeNotebooks({
        root,
        notebooks,
        out,
        jobs,
        timeoutSeconds,
        server,
        python,
        signal,
        onProgress,
      });
    } catch (error) {
      if (!signal.aborted) throw error;
      return [];
    } finally {
      await view?.end();
      unlock();
    }
  });
  const ok = results.length === notebooks.length && results.every((result) => result.ok);
  if (json) process.stdout.write(`${JSON.stringify({ ok, notebooks: results })}\n`);
  for (const result of results) if (result.failure) process.stderr.write(told(result, result.failure));
  if (!ok) process.exitCode ??= 1;
}

/** A failure for a person: chapter, cell, line, error, and where to see what led to it. */
export function told(
  { notebook, out }: NotebookResult,
  failure: CellFailure,
  colours = process.stderr.isTTY,
): string {
  const { cell, id, sourceLine, ename, evalue, traceback } = failure;
  const where = cell ? `cell ${cell}${id ? ` (id ${id})` : ""}: ${sourceLine}` : "before its first cell";
  const error = traceback.length ? traceback.join("\n") : `${ename}: ${evalue}`;
  const lines = [
    `djlab: ${basename(notebook)} failed in ${where}`,
    colours ? error : stripVTControlCharacters(error),
  ];
  return `${lines.join("\n")}\nnext: see what it had shown until then in ${relative(process.cwd(), out) || out}\n`;
}

function serverOf({ server, token, python }: RunOptions): { baseUrl: string; token: string } | undefined {
  if (server === undefined) {
    if (token !== undefined)
      throw new WrongUse("--token is for a --server", { next: "Name the server: --server URL" });
    return undefined;
  }
  if (python !== undefined) {
    throw new WrongUse("--python cannot reach the kernels of a --server", {
      next: "Set DJLAB_PYTHON where it runs.",
    });
  }
  if (!URL.canParse(server))
    throw new WrongUse(`${server} is no address`, { next: "For instance --server http://127.0.0.1:8888" });
  const url = new URL(server);
  const inAddress = url.searchParams.get("token");
  const path = url.pathname.replace(/\/(lab|tree)?\/*$/, "");
  return { baseUrl: `${url.origin}${path}/`, token: token ?? inAddress ?? "" };
}

/** @returns its program, absolute */
async function usablePython(named: string): Promise<string> {
  const next = `Name a Python ${oldestPython} or newer, with venv: --python PATH`;
  const python = await inspectPython([named]).catch((cause) => {
    throw new WrongUse(`--python ${named} does not start as a Python`, { next, cause });
  });
  if (python.unusable) throw new WrongUse(`--python ${named} ${python.unusable}`, { next });
  return python.facts.executable;
}

/** More would overflow Node's timers, which then fire at once. */
const mostSeconds = 2_000_000;

function seconds(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= mostSeconds) return number;
  throw new InvalidArgumentError(`A number of seconds above 0 is wanted, ${mostSeconds} at most.`);
}

function whole(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 1 is wanted.");
}
