/** Shows a run while it goes on: a living list on a terminal, a line for each cell elsewhere. */
import { basename } from "node:path";
import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { NotebookResult, Progress } from "./run-notebook.js";

export interface ProgressView {
  onProgress: (progress: Progress) => void;
  /** Leaves the screen to what comes next. */
  end(): Promise<void>;
}

const name = (notebook: string) => basename(notebook, ".ipynb");

/** @param stream usually stderr, so that stdout stays free for results */
export function progressView(notebooks: string[], stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY && stream.columns > 0 && !process.env.CI
    ? livingList(notebooks, stream)
    : plainLines(stream);
}

function plainLines(stream: NodeJS.WritableStream): ProgressView {
  const onProgress = (progress: Progress) => {
    const title = name(progress.notebook);
    if (progress.type === "cell") {
      stream.write(`${title} [${progress.cell}/${progress.cells}] ${progress.sourceLine}\n`);
    } else if (progress.type === "ended") stream.write(`${title}: ${summary(progress.result)}\n`);
  };
  return { onProgress, end: async () => {} };
}

interface Row {
  end: (result?: NotebookResult) => void;
  ended: Promise<NotebookResult | undefined>;
  show?: (text: string) => void;
}

function livingList(notebooks: string[], stream: NodeJS.WriteStream): ProgressView {
  const rows = new Map<string, Row>();
  for (const notebook of notebooks) {
    let end: Row["end"] = () => {};
    const ended = new Promise<NotebookResult | undefined>((resolve) => {
      end = resolve;
    });
    rows.set(name(notebook), { end, ended });
  }
  const list = new Listr(
    [...rows].map(([title, row]) => ({
      title,
      task: async (_: unknown, task: { title: string; output: string }) => {
        row.show = (text) => {
          task.output = text;
        };
        const result = await row.ended;
        task.title = `${title}: ${result ? summary(result) : "not run"}`;
        if (!result?.ok) throw new Error(result?.failure?.sourceLine || "not run");
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      forceTTY: true,
      rendererOptions: {
        collapseErrors: false,
        showErrorMessage: false,
        // Its "stdout" is where it draws; the other one must be another stream.
        logger: new ListrLogger({ processOutput: new ProcessOutput(stream, process.stdout) }),
      },
    },
  );
  const done = list.run();
  return {
    onProgress: (progress) => {
      const row = rows.get(name(progress.notebook));
      if (progress.type === "cell")
        row?.show?.(`[${progress.cell}/${progress.cells}] ${progress.sourceLine}`);
      if (progress.type === "ended") row?.end(progress.result);
    },
    end: async () => {
      for (const row of rows.values()) row.end();
      await done;
    },
  };
}

function summary({ ok, cells, ran, seconds }: NotebookResult): string {
  return ok
    ? `${cells} cells in ${seconds.toFixed(1)} s`
    : `failed in cell ${ran} of ${cells} after ${seconds.toFixed(1)} s`;
}
