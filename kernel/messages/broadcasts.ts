/**
 * Contents of what the kernel publishes on iopub, by message type.
 * Source: "Messages on the IOPub (PUB/SUB) channel" of Jupyter's messaging specification.
 */

/** Representations of one value by MIME type. */
type Data = Record<string, unknown>;

interface Display {
  data: Data;
  metadata: Record<string, unknown>;
  /** What concerns this session only and is not saved with the notebook. */
  transient: { display_id?: string };
}

export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

export interface Broadcasts {
  status: { execution_state: "starting" | "busy" | "idle" };
  execute_input: { code: string; execution_count: number };
  stream: { name: "stdout" | "stderr"; text: string };
  display_data: Display;
  update_display_data: Display;
  clear_output: { wait: boolean };
  execute_result: Omit<Display, "transient"> & { execution_count: number };
  error: ErrorContent;
}
