/** Runs notebooks from their first cell to their last, each on a kernel of its own. */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DjlabError } from "../../lib/index.js";
import { WrongUse } from "../errors.js";
import { Jupyter, type JupyterAddress } from "../jupyter/client.js";
import { type JupyterServer, startServer } from "../jupyter/server.js";
import { typedAs } from "../typed-as.js";
import { type Notebook, readNotebook } from "./document.js";
import { Stopped } from "./failure.js";
import { kernelOf, type NotebookResult, type Progress, runNotebook } from "./run-notebook.js";

export interface ExecuteOptions {
  /** djlab's folder. */
  root: string;
  /** Files, absolute or relative to the working directory. */
  notebooks: string[];
  /** Folder for the executed notebooks; `.djlab/out` of the root when left out. */
  out?: string;
  /** How many notebooks run at a time; 1 when left out. */
  jobs?: number;
  /** How long one cell may take; 600 when left out. */
  timeoutSeconds?: number;
  /** A server to use instead of one of our own. */
  server?: JupyterAddress;
  /** The Python that the cells use, absolute. */
  python?: string;
  /** The folder that chapters make their folders in; `work` beside the notebook when left out. */
  work?: string;
  /** Stops everything; what has been shown so far is written. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/**
 * Executes notebooks and writes them with their outputs, also when they fail.
 *
 * @returns one result for each, in the order given; a failed cell is a result, not an exception
 * @throws WrongUse when a file is no notebook; DjlabError when no server can be had
 * @example
 * const [result] = await executeNotebooks({ root, notebooks: ["notebooks/04-first-project.ipynb"] });
 * if (!result.ok) console.error(result.failure);
 */
export async function executeNotebooks(options: ExecuteOptions): Promise<NotebookResult[]> {
  const { root, out = join(root, ".djlab/out"), jobs = 1, timeoutSeconds = 600 } = options;
  const files = options.notebooks.map((file) => resolve(file));
  const documents = await Promise.all(files.map(readNotebook));
  const folder = options.server ? root : commonFolder(files);
  const own = options.server ? undefined : await ownServer(options, folder);
  try {
    const jupyter = new Jupyter(options.server ?? own!);
    const cut = cutBy(options.signal, own);
    await Promise.race([refuseUnknownKernels(jupyter, files, documents), cut]);
    const queue = [...documents.entries()];
    const results: NotebookResult[] = [];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, document] = next;
        const notebook = files[index]!;
        results[index] = await runNotebook(jupyter, document, {
          notebook,
          path: relative(folder, notebook).split(sep).join("/"),
          out: join(resolve(out), basename(notebook)),
          timeoutSeconds,
          cut,
          onProgress: options.onProgress ?? (() => {}),
        });
      }
    };
    await Promise.all(Array.from({ length: Math.min(jobs, files.length) }, work));
    return results;
  } finally {
    await own?.stop();
  }
}

function ownServer({ root, python, work, signal }: ExecuteOptions, folder: string): Promise<JupyterServer> {
  const env = {
    // Nobody looks at the pages meanwhile, and chapters may run side by side.
    DJLAB_ANY_PORT: "1",
    ...(python && { DJLAB_PYTHON: python }),
    ...(work && { DJLAB_WORK: work }),
  };
  return startServer({ kind: "run", root, folder, env, signal });
}

/** Rejects when running has no more sense. */
function cutBy(signal?: AbortSignal, server?: JupyterServer): Promise<never> {
  const cut = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(new Stopped());
    signal?.addEventListener("abort", () => reject(new Stopped()), { once: true });
    server?.ended.then((log) => reject(new DjlabError(`The Jupyter Server ended:\n${log}`)));
  });
  // Also when no notebook waits for it at that moment.
  cut.catch(() => {});
  return cut;
}

async function refuseUnknownKernels(jupyter: Jupyter, files: string[], documents: Notebook[]): Promise<void> {
  const names = await jupyter.kernelNames();
  documents.forEach((document, index) => {
    const name = kernelOf(document);
    if (names.includes(name)) return;
    throw new WrongUse(
      `${files[index]} asks for the kernel ${name}; the server has ${names.join(", ") || "none"}`,
      {
        next:
          name === "djlab"
            ? `Install it there: ${typedAs} kernel install --user`
            : "Choose another kernel for the notebook.",
      },
    );
  });
}

/** The nearest folder that all files lie under; on Windows all must be on one drive. */
export function commonFolder(files: string[]): string {
  let folder = dirname(files[0]!);
  while (!files.every((file) => file.startsWith(folder.endsWith(sep) ? folder : folder + sep))) {
    const above = dirname(folder);
    if (above === folder)
      throw new WrongUse(`${files.join(" and ")} lie on different drives`, { next: "Run them one by one." });
    folder = above;
  }
  return folder;
}
