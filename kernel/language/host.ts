/** The kernel's side of the language process: starts it, asks it, and replaces it when it dies or has grown too much. */
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import type { Engine } from "./engine.js";
import type { Answer, Method, Question } from "./process.js";
import { environment, findSnapshot, makeSnapshot } from "./snapshot.js";

/** One question may take this process down; the same question is then asked once more, of a new one. */
const attempts = 2;
/** Bytes; a program that imports some of the largest packages takes about half of it. */
const mostMemory = 1_500_000_000;
/** Node's exit code after an error of JavaScript: a snapshot that came so far is whole. */
const uncaughtError = 1;

export interface LanguageOptions {
  /** Path of the bundled `language.cjs`. */
  script: string;
  /** The notebook's folder: imports are looked up from there. */
  cwd: string;
  /** Where a snapshot may be; it is made in the first of these that can be written to, if there is none. */
  snapshots?: string[];
}

interface Open {
  question: Question;
  attempt: number;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts a language process.
 * @example
 * const engine = startLanguage({ script, cwd: process.cwd() });
 * const cell = await engine.convert({ code: "const a: number = 1", declarations: "" });
 */
export function startLanguage({ script, cwd, snapshots = [] }: LanguageOptions): Engine {
  const open = new Map<number, Open>();
  const closing = new AbortController();
  let nextId = 0;
  let isSnapshotMissing = false;
  let isSnapshotBad = false;
  let child: ChildProcess | undefined = start();

  function start(): ChildProcess {
    const snapshot = isSnapshotBad ? undefined : findSnapshot(script, snapshots, cwd);
    const started = fork(script, {
      cwd,
      env: environment(),
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: snapshot ? ["--snapshot-blob", snapshot] : [],
    });
    isSnapshotMissing = snapshots.length > 0 && !snapshot;
    let hasAnswered = false;
    started.on("message", (answer: Answer) => {
      hasAnswered = true;
      take(answer);
    });
    started.on("exit", (code, signal) => {
      const wasKilled = signal === "SIGKILL" || signal === "SIGTERM";
      if (snapshot && !hasAnswered && !wasKilled && code !== uncaughtError) {
        // Damaged, or not for this machine: all goes on without it.
        isSnapshotBad = true;
        rmSync(snapshot, { force: true });
      }
      if (child === started) ended(signal ?? `exit code ${code}`);
    });
    started.on("error", (error) => {
      if (child === started) ended(error.message);
    });
    return started;
  }

  function take(answer: Answer): void {
    const asked = open.get(answer.id);
    open.delete(answer.id);
    if (answer.error === undefined) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.error));
    if (isSnapshotMissing) void makeMissing();
    if (answer.memory > mostMemory && open.size === 0) {
      child?.kill("SIGKILL");
      child = start();
    }
  }

  /** For the next kernels. Whoever has waited for this one's start has been answered by now. */
  async function makeMissing(): Promise<void> {
    isSnapshotMissing = false;
    for (const folder of snapshots) {
      try {
        return void (await makeSnapshot(script, folder, { cwd, signal: closing.signal }));
      } catch {
        // Not writable, or the kernel ends. Without a snapshot all goes on as before, only slower.
        if (closing.signal.aborted) return;
      }
    }
  }

  /** A new process takes over what was asked; when nothing was, it waits for the next question. */
  function ended(reason: string): void {
    child = undefined;
    if (closing.signal.aborted) return;
    for (const asked of open.values()) {
      if (asked.attempt++ < attempts) send(asked.question);
      else {
        open.delete(asked.question.id);
        const why = existsSync(cwd) ? reason : `the folder ${cwd} is gone`;
        asked.reject(new Error(`The TypeScript process ended twice over this code (${why}).`));
      }
    }
  }

  function send(question: Question): void {
    child ??= start();
    child.send(question);
  }

  function ask<T>(method: Method, ...args: unknown[]): Promise<T> {
    const question = { id: nextId++, method, args };
    return new Promise<T>((resolve, reject) => {
      open.set(question.id, { question, attempt: 1, resolve: resolve as (value: unknown) => void, reject });
      send(question);
    });
  }

  return {
    convert: (source) => ask("convert", source),
    complete: (source, cursor) => ask("complete", source, cursor),
    inspect: (source, cursor, detail) => ask("inspect", source, cursor, detail),
    isComplete: (code) => ask("isComplete", code),
    close() {
      closing.abort();
      for (const { reject } of open.values()) reject(new Error("The kernel is shutting down."));
      open.clear();
      return new Promise((resolve) => {
        if (!child) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      });
    },
  };
}
