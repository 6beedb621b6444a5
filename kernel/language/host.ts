/** The kernel's side of the language process: starts it, asks it, and replaces it when it dies. */
import { type ChildProcess, fork } from "node:child_process";
import type { Engine } from "./engine.js";
import type { Answer, Method, Question } from "./process.js";

/** One question may take this process down; the same question is then asked once more, of a new one. */
const attempts = 2;

interface Open {
  question: Question;
  attempt: number;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts a language process.
 * @param options.script path of the bundled `language.cjs`
 * @param options.cwd the notebook's folder: imports are looked up from there
 * @example
 * const engine = startLanguage({ script, cwd: process.cwd() });
 * const cell = await engine.convert({ code: "const a: number = 1", declarations: "" });
 */
export function startLanguage(options: { script: string; cwd: string }): Engine {
  const open = new Map<number, Open>();
  let nextId = 0;
  let closing = false;
  let child: ChildProcess | undefined = start();

  function start(): ChildProcess {
    const started = fork(options.script, {
      cwd: options.cwd,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: [],
    });
    started.on("message", ({ id, value, error }: Answer) => {
      const asked = open.get(id);
      open.delete(id);
      if (error === undefined) asked?.resolve(value);
      else asked?.reject(new Error(error));
    });
    started.on("exit", (code, signal) => ended(signal ?? `exit code ${code}`));
    started.on("error", (error) => ended(error.message));
    return started;
  }

  /** A new process takes over what was asked; when nothing was, it waits for the next question. */
  function ended(reason: string): void {
    child = undefined;
    if (closing) return;
    for (const asked of open.values()) {
      if (asked.attempt++ < attempts) send(asked.question);
      else {
        open.delete(asked.question.id);
        asked.reject(new Error(`The TypeScript process ended twice over this code (${reason}).`));
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
    inspect: (source, cursor) => ask("inspect", source, cursor),
    isComplete: (code) => ask("isComplete", code),
    close() {
      closing = true;
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
