/** What the kernel process does: it listens until a client ends it, wires the parts together, and tidies up. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./language/engine.js";
import { startRuntime } from "./runtime/host.js";
import { HistoryFile } from "./session/history-file.js";
import { Session } from "./session/session.js";
import { collectAtRest } from "./spare-memory.js";
import { type Connection, readConnection } from "./wire/connection.js";
import { Sockets } from "./wire/sockets.js";

/** Milliseconds after which a kernel that was told to end does so, whatever it still waits for. */
const grace = 900;

export interface ServeOptions {
  connectionFile: string;
  engine: Engine;
  /** The path of a bundled process. */
  script(name: "runtime" | "watchdog"): string;
  /** Where the history is kept. */
  stateFolder: string;
  log(line: string): void;
}

/**
 * Resolves when a client has ended the kernel.
 * @throws ConnectionError when the connection file cannot be read, or an address in it cannot be had
 */
export async function serve({
  connectionFile,
  engine,
  script,
  stateFolder,
  log,
}: ServeOptions): Promise<void> {
  const connection = readConnection(connectionFile);
  const sockets = new Sockets(connection, log);
  await sockets.bind();
  const cwd = process.cwd();
  const runtime = startRuntime({ script: script("runtime"), watchdog: script("watchdog"), cwd });
  const history = new HistoryFile(join(stateFolder, "history.jsonl"), log);
  const session = new Session({
    history,
    about: about(connection),
    engine,
    runtime,
    send: (channel, reply) => sockets.send(channel, reply),
    publish: (message) => sockets.publish(message),
    log,
  });
  process.on("SIGINT", () => session.interrupt());
  process.on("SIGTERM", () => session.end());
  if (process.env.JPY_PARENT_PID) whenParentEnds(() => session.end());
  const disturb = collectAtRest();
  const listening = sockets.listen(
    (channel, message) => {
      disturb();
      if (channel === "stdin") session.receiveAnswer(message);
      else session.receive(channel, message);
    },
    (topic) => session.welcome(topic),
  );
  await session.ended;
  setTimeout(() => process.exit(), grace).unref();
  await Promise.all([runtime.close(), engine.close(), history.close()]);
  await session.settled();
  await sockets.close();
  await listening;
}

function about({ shell_port, iopub_port, stdin_port, control_port, hb_port }: Connection) {
  const version = (manifest: string): string => JSON.parse(readFileSync(manifest, "utf8")).version;
  return {
    version: version(join(__dirname, "../../../package.json")),
    typescript: version(require.resolve("typescript/package.json")),
    node: process.versions.node,
    ports: { shell_port, iopub_port, stdin_port, control_port, hb_port },
  };
}

/** A Jupyter client that was killed leaves its kernels behind: they see it by their parent's change. */
function whenParentEnds(act: () => void): void {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (isRunning(parent)) return;
    clearInterval(check);
    act();
  }, 1000);
  check.unref();
}

function isRunning(parent: number): boolean {
  // An orphan gets another parent, except on Windows.
  if (process.platform !== "win32") return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}
