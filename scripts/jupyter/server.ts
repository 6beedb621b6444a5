/** Starts and stops a Jupyter Server of the private `.venv`: JupyterLab for a reader, or a bare one for runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DjlabError } from "../../lib/index.js";
import { WrongUse } from "../errors.js";
import { demandWritable } from "../folders.js";
import { venvPython } from "../places.js";

const here = dirname(fileURLToPath(import.meta.url));
/** Kernels have two seconds to end, the server 3.5 (djlab_server.py); what is left then is killed. */
const killAfterMs = 4000;

export interface ServerOptions {
  /** `lab`: JupyterLab. `run`: no extensions, a third of the start-up time. */
  kind: "lab" | "run";
  /** djlab's folder, whose `.venv` runs the server and whose `.djlab` takes its files. */
  root: string;
  /** The folder that the server shows and that the paths of sessions begin in. */
  folder: string;
  /** Further options of Jupyter's own. */
  args?: string[];
  /** Added to the environment of the server and so of its kernels. */
  env?: Record<string, string>;
  /** Ends the server when aborted, also while it starts. */
  signal?: AbortSignal;
  /** Called with what the server logs once it is ready. */
  onLog?: (text: string) => void;
}

export interface JupyterServer {
  /** For instance `http://127.0.0.1:8888/`. */
  baseUrl: string;
  token: string;
  /** Where to point a browser, with the token. */
  page: string;
  pid: number;
  /** Resolves with the last lines of its log when the process is gone, for whatever reason. */
  ended: Promise<string>;
  /** Ends the server and its kernels within four seconds. May be called again. */
  stop(): Promise<void>;
}

/** Jupyter told what an option asked for (`--help-all`, `--version`), and ended. */
export class OnlyTold extends Error {}

const announcement = z.object({ base: z.string(), token: z.string(), page: z.string() });

/**
 * Starts a server and waits until it answers. It ends when told to, and also when this process is killed:
 * it watches its standard input.
 *
 * @throws WrongUse when Jupyter refuses an option; DjlabError when there is no `.venv`, or the server ended instead of
 *   answering (with its last words); OnlyTold
 * @example
 * const server = await startServer({ kind: "run", root, folder: "notebooks" });
 * try { … } finally { await server.stop(); }
 */
export async function startServer(options: ServerOptions): Promise<JupyterServer> {
  const python = venvPython(options.root);
  if (!existsSync(python)) {
    throw new DjlabError(`There is no JupyterLab in ${join(options.root, ".venv")}`, {
      next: `Let npm start make it, in ${options.root}`,
    });
  }
  const state = join(options.root, ".djlab/jupyter");
  await demandWritable(state, `Jupyter keeps its files there: make ${options.root} writable for you.`);
  options.signal?.throwIfAborted();
  const child = spawn(python, commandLine(options), {
    env: environment(state, options.env),
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl+C in the terminal reaches djlab alone, which then stops the server.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const log = new Log();
  child.stderr.setEncoding("utf8").on("data", (text: string) => log.add(text));
  const ended = new Promise<string>((resolve) => {
    child.on("close", () => resolve(log.tail()));
    child.on("error", (error) => resolve(error.message));
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    log.listener = undefined;
    stopping ??= end(child, ended);
    return stopping;
  };
  options.signal?.addEventListener("abort", stop, { once: true });

  const told: string[] = [];
  const ready = await Promise.race([announced(child, told), ended.then(() => undefined)]);
  if (ready === undefined) {
    const lastWords = await ended;
    options.signal?.throwIfAborted();
    if (child.exitCode === 0) throw new OnlyTold(told.join("\n"));
    const refused = options.args && refusal(lastWords);
    if (refused)
      throw new WrongUse(refused, { next: "See the options that it knows: npm start -- --help-all" });
    throw new DjlabError(`Jupyter Server ended before it was ready:\n${lastWords}`, {
      next: "See what this machine lacks: npm run -s djlab -- doctor",
    });
  }
  log.listener = options.onLog;
  const { base, token, page } = announcement.parse(JSON.parse(ready));
  return { baseUrl: base, token, page, pid: child.pid!, ended, stop };
}

function commandLine({ kind, folder, args = [] }: ServerOptions): string[] {
  return [
    join(here, "djlab_server.py"),
    kind,
    `--config=${join(here, "jupyter_server_config.py")}`,
    `--ServerApp.root_dir=${folder}`,
    ...(kind === "run" ? ["--no-browser", "--port=0"] : []),
    ...args,
  ];
}

/** Folders of Jupyter and of its kernels inside `.djlab`, so that the reader's are neither read nor written. */
function environment(state: string, added: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { JUPYTER_PATH, JUPYTER_CONFIG_PATH, PYTHONHOME, PYTHONPATH, ...inherited } = process.env;
  return {
    ...inherited,
    JUPYTER_CONFIG_DIR: join(state, "config"),
    JUPYTER_DATA_DIR: join(state, "data"),
    JUPYTER_RUNTIME_DIR: join(state, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(state, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(state, "workspaces"),
    IPYTHONDIR: join(state, "ipython"),
    DJLAB_STATE: join(state, "kernel"),
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    ...added,
  };
}

/** @param told takes up the lines before the announcement */
function announced(child: ChildProcess, told: string[]): Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout! });
  return new Promise((resolve) => {
    let ready = false;
    lines.on("line", (line) => {
      // Later lines come from kernels, which inherit the stream: read, so that they never block, and dropped.
      if (ready) return;
      ready = line.startsWith('{"base": ');
      if (ready) resolve(line);
      else told.push(line);
    });
    lines.on("close", () => resolve(undefined));
  });
}

/** What Jupyter says against its options, in a line; undefined when it ended for another cause. */
export function refusal(log: string): string | undefined {
  const unknown = /djlab_server\.py: error: unrecognized arguments: (.+)/.exec(log)?.[1];
  if (unknown) return `Jupyter does not know ${unknown}`;
  const [, option, why] = /djlab_server\.py: error: argument (.+?): (.+)/.exec(log) ?? [];
  if (option)
    return `Jupyter cannot use ${option}: ${why === "expected one argument" ? "it wants a value" : why}`;
  const bad = /Bad config encountered during initialization: (.+)/.exec(log)?.[1];
  return bad && `Jupyter cannot use an option: ${bad}`;
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const kill = setTimeout(() => {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid!, "SIGKILL");
  }, killAfterMs);
  child.stdin!.end();
  await ended;
  clearTimeout(kill);
}

/** The end of what the server logged, for the message when it fails. */
class Log {
  listener?: (text: string) => void;
  private text = "";

  add(text: string): void {
    this.text = (this.text + text).slice(-20_000);
    this.listener?.(text);
  }

  tail(): string {
    return this.text.trimEnd().split("\n").slice(-15).join("\n");
  }
}
