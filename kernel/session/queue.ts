/** Requests that run the reader's code: one after the other, in the order in which they came. */
import { setImmediate } from "node:timers/promises";

interface Task {
  /** Never rejects. */
  run(): Promise<void>;
  /** Called instead of `run` when a task before it has stopped the queue. */
  abort(): Promise<void>;
}

export class Queue {
  readonly #waiting: Task[] = [];
  readonly #stopped: Task[] = [];
  #busy = false;

  /** Whether a task is running. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Runs `task` when those before it are through. @example queue.add({ run, abort }) */
  add(task: Task): void {
    this.#waiting.push(task);
    if (!this.#busy) void this.#drain();
  }

  /** Resolves when the tasks before it are through. */
  turn(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => {
      // Not before the queue has gone on: who then looks whether it is busy sees what is the case.
      const go = async () => void setImmediate().then(resolve);
      this.add({ run: go, abort: go });
    });
  }

  /**
   * Called by the running task: those that wait are aborted when it is through, and with them what clients
   * had sent before they could know of the failure.
   */
  async stop(): Promise<void> {
    // The first phase of the event loop to end may be the present one; by the second, the sockets were read.
    await setImmediate();
    await setImmediate();
    this.#stopped.push(...this.#waiting.splice(0));
  }

  /** Aborts everything that waits, at once; what runs goes on. */
  async abort(): Promise<void> {
    this.#stopped.push(...this.#waiting.splice(0));
    await this.#abortStopped();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    for (let task = this.#waiting.shift(); task; task = this.#waiting.shift()) {
      await task.run();
      await this.#abortStopped();
    }
    this.#busy = false;
  }

  async #abortStopped(): Promise<void> {
    for (let task = this.#stopped.shift(); task; task = this.#stopped.shift()) await task.abort();
  }
}
