/** The child processes that the reader's code starts: told to the kernel, so that none outlives its session. */
import { ChildProcess } from "node:child_process";
import type { CellContext } from "./context.js";
import { hasGroups, isAlive } from "./processes.js";
import type { ChildRecord, Message } from "./protocol.js";

type Tell = (message: Extract<Message, { type: "child" | "child-ended" }>) => void;

const secondsBetweenLooks = 1;

/** Watches every way to start a child process but the synchronous ones, during which nothing else can happen. */
export function watchChildren(tell: Tell, context: CellContext): void {
  const leaderless = new LeaderlessGroups((pid) => tell({ type: "child-ended", pid }));
  const prototype = ChildProcess.prototype as unknown as {
    spawn(this: ChildProcess, options: { detached?: boolean }): number;
  };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const result = spawn.call(this, options);
    const { pid } = this;
    if (pid === undefined) return result;
    const child = { pid, group: Boolean(options.detached) && hasGroups(), serial: context.current.serial };
    tell({ type: "child", child });
    this.once("exit", () => {
      if (child.group && isAlive(child)) context.outside(() => leaderless.add(child));
      else tell({ type: "child-ended", pid });
    });
    return result;
  };
}

/** Groups whose leader has ended: nobody says when the last member does, and then the pid may be given anew. */
class LeaderlessGroups {
  readonly #groups = new Set<ChildRecord>();
  readonly #ended: (pid: number) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ended: (pid: number) => void) {
    this.#ended = ended;
  }

  add(group: ChildRecord): void {
    this.#groups.add(group);
    this.#timer ??= setInterval(() => this.#look(), secondsBetweenLooks * 1000).unref();
  }

  #look(): void {
    for (const group of this.#groups) {
      if (isAlive(group)) continue;
      this.#groups.delete(group);
      this.#ended(group.pid);
    }
    if (this.#groups.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
