/**
 * What `npm start`, `npm test` and `npm run djlab` call, before node_modules exists too: makes this clone ready, step
 * by step, then hands over, `test` to Mocha, all else to the command line of djlab. A step leaves a stamp of what it
 * was made from, last of all and inside what it made (npm's is its own list of what it installed); it is skipped while
 * the stamp fits, and an interrupted one is simply done again.
 *
 * This file and setup/ use Node alone, and no syntax newer than Node 14: an old Node must get as far as the
 * message about it.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { diagnose, SetupError } from "./setup/failures.mjs";
import { lock } from "./setup/lock.mjs";
import { perform } from "./setup/perform.mjs";
import { at, root, windows } from "./setup/places.mjs";
import { Progress } from "./setup/progress.mjs";
import { findPython } from "./setup/python.mjs";
import { chains, isDone, last } from "./setup/steps.mjs";

/** @returns the complaint about a Node that cannot `require()` ES modules, as Mocha does, or undefined */
export function nodeTooOld(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return undefined;
  const next = windows
    ? "winget install OpenJS.NodeJS.LTS"
    : "nvm install --lts (or fetch it from https://nodejs.org)";
  return new SetupError(
    `djlab needs Node 22.12 or later, or 20.19 or later of Node 20; this is Node ${version}`,
    next,
  );
}

async function setUp() {
  const steps = [...chains.flat(), last];
  if (steps.every(isDone)) return;
  if (root.includes(delimiter))
    throw new SetupError(
      `Python makes no environment in a path with "${delimiter}": ${root}`,
      "move this folder to another path",
    );
  const unlock = await lock({ [at(".djlab/setup.lock")]: "another set-up" });
  const progress = new Progress();
  try {
    const todo = steps.filter((step) => !isDone(step));
    if (todo.includes(chains[1][0])) findPython();
    const { bavail, bsize } = fs.statfsSync(root);
    const needed = todo.reduce((sum, step) => sum + step.megabytes, 0);
    if ((bavail * bsize) / 2 ** 20 < needed)
      throw new SetupError(`set-up needs ${needed} MB of disk`, `free some, then npm start`);
    const through = async (chain) => {
      for (const step of chain) if (!isDone(step)) await perform(step, progress);
    };
    await Promise.all(chains.map(through));
    await through([last]);
  } finally {
    progress.stop();
    unlock();
  }
}

async function main([command, ...args]) {
  const tooOld = nodeTooOld(process.versions.node);
  if (tooOld) throw tooOld;
  const stop = (signal) => process.exit(signal === "SIGINT" ? 130 : 143);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  await setUp();
  for (const signal of signals) process.off(signal, stop);
  if (command === "test") return test(args);
  process.argv[1] = at("dist/scripts/djlab.js");
  await import(pathToFileURL(process.argv[1]).href);
}

/**
 * Every test, the fast ones first, in two runs of Mocha side by side: those of the library wait for other programs
 * most of the time. What they print comes after all else; the last line is the count of both.
 */
async function test(args) {
  const { findChromium } = await import(pathToFileURL(at("dist/scripts/chromium.js")).href);
  if (!findChromium()) process.stderr.write("No Chrome or Chromium here: the browser tests are skipped\n");
  const rank = (file) => [/\.browser\.test/, /\.integration\.test/, /./].findIndex((kind) => kind.test(file));
  const files = fs
    .readdirSync(at("dist/test"), { recursive: true })
    .filter((file) => file.endsWith(".test.js"))
    .sort((a, b) => rank(b) - rank(a) || a.localeCompare(b));
  const isLibrarys = (file) => /^lib[\\/]/.test(file);
  let held = "";
  const runs = await Promise.all([
    mocha(
      args,
      files.filter((file) => !isLibrarys(file)),
      (text) => process.stdout.write(text),
    ),
    mocha(args, files.filter(isLibrarys), (text) => {
      held += text;
    }),
  ]);
  const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
  process.stdout.write(held);
  process.stdout.write(
    `${sum("passed")} passed, ${sum("failed")} failed${sum("skipped") ? `, ${sum("skipped")} skipped` : ""}\n`,
  );
  process.exit(Math.max(...runs.map(({ code }) => code)));
}

/** One run of Mocha: hands on what it prints but for the line of counts (test/reporter.ts), which it returns. */
function mocha(args, files, write) {
  if (files.length === 0) return { code: 0, passed: 0, failed: 0, skipped: 0 };
  const colour = process.stdout.isTTY ? ["--color"] : [];
  const program = [at("node_modules/mocha/bin/mocha.js"), ...colour, ...args];
  const child = spawn(process.execPath, [...program, ...files.map((file) => at("dist/test", file))], {
    cwd: root,
    stdio: ["inherit", "pipe", "inherit"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let open = "";
  const take = (line) => {
    const found = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n?$/.exec(line);
    if (!found) return write(line);
    [counts.passed, counts.failed, counts.skipped] = found.slice(1).map((number) => Number(number ?? 0));
  };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    const lines = (open + text).split(/(?<=\n)/);
    open = lines.at(-1)?.endsWith("\n") ? "" : lines.pop();
    lines.forEach(take);
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      take(open);
      resolve({ code: code ?? 1, ...counts });
    });
  });
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((thrown) => {
    const error = thrown instanceof SetupError ? thrown : diagnose("the set-up", String(thrown.stack));
    process.stderr.write(`djlab: ${error.message}\n${error.next ? `next: ${error.next}\n` : ""}`);
    if (process.argv[2] === "test") process.stdout.write("0 passed, 1 failed\n");
    process.exit(1);
  });
}
