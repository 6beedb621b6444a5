/**
 * Contents of the replies that the kernel sends, by message type.
 * Source: "Messages on the shell (ROUTER/DEALER) channel" of Jupyter's messaging specification.
 */
import type { ErrorContent } from "./broadcasts.js";

/** The content of any reply to a request that failed. */
export type ErrorReply = { status: "error" } & ErrorContent;

/** The value of one of the request's `user_expressions`. */
export type ExpressionReply =
  | { status: "ok"; data: Record<string, unknown>; metadata: Record<string, unknown> }
  | ErrorReply;

export type ExecuteReply =
  | {
      status: "ok";
      execution_count: number;
      user_expressions: Record<string, ExpressionReply>;
      payload: never[];
    }
  | (ErrorReply & { execution_count: number });

/** The content of the reply to an execute request that a failure before it took off the queue. */
export interface AbortedReply {
  status: "aborted";
  execution_count: number;
}

export interface CompleteReply {
  status: "ok";
  matches: string[];
  /** The span that a match replaces, in Unicode code points. */
  cursor_start: number;
  cursor_end: number;
  metadata: { _jupyter_types_experimental: { text: string; type: string; start: number; end: number }[] };
}

export interface InspectReply {
  status: "ok";
  found: boolean;
  data: Record<string, string>;
  metadata: Record<string, never>;
}

export type IsCompleteReply =
  | { status: "complete" | "invalid" | "unknown" }
  | { status: "incomplete"; indent: string };

export interface KernelInfoReply {
  status: "ok";
  protocol_version: string;
  implementation: string;
  implementation_version: string;
  language_info: {
    name: string;
    version: string;
    mimetype: string;
    file_extension: string;
    pygments_lexer: string;
    codemirror_mode: string;
    nbconvert_exporter: string;
  };
  banner: string;
  help_links: { text: string; url: string }[];
  debugger: boolean;
  supported_features: string[];
}

export interface ConnectReply {
  status: "ok";
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

export interface CommInfoReply {
  status: "ok";
  comms: Record<string, { target_name: string }>;
}

/** Source: `usage_request` of ipykernel; what the platform does not tell is null. */
export interface UsageReply {
  status: "ok";
  hostname: string;
  pid: number;
  /** Per cent of one processor, since the last request: of the kernel and every process below it. */
  kernel_cpu: number | null;
  /** Bytes. */
  kernel_memory: number | null;
  /** Per cent of all processors, since the last request. */
  host_cpu_percent: number | null;
  cpu_count: number;
  /** Bytes, and per cent of them in use. */
  host_virtual_memory: { total: number; available: number; percent: number; used: number; free: number };
}

export interface HistoryReply {
  status: "ok";
  history: [session: number, line: number, input: string | [input: string, output: string | null]][];
}

export interface ShutdownReply {
  status: "ok";
  restart: boolean;
}

export interface InterruptReply {
  status: "ok";
}
