/** Runs one notebook's cells in order on a kernel of its own, and writes it with what they showed. */
import type { Jupyter, KernelSession } from "../jupyter/client.js";
import { type CodeCell, type Notebook, writeNotebook } from "./document.js";
import { type CellFailure, failureOf, firstLine, Stopped, shownFailure } from "./failure.js";
import { Outputs } from "./outputs.js";

export interface NotebookResult {
  /** Absolute path. */
  notebook: string;
  /** Where the executed notebook was written. */
  out: string;
  ok: boolean;
  seconds: number;
  /** Code cells in the notebook, and those that were begun. */
  cells: number;
  ran: number;
  failure?: CellFailure;
}

export type Progress =
  | { type: "begun"; notebook: string }
  | { type: "cell"; notebook: string; cell: number; cells: number; sourceLine: string }
  | { type: "ended"; notebook: string; result: NotebookResult };

export interface Run {
  notebook: string;
  /** The notebook below the server's folder, with forward slashes. */
  path: string;
  out: string;
  timeoutSeconds: number;
  /** Rejects when everything is to end: `Stopped`, or that the server is gone. */
  cut: Promise<never>;
  onProgress: (progress: Progress) => void;
}

/** How long an interrupted cell may take to say so. */
const graceMs = 2000;

/** The kernel that a notebook asks for; djlab's own when it asks for none. */
export const kernelOf = (document: Notebook): string => document.metadata.kernelspec?.name ?? "djlab";

/**
 * Runs `document`, which takes up the outputs, and writes it to `run.out`. Its metadata then tell whether that is
 * a complete run: `djlab.run` is `complete` or `failed`.
 *
 * @returns how it went; a failure of whatever kind is part of that
 */
export async function runNotebook(jupyter: Jupyter, document: Notebook, run: Run): Promise<NotebookResult> {
  const { notebook, out, onProgress } = run;
  const begun = performance.now();
  onProgress({ type: "begun", notebook });
  const code = document.cells.filter((cell) => cell.cell_type === "code");
  for (const cell of code) Object.assign(cell, { outputs: [], execution_count: null });
  const cells = code.filter((cell) => /\S/.test(cell.source));
  const outputs = new Outputs();
  let ran = 0;
  let failure: CellFailure | undefined;
  let session: KernelSession | undefined;
  try {
    session = await Promise.race([jupyter.open(run.path, kernelOf(document)), run.cut]);
    for (const cell of cells) {
      ran += 1;
      onProgress({ type: "cell", notebook, cell: ran, cells: cells.length, sourceLine: firstLine(cell) });
      failure = await runCell(session, cell, ran, outputs, run);
      if (failure) break;
    }
  } catch (error) {
    failure = notBegun(error as Error);
  }
  document.metadata.djlab = { ...(document.metadata.djlab as object), run: failure ? "failed" : "complete" };
  try {
    await writeNotebook(out, document);
  } finally {
    // When everything ends, the server takes its kernels along.
    if (session) await Promise.race([session.close(), run.cut.catch(() => {})]);
  }
  const seconds = Math.round(performance.now() - begun) / 1000;
  const result = {
    notebook,
    out,
    ok: !failure,
    seconds,
    cells: cells.length,
    ran,
    ...(failure && { failure }),
  };
  onProgress({ type: "ended", notebook, result });
  return result;
}

async function runCell(
  session: KernelSession,
  cell: CodeCell,
  number: number,
  outputs: Outputs,
  { timeoutSeconds, cut }: Run,
): Promise<CellFailure | undefined> {
  const execution = session.execute(cell.source, (message) => outputs.receive(cell, message));
  try {
    const reply = await Promise.race([execution, after(timeoutSeconds * 1000, execution), cut]);
    if (reply) return mayFail(cell) ? undefined : failureOf(reply, cell, number);
    await session.interrupt();
    await Promise.race([execution, after(graceMs, execution)]);
    const message = `the cell did not finish within ${timeoutSeconds} s`;
    return shownFailure(cell, number, "timeout", { name: "Timeout", message });
  } catch (error) {
    const stopped = error instanceof Stopped;
    const { message } = error as Error;
    return shownFailure(cell, number, stopped ? "stopped" : "kernel", {
      name: stopped ? "Stopped" : "KernelLost",
      message,
    });
  }
}

/** Resolves with nothing after a time; the timer ends with the work that it watches. */
function after(ms: number, work: Promise<unknown>): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    const clear = () => clearTimeout(timer);
    work.then(clear, clear);
  });
}

/** Jupyter's own convention for a cell that is meant to fail. */
function mayFail(cell: CodeCell): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes("raises-exception");
}

function notBegun(error: Error): CellFailure {
  const kind = error instanceof Stopped ? "stopped" : "kernel";
  return { kind, cell: 0, sourceLine: "", ename: error.name, evalue: error.message, traceback: [] };
}
