/** One runtime process, from the kernel's side: its pipes, and the child processes that it has told of. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { type Death, folderIsGone, howItEnded } from "./death.js";
import { LastWords } from "./last-words.js";
import { MarkedText } from "./marked-text.js";
import { descendants, end, hasGroups, processTable, type Target } from "./processes.js";
import {
  type Command,
  Decoder,
  descriptors,
  encode,
  type Message,
  type Received,
  type Serial,
} from "./protocol.js";
import type { Answer, CellToRun, CommMessage, Outcome, RuntimeEvent } from "./runtime.js";

export interface RuntimeOptions {
  /** The bundled child.ts. */
  script: string;
  /** The bundled watchdog.ts. */
  watchdog: string;
  /** The notebook's folder. */
  cwd: string;
}

interface RuntimeListener {
  event(event: RuntimeEvent): void;
  /** What native programs wrote to descriptors that they inherited. */
  text(name: "stdout" | "stderr", text: string): void;
}

/** How long the process may go on when one of its pipes has closed. */
const millisecondsToEnd = 500;
/** How long a pipe may stay open when the process has ended: a program of unknown origin may hold it. */
const millisecondsToDrain = 300;

/** An interrupt may leave Node's asynchronous contexts out of step: without its own check, and with a way to them. */
const nodeOptions = ["--no-force-async-hooks-checks", "--expose-internals"];

export class RuntimeProcess {
  /** It has come so far as to take commands. */
  isReady = false;
  /** Resolves when the process and all it had to say have come to an end. */
  readonly ended: Promise<Death>;
  readonly #process: ChildProcess;
  /** The notebook's. */
  readonly #folder: string;
  readonly #listener: RuntimeListener;
  readonly #children = new Map<number, Target>();
  readonly #texts: Record<"stdout" | "stderr", MarkedText>;
  readonly #lastWords: LastWords;
  #errorTail = "";
  readonly #deliveries = new Map<number, () => void>();
  #delivery = 0;
  #done: ((message: Extract<Message, { type: "done" }>) => void) | undefined;
  /** What no cell belongs to is being interrupted. */
  #interrupting: { over: Promise<void>; end: () => void } | undefined;

  constructor({ script, watchdog, cwd }: RuntimeOptions, listener: RuntimeListener) {
    this.#listener = listener;
    this.#folder = cwd;
    this.#process = spawn(process.execPath, [...nodeOptions, script, watchdog], {
      cwd,
      detached: hasGroups(),
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    });
    this.#texts = {
      stdout: new MarkedText((text) => listener.text("stdout", text)),
      stderr: new MarkedText((text) => {
        this.#errorTail = (this.#errorTail + text).slice(-8000);
        this.#lastWords.feed(text);
      }),
    };
    this.#lastWords = new LastWords((text) => listener.text("stderr", text));
    this.ended = this.#end();
    this.#listen();
  }

  /** Resolves when all that the cell has shown has been handed to the listener. */
  async execute(serial: Serial, marker: string, cell: CellToRun): Promise<Outcome> {
    const drained = {
      stdout: this.#texts.stdout.expect(marker),
      stderr: this.#texts.stderr.expect(marker),
    };
    const done = new Promise<Extract<Message, { type: "done" }>>((resolve) => {
      this.#done = resolve;
    });
    // What ends the code that runs could end the taking of this command with it.
    await this.#interrupting?.over;
    this.#send({ type: "execute", serial, marker, cell });
    const { outcome, marked } = await done;
    for (const name of ["stdout", "stderr"] as const) {
      if (!marked.includes(name)) this.#texts[name].giveUp();
    }
    await Promise.all([drained.stdout, drained.stderr]);
    this.#lastWords.release();
    return outcome;
  }

  /** @param serial of the running cell; 0 where none runs */
  interrupt(serial: Serial): void {
    if (serial === 0) {
      if (this.#interrupting) return;
      let end = () => {};
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.#interrupting = { over, end };
    }
    this.#pipe(descriptors.interrupts).write(encode({ type: "interrupt", serial }));
  }

  stopTimers(): void {
    this.#send({ type: "stop-timers" });
  }

  answer(answer: Answer): void {
    this.#pipe(descriptors.interrupts).write(encode({ type: "answer", answer }));
  }

  /** Resolves when the handlers are through, or the process has ended. */
  deliver(cell: string, message: CommMessage): Promise<void> {
    const delivery = ++this.#delivery;
    this.#send({ type: "deliver", delivery, cell, message });
    return new Promise((resolve) => this.#deliveries.set(delivery, resolve));
  }

  /** Lets the process end itself, and ends it by force, with all that it has started, after `patience` ms. */
  async close(patience: number): Promise<void> {
    const { pid } = this.#process;
    const below = pid === undefined ? [] : descendants([pid], processTable());
    this.#send({ type: "close" });
    const timer = setTimeout(() => this.#kill(), patience);
    await this.ended;
    clearTimeout(timer);
    for (const one of below) end({ pid: one, group: false }, "SIGKILL");
  }

  async #end(): Promise<Death> {
    const startError = new Promise<Error>((resolve) => this.#process.once("error", resolve));
    const ended = once(this.#process, "exit").catch(() => new Promise<never>(() => undefined));
    const [code, signal] = await Promise.race([ended, startError.then((error) => [error, null])]);
    this.#kill();
    await Promise.race([this.#drained(), new Promise((resolve) => setTimeout(resolve, millisecondsToDrain))]);
    for (const text of Object.values(this.#texts)) text.giveUp();
    this.#lastWords.forget();
    for (const resolve of this.#deliveries.values()) resolve();
    if (!this.isReady && !existsSync(this.#folder)) return folderIsGone(this.#folder);
    return howItEnded(code, signal, this.#errorTail);
  }

  /** Ends the processes started by the reader's code, and what is left of the runtime's own group. */
  #kill(): void {
    const { pid } = this.#process;
    for (const child of this.#children.values()) end(child, "SIGKILL");
    this.#children.clear();
    if (pid !== undefined) end({ pid, group: hasGroups() }, "SIGKILL");
  }

  async #drained(): Promise<void> {
    const pipes = [descriptors.stdout, descriptors.stderr, descriptors.messages].map((one) =>
      this.#pipe(one),
    );
    await Promise.all(pipes.map((pipe) => pipe.closed || once(pipe, "close")));
  }

  #listen(): void {
    const decoder = new Decoder<Message>();
    this.#pipe(descriptors.stdout).on("data", (chunk: Buffer) => this.#texts.stdout.feed(chunk));
    this.#pipe(descriptors.stderr).on("data", (chunk: Buffer) => this.#texts.stderr.feed(chunk));
    this.#pipe(descriptors.messages).on("data", (chunk: Buffer) => {
      for (const message of decoder.feed(chunk)) this.#take(message);
    });
    // The process is ending, and is left to say how; or its code has closed the descriptor: then no cell would come to
    // an end any more.
    const giveUp = () => {
      const kill = () => this.#process.exitCode === null && this.#process.signalCode === null && this.#kill();
      setTimeout(kill, millisecondsToEnd).unref();
    };
    for (const one of [descriptors.commands, descriptors.messages, descriptors.interrupts]) {
      this.#pipe(one).on("error", giveUp).on("close", giveUp);
    }
  }

  #take(message: Received<Message>): void {
    if (message.type === "event") this.#listener.event(message.event);
    else if (message.type === "display")
      this.#listener.event({ type: "display", ...message.display, data: message.payload! });
    else if (message.type === "child") this.#children.set(message.child.pid, message.child);
    else if (message.type === "child-ended") this.#children.delete(message.pid);
    else if (message.type === "ready") this.isReady = true;
    else if (message.type === "interrupted") {
      this.#interrupting?.end();
      this.#interrupting = undefined;
    } else if (message.type === "delivered") {
      this.#deliveries.get(message.delivery)?.();
      this.#deliveries.delete(message.delivery);
    } else if (message.type === "done") this.#done?.(message);
  }

  #send(command: Command): void {
    this.#pipe(descriptors.commands).write(encode(command));
  }

  #pipe(descriptor: number): Readable & Writable {
    return this.#process.stdio[descriptor] as Readable & Writable;
  }
}
