/**
 * Contents of what the kernel publishes on iopub, by message type.
 * Source: "Messages on the IOPub (PUB/SUB) channel" of Jupyter's messaging specification.
 */
import type { WrittenJson } from "./written-json.js";

interface Display {
  /** Representations of one value by MIME type. */
  data: WrittenJson;
  metadata: Record<string, unknown>;
  /** What concerns this session only and is not saved with the notebook. */
  transient: { display_id?: string };
}

export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Of a message on a comm, whoever sends it. */
interface CommContent {
  comm_id: string;
  data: object;
}

/** What a message carries besides its content. */
export interface Attached {
  metadata?: object;
  buffers?: readonly Uint8Array[];
}

export interface Broadcasts {
  status: { execution_state: "starting" | "busy" | "idle" };
  execute_input: { code: string; execution_count: number };
  stream: { name: "stdout" | "stderr"; text: string };
  display_data: Display;
  update_display_data: Display;
  clear_output: { wait: boolean };
  execute_result: {
    execution_count: number;
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
  };
  error: ErrorContent;
  comm_open: CommContent & { target_name: string };
  comm_msg: CommContent;
  comm_close: CommContent;
}
