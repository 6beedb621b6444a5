/** Why a notebook did not run to its end. */
import { stripVTControlCharacters } from "node:util";
import type { Reply } from "../jupyter/client.js";
import type { CodeCell } from "./document.js";

/** A cell that did not succeed. */
export interface CellFailure {
  /** `error`: it threw. `timeout`: it did not finish. `kernel`: the kernel was lost. `stopped`: by Ctrl+C. */
  kind: "error" | "timeout" | "kernel" | "stopped";
  /** The number in the cell's brackets when all cells run in order; 0 when none had begun. */
  cell: number;
  id?: string;
  /** The line of the cell where it happened, or its first one. */
  sourceLine: string;
  ename: string;
  evalue: string;
  /** Lines, coloured by ANSI codes. */
  traceback: string[];
}

/** Running was stopped from outside. */
export class Stopped extends Error {
  constructor() {
    super("stopped before it finished");
  }
}

/** The first line of a cell with something on it. */
export const firstLine = (cell: CodeCell): string =>
  cell.source
    .split("\n")
    .find((line) => /\S/.test(line))
    ?.trim() ?? "";

/** The failure that a reply reports, or undefined when it reports none. */
export function failureOf(reply: Reply, cell: CodeCell, number: number): CellFailure | undefined {
  if (reply.status === "ok") return undefined;
  const { ename, evalue, traceback } =
    reply.status === "error"
      ? reply
      : { ename: "Aborted", evalue: "the kernel did not run it", traceback: [] };
  // Stack traces call a cell by its number: "cell 3:2:7" is line 2 of it.
  const line = new RegExp(`\\bcell ${number}:(\\d+)`).exec(
    stripVTControlCharacters(traceback.join("\n")),
  )?.[1];
  const sourceLine = (line && cell.source.split("\n")[Number(line) - 1]?.trim()) || firstLine(cell);
  return {
    kind: "error",
    cell: number,
    ...(cell.id && { id: cell.id }),
    sourceLine,
    ename,
    evalue,
    traceback,
  };
}

/** A failure that the kernel did not report itself; it is shown below the cell, so that the notebook tells it too. */
export function shownFailure(
  cell: CodeCell,
  number: number,
  kind: CellFailure["kind"],
  { name: ename, message: evalue }: Pick<Error, "name" | "message">,
): CellFailure {
  const traceback = [`${ename}: ${evalue}`];
  cell.outputs.push({ output_type: "error", ename, evalue, traceback });
  return {
    kind,
    cell: number,
    ...(cell.id && { id: cell.id }),
    sourceLine: firstLine(cell),
    ename,
    evalue,
    traceback,
  };
}
