/** Runs one cell after the other, in the runtime process, and tells how each ended. */

import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { bold } from "../excerpt.js";
import { compile } from "./compile.js";
import type { CellContext } from "./context.js";
import { bundleOf, isThenable } from "./display.js";
import type { Gate } from "./gate.js";
import type { Input } from "./input.js";
import type { LocalModules } from "./modules.js";
import type { Outbox } from "./outbox.js";
import type { Packages } from "./packages.js";
import type { Command, Serial } from "./protocol.js";
import { NoAnswer } from "./questions.js";
import type { CellError, CellToRun, MimeBundle, Outcome } from "./runtime.js";
import type { SourcePlaces } from "./source-places.js";
import type { Tracebacks } from "./traceback.js";

type Execute = Extract<Command, { type: "execute" }>;

interface Parts {
  gate: Gate;
  context: CellContext;
  outbox: Outbox;
  input: Input;
  packages: Packages;
  modules: LocalModules;
  places: SourcePlaces;
  tracebacks: Tracebacks;
}

export class Runner {
  readonly #parts: Parts;
  /** The notebook, as the file in its folder that relative imports start from. */
  readonly #notebook = join(process.cwd(), "notebook.ts");
  /** The reader's variables. Without a prototype, so that `__proto__` is a name as any other. */
  readonly #exports: Record<string, unknown> = Object.create(null);
  /** Of the running cell; one that was interrupted keeps its own. */
  #flow = { isInterrupted: false };
  /** What the running cell has emptied at its start, as it was. */
  #emptied = new Map<string, unknown>();
  #running: Execute | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * An interrupt may end this call, and everything it has started, at any point without a `catch` or `finally`
   * being run: therefore `interrupted` comes from outside.
   */
  start(command: Execute): void {
    const { gate, context, outbox } = this.#parts;
    this.#running = command;
    this.#flow = { isInterrupted: false };
    outbox.open(command.cell.cell);
    const place = { cell: command.cell.cell, serial: command.serial };
    const hasBegun = context.run(place, () => {
      if (!gate.begin(command.serial)) return false;
      void this.#outcome(command.cell).then((outcome) => this.#finish(command, outcome));
      return true;
    });
    if (!hasBegun) this.interrupted(command.serial);
  }

  /** Ends the cell, if it is still the running one. */
  interrupted(serial: Serial): void {
    const command = this.#running;
    if (command?.serial !== serial) return;
    this.#parts.context.stopTimers();
    this.#flow.isInterrupted = true;
    this.#finish(command, { status: "error", error: interruptedError });
  }

  /**
   * Who interrupts when nothing runs sees finished cells still at work: their timers are stopped. Servers and child
   * processes live on.
   */
  stopFinished(): void {
    const { context, outbox } = this.#parts;
    if (this.#running) return;
    const stopped = context.stopAllTimers();
    if (stopped === 0) return;
    const timers = stopped > 1 ? "timers" : "timer";
    // An interrupt may have left this code in the context of a cell that it ended.
    context.outside(() =>
      outbox.print("stderr", `Interrupted: ${stopped} ${timers} of finished cells stopped\n`),
    );
    outbox.flush();
  }

  /** An error outside a cell's own flow. */
  stray(thrown: unknown): void {
    const { cell, serial } = this.#parts.context.current;
    const error = this.#parts.tracebacks.describe(thrown);
    const command = this.#running;
    // What waits for an answer that will not come would wait for ever.
    if (thrown instanceof NoAnswer && command?.serial === serial) {
      this.#finish(command, { status: "error", error });
    } else this.#parts.outbox.show({ type: "stray-error", cell, error });
  }

  async #outcome(cell: CellToRun): Promise<Outcome> {
    try {
      const { value } = await this.#value(cell);
      const data = value === undefined ? undefined : await this.#bundleOf(value);
      // Unhandled rejections and timers that are due report on this cell, and before its end.
      await turn();
      return { status: "ok", ...(data && { result: { data, metadata: {} } }) };
    } catch (thrown) {
      const error = this.#parts.tracebacks.describe(thrown);
      await turn();
      return { status: "error", error };
    }
  }

  #bundleOf(value: unknown): Promise<MimeBundle> {
    const warn = (line: string) => this.#parts.outbox.print("stderr", line);
    return bundleOf(value, warn, (error) => this.stray(error));
  }

  async #value({ name, javascript, code, async, lastExpression, imports, modules }: CellToRun) {
    const { packages, places, modules: local } = this.#parts;
    const flow = this.#flow;
    places.remember(name, javascript, code);
    for (const one of modules) if (!one.isNodes) places.remember(one.path, one.javascript);
    local.update(modules);
    const result = compile(javascript, { filename: name, async })({
      exports: this.#exports,
      import: local.importFor(this.#notebook, imports),
      meta: packages.metaOf(this.#notebook),
      require: packages.requireFrom(this.#notebook),
      resumed: (value) => goneOn(value, flow),
      empty: (...names) => this.#empty(names),
    });
    if (async) await result;
    if (lastExpression === undefined) return { value: undefined };
    const value = this.#exports[lastExpression];
    // Not deleted: that would turn the object with the reader's variables into a slow dictionary.
    this.#exports[lastExpression] = undefined;
    // Wrapped, as a value that only looks like a promise would never come out of this one.
    return { value: isThenable(value) ? await value : value };
  }

  #empty(names: string[]): void {
    for (const name of names) {
      if (this.#exports[name] !== undefined) this.#emptied.set(name, this.#exports[name]);
      this.#exports[name] = undefined;
    }
  }

  #finish(command: Execute, outcome: Outcome): void {
    if (this.#running !== command) return;
    const { gate, outbox, input } = this.#parts;
    gate.finish();
    this.#running = undefined;
    // A cell that fails has not come to where these are set: what earlier cells have set is still there.
    if (outcome.status !== "ok") {
      for (const [name, value] of this.#emptied)
        if (this.#exports[name] === undefined) this.#exports[name] = value;
    }
    this.#emptied.clear();
    if (outcome.status === "ok" && input.isUnasked) outbox.print("stderr", unasked);
    input.end();
    outbox.close();
    const marked = outbox.mark(command.marker);
    outbox.done(command.serial, outcome, marked);
    gate.end();
  }
}

/**
 * What a cell awaits comes one day, and nothing can stop that: the cell ends there, once, by an error, so that its
 * `finally` and `using` tidy up.
 */
function goneOn<T>(value: T, flow: { isInterrupted: boolean }): T {
  if (!flow.isInterrupted) return value;
  flow.isInterrupted = false;
  throw Object.assign(new Error("the cell was interrupted"), { name: "Interrupted" });
}

const unasked =
  "Nothing was asked: what reads process.stdin gets no answer when its cell has ended. Wait for the answer in the cell: `await` the question() of node:readline/promises, or use prompt().\n";

const kept = "the cell was interrupted; the variables of earlier cells are kept";
const interruptedError: CellError = {
  name: "Interrupted",
  message: kept,
  traceback: [`${bold("Interrupted")}: ${kept}`],
};
