/** What the handlers of requests share: the parts of the kernel, and where the session stands. */
import type { Engine } from "../language/engine.js";
import type { Header } from "../messages/message.js";
import type { CellError, Runtime } from "../runtime/runtime.js";
import { Comms } from "./comms.js";
import type { HistoryFile } from "./history-file.js";
import type { Input } from "./input.js";
import type { Publisher } from "./publisher.js";
import { Queue } from "./queue.js";
import { UnfinishedCells } from "./unfinished.js";

/** Facts about this kernel that its clients may ask for. */
export interface About {
  /** djlab's version. */
  version: string;
  typescript: string;
  node: string;
  ports: {
    shell_port: number;
    iopub_port: number;
    stdin_port: number;
    control_port: number;
    hb_port: number;
  };
}

/** Cells, for who asks how something was declared. */
const mostRemembered = 1000;

export class Conversation {
  /** How many cells have been counted: the number in `In [n]`. */
  executionCount = 0;
  #declarations = "";
  #loss: CellError | undefined;
  /** Headers of the requests whose output is broadcast, by message id: a cell's timers may print long after it. */
  readonly cells = new Map<string, Header>();
  /** The code of the cells that have run to their end, as it was typed. */
  readonly ran: string[] = [];
  readonly unfinished = new UnfinishedCells();
  /** The requests that run the reader's code. */
  readonly queue = new Queue();
  readonly comms: Comms;
  #interruptCell: (() => void) | undefined;

  constructor(
    readonly about: About,
    readonly engine: Engine,
    readonly runtime: Runtime,
    readonly publisher: Publisher,
    readonly input: Input,
    readonly history: HistoryFile,
  ) {
    this.comms = new Comms(runtime, publisher, this.queue);
  }

  /** Ends the cell that is running; where none is, what earlier cells have left at work. */
  interrupt(): void {
    if (this.#interruptCell) this.#interruptCell();
    else {
      this.runtime.interrupt();
      if (!this.comms.busy) this.runtime.stopTimers();
    }
  }

  /** @param how ends the cell that runs from now on; nothing: none runs any more */
  interruptBy(how: (() => void) | undefined): void {
    this.#interruptCell = how;
  }

  /** What the cells so far declared: the text of a `.d.ts`. */
  get declarations(): string {
    return this.#declarations;
  }

  /** Why what earlier cells declared is gone; nothing once a cell has run since. */
  get loss(): CellError | undefined {
    return this.#loss;
  }

  /** The next cell sees these declarations. */
  keep(declarations: string): void {
    this.#declarations = declarations;
  }

  /** A cell has run to its end. */
  hasRun(code: string): void {
    this.ran.push(code);
    if (this.ran.length > mostRemembered) this.ran.shift();
    this.#loss = undefined;
  }

  /** The runtime has ended, and the reader's variables with it. */
  lose(loss: CellError): void {
    this.#declarations = "";
    this.ran.length = 0;
    this.#loss = loss;
    this.unfinished.forget();
    this.comms.lose();
  }
}
