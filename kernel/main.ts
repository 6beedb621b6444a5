/**
 * The kernel process: `node kernel.cjs <connection file>`. It runs neither a reader's code nor TypeScript,
 * so it always answers; the two processes that do are started once it listens.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { startLanguage } from "./language/host.js";
import { startRuntime } from "./runtime/host.js";
import { HistoryFile } from "./session/history-file.js";
import { Session } from "./session/session.js";
import { collectAtRest } from "./spare-memory.js";
import { type Connection, ConnectionError, readConnection } from "./wire/connection.js";
import { Sockets } from "./wire/sockets.js";

/** Milliseconds after which a kernel that was told to end does so, whatever it still waits for. */
const grace = 900;

const log = (line: string) => console.error(`djlab kernel: ${line}`);

async function main(connectionFile: string | undefined): Promise<void> {
  if (connectionFile === undefined) {
    log("which connection file? Usage: node kernel.cjs <connection file>");
    process.exit(2);
  }
  const connection = readConnection(connectionFile);
  const sockets = new Sockets(connection, log);
  await sockets.bind();
  const cwd = process.cwd();
  const script = (name: string) => join(__dirname, `${name}.cjs`);
  const snapshots = [__dirname, join(stateFolder(), "snapshots")];
  const engine = startLanguage({ script: script("language"), cwd, snapshots });
  const runtime = startRuntime({ script: script("runtime"), watchdog: script("watchdog"), cwd });
  const history = new HistoryFile(join(stateFolder(), "history.jsonl"), log);
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

/** Where a kernel keeps what outlasts it: what DJLAB_STATE names, else the platform's place for such. */
function stateFolder({ env, platform } = process): string {
  if (env.DJLAB_STATE) return env.DJLAB_STATE;
  const own = platform === "win32" ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  return join(own || join(homedir(), platform === "win32" ? "AppData/Local" : ".local/state"), "djlab");
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

main(process.argv[2]).catch((error: Error) => {
  log(error instanceof ConnectionError ? error.message : String(error.stack));
  process.exit(1);
});
