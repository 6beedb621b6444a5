/** The servers that this program runs. */

const key = Symbol.for("djlab.servers");

interface Stoppable {
  stop(): Promise<unknown>;
}

/**
 * By the project's folder. They belong to the process, not to a module: a cell that is run again has lost
 * its variables, and must still find the server that its first run started.
 */
export function runningServers(): Map<string, Stoppable> {
  const home = globalThis as { [key]?: Map<string, Stoppable> };
  home[key] ??= new Map();
  return home[key];
}
