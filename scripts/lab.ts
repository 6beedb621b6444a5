/** `djlab lab`: opens JupyterLab on the course. */
import { createServer } from "node:net";
import { join } from "node:path";
import type { Command } from "commander";
import { DjlabError } from "../lib/index.js";
import { WrongUse } from "./errors.js";
import { OnlyTold, startServer } from "./jupyter/server.js";
import { packageRoot } from "./places.js";
import { stoppable } from "./signals.js";

export function labCommand(program: Command): void {
  program
    .command("lab")
    .description("open JupyterLab on notebooks/; other options go to `jupyter lab`")
    .argument("[options...]", "options of jupyter lab, for instance --no-browser or --port 9000")
    .helpOption("-h, --help", "show this help (jupyter's own: --help-all)")
    .allowUnknownOption()
    .passThroughOptions()
    .action((options: string[]) => lab(packageRoot, options));
}

/**
 * Runs JupyterLab until Ctrl+C, SIGTERM or SIGHUP.
 *
 * @param options of `jupyter lab`
 * @throws WrongUse when the port asked for is none, or Jupyter refuses an option; DjlabError when it is in use, or JupyterLab ends by itself with a failure
 */
export async function lab(root: string, options: string[]): Promise<void> {
  const port = portOf(options);
  if (port !== undefined) await demandFree(port);
  await stoppable(async (stopped) => {
    const server = await startServer({
      kind: "lab",
      root,
      folder: join(root, "notebooks"),
      // A port that was asked for is a promise; another one in its place would break it.
      args: [...options, ...(port === undefined ? [] : ["--ServerApp.port_retries=0"])],
      signal: stopped,
      onLog: (text) => process.stderr.write(text),
    }).catch((error) => {
      if (error instanceof OnlyTold) process.stdout.write(`${error.message}\n`);
      else if (!stopped.aborted) throw error;
    });
    if (!server) return;
    process.stdout.write(`JupyterLab is at ${server.page}\nCtrl+C ends it.\n`);
    const stop = new Promise((resolve) => stopped.addEventListener("abort", resolve, { once: true }));
    await Promise.race([server.ended, stop]);
    await server.stop();
  });
}

/** The port among Jupyter's options, in any of its spellings; undefined when none is named. */
export function portOf(options: string[]): number | undefined {
  for (const [index, option] of options.entries()) {
    const [, value] = /^--(?:ServerApp\.)?port(?:=(.*))?$/.exec(option) ?? [];
    if (value !== undefined) return Number(value);
    if (option === "--port" || option === "--ServerApp.port") return Number(options[index + 1]);
  }
  return undefined;
}

async function demandFree(port: number): Promise<void> {
  if (!(Number.isInteger(port) && port >= 0 && port < 65536))
    throw new WrongUse("--port wants a whole number below 65536", { next: "npm start -- --port 8889" });
  const probe = createServer();
  const taken = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    probe.once("error", resolve);
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(undefined)));
  });
  if (taken?.code === "EADDRINUSE") {
    throw new DjlabError(`Port ${port} is in use by another program`, {
      next: `npm start -- --port ${port + 1}`,
    });
  }
  if (taken)
    throw new DjlabError(`Port ${port} cannot be used: ${taken.message}`, {
      next: "npm start -- --port 8889",
    });
}
