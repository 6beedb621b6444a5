/**
 * The contract of the runtime: the process that runs the reader's cells and owns their variables
 * and their child processes. It knows nothing of Jupyter's protocol, nor of TypeScript.
 */
import type { ConvertedCell } from "../language/engine.js";

/** Representations of one value by MIME type: text as a string, binary as base64, JSON types as JSON. */
export type MimeBundle = Record<string, unknown>;

/** What goes over a comm, from the reader's code to its counterpart at a client or the other way. */
export type CommMessage = {
  /** The comm's id. */
  comm: string;
  data: object;
  metadata: object;
  /** Bytes as base64. */
  buffers: string[];
} & ({ action: "open"; target: string } | { action: "message" } | { action: "close" });

/** What a cell shows beside text and its result. */
export interface Display {
  cell: string;
  /** A `MimeBundle` as JSON, in pieces. It may be megabytes, and is handed on without being read. */
  data: Uint8Array[];
  metadata: Record<string, unknown>;
  displayId?: string;
  /** Replaces what was shown under `displayId` before. */
  update: boolean;
  /** Bytes as base64, which the representations refer to. */
  buffers: string[];
}

/** What a cell shows while it runs (or afterwards: a timer, a server). `cell` is the id given to `execute`. */
export type RuntimeEvent =
  | { type: "stream"; cell: string; name: "stdout" | "stderr"; text: string }
  | ({ type: "display" } & Display)
  | { type: "clear"; cell: string; wait: boolean }
  /** To be answered by `answer`, under the same `id`; `password`: what is typed is not shown. */
  | { type: "question"; cell: string; id: number; prompt: string; password: boolean }
  /** The reader's code opens a comm, sends on one, or closes it. */
  | { type: "comm"; cell: string; message: CommMessage }
  /** From now on clients may, or may not any more, open comms for this target. */
  | { type: "comm-target"; cell: string; target: string; isRegistered: boolean }
  /** An error outside the cell's own flow: thrown in a timer, an unhandled rejection. The session goes on. */
  | { type: "stray-error"; cell: string; error: CellError };

export interface CellError {
  /** The error's class, for instance `TypeError`. */
  name: string;
  message: string;
  /** Lines for the reader, in ANSI colours; the kernel's own frames left out. */
  traceback: string[];
}

/** Of the reader, or why there will be none. */
export type Answer = { id: number } & ({ text: string } | { refusal: string });

export type Outcome =
  | { status: "ok"; result?: { data: MimeBundle; metadata: Record<string, unknown> } }
  | { status: "error"; error: CellError }
  /** The process ended under the cell; a new one, without the reader's variables, is in its place. */
  | { status: "died"; error: CellError };

export interface CellToRun
  extends Pick<ConvertedCell, "javascript" | "async" | "lastExpression" | "modules" | "imports"> {
  /** Opaque; events carry it back. */
  cell: string;
  /** How the cell is called in stack traces, for instance `cell 3`. */
  name: string;
  /** The cell as typed, so that a stack trace can show its lines. */
  code: string;
}

/** What the kernel's processes, and all of this machine's, use; null where the platform does not tell. */
export interface Usage {
  /** The kernel's process and every process below it: per cent of one processor since the last look. */
  ownProcessor: number | null;
  /** The same processes: bytes. */
  ownMemory: number | null;
  /** Per cent of all processors since the last look. */
  processor: number | null;
  processors: number;
  /** Bytes; `free` is what nothing at all uses, `available` also what could be freed at once. */
  memory: { total: number; available: number; free: number };
}

export interface Runtime {
  /** Runs one cell; all its events have been delivered when the promise resolves. Never rejects. */
  execute(cell: CellToRun): Promise<Outcome>;
  /**
   * Ends the running cell with an `Interrupted` error, keeps the variables, ends the cell's child processes; where none
   * runs, what handles messages of comms.
   */
  interrupt(): void;
  /** Stops the timers of finished cells, and says so under the last one; does nothing while a cell runs. */
  stopTimers(): void;
  /** Answers a question. */
  answer(answer: Answer): void;
  /**
   * Hands a client's message to the reader's code: at once if that is not busy, be it in the middle of a cell that
   * awaits something. Resolves when the handlers are through and all that they have shown has been delivered.
   *
   * @param cell events of the handlers carry it, as those of a cell do
   */
  deliver(message: CommMessage, cell: string): Promise<void>;
  /** What is used now; answered while a cell runs. */
  usage(): Usage;
  /** Called with each event, in order. */
  onEvent(listener: (event: RuntimeEvent) => void): void;
  /** Called when the process ended between two cells: the variables are gone. */
  onDeath(listener: (error: CellError) => void): void;
  /** Ends the process and every child process that the reader's cells have started. */
  close(): Promise<void>;
}
