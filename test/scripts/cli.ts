/** Runs programs as a person does, for tests: `djlab`, and the set-up. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../scripts/places.js";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** From the signal that was sent, or else from the start. */
  ms: number;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves when stdout and stderr together say `text`; rejects when the program ends before. */
  says(text: string): Promise<void>;
  /** What it has said on stdout. */
  said(): string;
  signal(name: NodeJS.Signals): void;
}

/** What tests have started and not seen ended. */
const running = new Set<ChildProcess>();

/** Ends what a failed test left behind. */
export async function endAll(): Promise<void> {
  const left = [...running];
  const ends = left.map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of left) child.kill("SIGTERM");
  const insist = setTimeout(() => left.map((child) => child.kill("SIGKILL")), 6000);
  await Promise.all(ends);
  clearTimeout(insist);
}

export function start(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Started {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  running.add(child);
  const said = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  let since = performance.now();
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => running.delete(child));
    child.on("close", (code) => resolve({ code, ...said, ms: performance.now() - since }));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => (said.stdout + said.stderr).includes(text) && resolve();
      listeners.add(look);
      look();
      ended.then(
        ({ stdout, stderr }) => reject(new Error(`ended without "${text}":\n${stdout}${stderr}`)),
        reject,
      );
    });
  const signal = (name: NodeJS.Signals) => {
    since = performance.now();
    child.kill(name);
  };
  return { child, ended, says, said: () => said.stdout, signal };
}

/** Starts `djlab`. */
export const djlab = (args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Started =>
  start(process.execPath, [join(packageRoot, "dist/scripts/djlab.js"), ...args], options);

/** Process ids of everything that a process has started, and what those have started. */
export function descendants(pid: number): number[] {
  const list = execFileSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" });
  const pairs = list
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, above]) => above === parent).flatMap(([child]) => [child!, ...below(child!)]);
  return below(pid);
}

/** Resolves when none of these processes runs any more; rejects after `ms`. */
export async function gone(pids: number[], ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (;;) {
    const left = pids.filter(runs);
    if (left.length === 0) return;
    if (performance.now() > until) throw new Error(`still running: ${left.join(" ")}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function runs(pid: number): boolean {
  try {
    // A zombie that nobody has waited for has ended.
    return !/^Z/.test(execFileSync("ps", ["-o", "stat=", "-p", `${pid}`], { encoding: "utf8" }).trim());
  } catch {
    return false;
  }
}
