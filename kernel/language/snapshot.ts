/**
 * The snapshot from which a language process starts warm, in a tenth of the time: Node's "user-land startup snapshot"
 * (https://nodejs.org/api/cli.html#--build-snapshot). It fits one Node, one build and one release of Node's types only, so
 * its name tells these; where there is none, all works the same, and only the start takes longer.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { nearest } from "./nearest.js";

/** Snapshots in one folder: a reader may go back and forth between builds, Nodes and folders with types of their own. */
const mostKept = 4;

/**
 * Options in the environment may keep a snapshot from fitting; they are meant for the reader's own code anyway. So are
 * certificates: Node reads them at every start, for a tenth of a second, and TypeScript calls nobody.
 * glibc would keep memory for each of Node's threads, and what lies below the last piece in use: a tenth of it all
 * at first, and half after a thousand cells.
 */
export function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...others } = process.env;
  const glibc = {
    MALLOC_ARENA_MAX: "1",
    MALLOC_MMAP_THRESHOLD_: "32768",
    MALLOC_TRIM_THRESHOLD_: "65536",
  };
  return { ...others, ...glibc };
}

/**
 * The snapshot of `script` in the first of `folders` that has it.
 * @param script path of the bundled `language.cjs`
 * @param cwd the notebook's folder, which may have Node's types of its own
 * @example findSnapshot(script, [dirname(script)], process.cwd())
 */
export function findSnapshot(script: string, folders: string[], cwd: string): string | undefined {
  const name = nameFor(script, nodeTypes(script, cwd));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Makes the snapshot of `script` in a folder, whole or not at all; about three seconds, 50 MB.
 * @returns its path
 * @throws Error when the folder cannot be written to, or Node cannot make it
 * @example await makeSnapshot(script, dirname(script), { cwd: process.cwd() })
 */
export async function makeSnapshot(
  script: string,
  folder: string,
  options: { cwd: string; signal?: AbortSignal },
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const types = nodeTypes(script, options.cwd);
  const path = join(folder, nameFor(script, types));
  const unfinished = `${path}.${process.pid}`;
  try {
    const maker = spawn(process.execPath, ["--snapshot-blob", unfinished, "--build-snapshot", script], {
      // From there the same types are found as from the notebook's folder, and no tsconfig.json.
      cwd: dirname(types),
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
      ...(options.signal && { signal: options.signal, killSignal: "SIGKILL" }),
    });
    let said = "";
    maker.stderr.on("data", (piece) => {
      said += piece;
    });
    const [code] = await once(maker, "close");
    if (code !== 0) throw new Error(`Node could not make a snapshot of ${script}: ${said}`);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  dropOld(folder, path);
  return path;
}

const prefix = "language-";
const suffix = ".blob";

/** The manifest of the types of Node that cells in `folder` get: as typeRoots of system.ts, which this is not to load. */
function nodeTypes(script: string, folder: string): string {
  const own = createRequire(script).resolve("@types/node/package.json");
  const version = (manifest: string) => JSON.parse(readFileSync(manifest, "utf8")).version;
  const name = "node_modules/@types/node/package.json";
  const home = nearest(folder, name);
  if (home === undefined) return own;
  const found = join(home, name);
  return version(found) === version(own) ? own : found;
}

function nameFor(script: string, types: string): string {
  const sum = createHash("sha256").update(`${script} ${types}`);
  for (const path of [script, types]) {
    const { mtimeMs, size } = statSync(path);
    sum.update(`${mtimeMs} ${size}`);
  }
  return `${prefix}${process.version}-${process.arch}-${sum.digest("hex").slice(0, 12)}${suffix}`;
}

/** Older ones, and what a maker that was killed has left behind. */
function dropOld(folder: string, made: string): void {
  const found = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.includes(suffix))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  const whole = found.filter(({ path }) => path.endsWith(suffix));
  const isLeft = (one: { path: string; time: number }) =>
    !one.path.endsWith(suffix) && Date.now() - one.time > 60_000;
  for (const { path } of [...whole.slice(mostKept), ...found.filter(isLeft)]) {
    if (path !== made) rmSync(path, { force: true });
  }
}
