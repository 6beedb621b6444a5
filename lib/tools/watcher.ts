/** Sees to it that what this program starts ends with it, even when it is killed and can do nothing itself. */
import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("watcher-process.js", import.meta.url));

/** One for the process, not for a module: a cell that imports the library anew needs no second one. */
const key = Symbol.for("djlab.watcher");

/** The kernel that runs a notebook's cells does the same for all processes of theirs. */
const inNotebook = Symbol.for("Jupyter.publish");

/**
 * Ends a group when this program is gone, however it went. A small process of ours reads which groups there are
 * from a pipe, whose end tells it that we are gone.
 *
 * @param leader id of the group
 * @returns call it when the group has ended: its number may soon be another's
 */
export function watch(leader: number): () => void {
  if (inNotebook in globalThis) return () => {};
  const pipe = watcher();
  pipe.write(`+${leader}\n`);
  return () => void pipe.write(`-${leader}\n`);
}

function watcher(): Socket {
  const home = globalThis as { [key]?: Socket };
  if (home[key]?.writable) return home[key];
  // A session of its own: Ctrl+C in our terminal does not reach it.
  const child = spawn(process.execPath, [program], {
    detached: true,
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.unref();
  // Without it only a SIGKILL of ours leaves something behind.
  child.on("error", () => pipe.destroy());
  pipe.on("error", () => pipe.destroy());
  home[key] = pipe;
  return pipe;
}
