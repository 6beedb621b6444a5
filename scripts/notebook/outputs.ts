/** Gathers what a kernel broadcasts into the outputs of cells, as a Jupyter frontend does. */
import type { Broadcast } from "../jupyter/client.js";
import type { CodeCell, Output } from "./document.js";

type Shown = Extract<Output, { output_type: "display_data" | "execute_result" }>;

/**
 * The outputs of one notebook's cells while they come in: streams joined, displays updated wherever they stand,
 * `clear_output` honoured.
 */
export class Outputs {
  private readonly shown = new Map<string, Shown[]>();
  /** Cells whose outputs go when the next one comes (`clear_output` with `wait`). */
  private readonly clearing = new Set<CodeCell>();

  /** Takes in one message that belongs to `cell`; what is no output is passed over. */
  receive(cell: CodeCell, { header, content }: Broadcast): void {
    this.handlers[header.msg_type]?.(cell, content as never);
  }

  private readonly handlers: Record<string, ((cell: CodeCell, content: never) => void) | undefined> = {
    execute_input: (cell, { execution_count }: { execution_count: number }) => {
      cell.execution_count = execution_count;
    },
    stream: (cell, { name, text }: { name: "stdout" | "stderr"; text: string }) => {
      this.clearIfDue(cell);
      const last = cell.outputs.at(-1);
      if (last?.output_type === "stream" && last.name === name) last.text += text;
      else cell.outputs.push({ output_type: "stream", name, text });
    },
    display_data: (cell, { data, metadata, transient }: Display) => {
      this.show(cell, { output_type: "display_data", data, metadata }, transient?.display_id);
    },
    execute_result: (cell, { data, metadata, transient, execution_count }: Display) => {
      this.show(
        cell,
        { output_type: "execute_result", data, metadata, execution_count: execution_count ?? null },
        transient?.display_id,
      );
    },
    update_display_data: (_, { data, metadata, transient }: Display) => {
      for (const shown of this.shown.get(transient?.display_id ?? "") ?? [])
        Object.assign(shown, { data, metadata });
    },
    error: (cell, { ename, evalue, traceback }: { ename: string; evalue: string; traceback: string[] }) => {
      this.clearIfDue(cell);
      cell.outputs.push({ output_type: "error", ename, evalue, traceback });
    },
    clear_output: (cell, { wait }: { wait: boolean }) => {
      if (wait) this.clearing.add(cell);
      else cell.outputs = [];
    },
  };

  private show(cell: CodeCell, output: Shown, displayId?: string): void {
    this.clearIfDue(cell);
    cell.outputs.push(output);
    if (displayId) this.shown.set(displayId, [...(this.shown.get(displayId) ?? []), output]);
  }

  private clearIfDue(cell: CodeCell): void {
    if (this.clearing.delete(cell)) cell.outputs = [];
  }
}

interface Display {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  transient?: { display_id?: string };
  execution_count?: number;
}
