/**
 * Questions to the reader. Answers come through the watchdog, which works while the main thread waits, so a cell
 * can wait for one as it would for a function to return, and still be interrupted.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { CellContext } from "./context.js";
import type { Outbox } from "./outbox.js";
import type { Answer } from "./runtime.js";

export interface Question {
  prompt: string;
  /** What is typed is not shown. */
  password: boolean;
}

/** Nobody can be asked: the client said so, or the cell has ended. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The watchdog's end. The main thread sleeps at `bell` until an answer has been posted. */
export interface AnswerLine {
  answers: MessagePort;
  bell: Int32Array;
}

const silent = 0;
const rung = 1;

/** The watchdog's side. */
export function deliver(answer: Answer, { answers, bell }: AnswerLine): void {
  answers.postMessage(answer);
  Atomics.store(bell, 0, rung);
  Atomics.notify(bell, 0);
}

export class Questions {
  readonly #outbox: Outbox;
  readonly #context: CellContext;
  readonly #port: MessagePort;
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));
  /** For the watchdog alone. */
  readonly line: AnswerLine;
  #id = 0;
  readonly #waiting = new Map<number, { resolve(text: string): void; reject(error: Error): void }>();

  constructor(outbox: Outbox, context: CellContext) {
    this.#outbox = outbox;
    this.#context = context;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.line = { answers: port2, bell: this.#bell };
    port1.on("message", (answer: Answer) => this.#take(answer));
  }

  /** Waits for the answer, and lets nothing else happen. @throws NoAnswer */
  askAndWait(question: Question): string {
    const id = this.#send(question);
    let text: string | undefined;
    for (
      this.#waiting.set(id, { resolve: (answer) => (text = answer), reject: fail });
      text === undefined;
    ) {
      Atomics.wait(this.#bell, 0, silent);
      Atomics.store(this.#bell, 0, silent);
      for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) {
        this.#take(next.message);
      }
    }
    return text;
  }

  /** @throws NoAnswer */
  ask(question: Question): Promise<string> {
    const id = this.#send(question);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** What was asked is not wanted any more. */
  forget(): void {
    this.#waiting.clear();
  }

  #send(question: Question): number {
    const { cell } = this.#context.current;
    const id = ++this.#id;
    this.#outbox.send({ type: "event", event: { type: "question", cell, id, ...question } });
    return id;
  }

  /** The answer to a question of a cell that was interrupted meanwhile is for nobody. */
  #take(answer: Answer): void {
    const asker = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("text" in answer) asker?.resolve(answer.text);
    else asker?.reject(new NoAnswer(answer.refusal));
  }
}

function fail(error: Error): never {
  throw error;
}
