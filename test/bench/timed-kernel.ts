/**
 * A kernel of whatever make, and a client that notes when its messages arrive. (The tests' client knows djlab's own
 * kernel, and looks through all messages for one; here a hundred thousand may come.)
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { Message } from "../../kernel/messages/message.js";
import { decode, encode } from "../../kernel/wire/frames.js";
import { Signer } from "../../kernel/wire/signature.js";
import { freePorts } from "../kernel/client.js";
import { Exchange } from "./exchange.js";
import type { Subject } from "./kernels.js";
import { endTree } from "./processes.js";

/** Every process of Node reads these certificates as it starts: it would be Node's start that is measured. */
const { NODE_EXTRA_CA_CERTS: certificates, ...environment } = process.env;
export const certificatesAreLeftOut = certificates !== undefined;

const running = new Set<TimedKernel>();
const sockets = { linger: 0, reconnectInterval: 5, receiveHighWaterMark: 0 };
const key = "secret";
const signer = new Signer("hmac-sha256", key);
// What comes is not verified: that would only delay the clock.
const reader = new Signer("hmac-sha256", "");

export class TimedKernel {
  readonly startedAt = performance.now();
  /** The end of what it wrote to its stderr. */
  stderr = "";
  readonly process: ChildProcess;
  readonly #shell = new Dealer(sockets);
  readonly #control = new Dealer(sockets);
  readonly #iopub = new Subscriber(sockets);
  readonly #exchanges = new Map<string, Exchange>();
  readonly #session = randomUUID();

  private constructor(argv: string[], folder: string, ports: number[]) {
    this.process = spawn(argv[0]!, argv.slice(1), {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      // A session of its own, as Jupyter gives it.
      detached: true,
      env: {
        ...environment,
        JPY_PARENT_PID: String(process.pid),
        DJLAB_STATE: folder,
        IPYTHONDIR: join(folder, "ipython"),
        DENO_DIR: join(folder, "deno"),
        DENO_NO_UPDATE_CHECK: "1",
      },
    });
    running.add(this);
    this.process.stderr?.on("data", (piece) => {
      this.stderr = (this.stderr + piece).slice(-2000);
    });
    this.process.on("error", () => this.#gone("no start"));
    this.process.on("exit", () => this.#gone("dies"));
    for (const [i, socket] of [this.#shell, this.#iopub, this.#control].entries()) {
      socket.connect(`tcp://127.0.0.1:${ports[i]}`);
    }
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#control, this.#iopub]) {
      // A socket that is closed with messages in it may complain; what still waits is told.
      this.#read(socket, socket === this.#iopub).catch(() => this.#gone("not heard"));
    }
  }

  /** Starts a kernel in the folder; it need not answer yet. */
  static async start({ name, argv }: Subject, folder: string): Promise<TimedKernel> {
    const [shell_port, iopub_port, control_port, stdin_port, hb_port] = await freePorts(5);
    const ports = { shell_port, iopub_port, control_port, stdin_port, hb_port };
    const common = { transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256" };
    const file = join(folder, `${name}-${randomUUID()}.json`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ ...common, ...ports, kernel_name: name }));
    return new TimedKernel(argv(file), folder, [shell_port!, iopub_port!, control_port!]);
  }

  /**
   * Resolves when it answers and its broadcasts arrive (a subscription takes its time).
   * @returns milliseconds from its start to the first kernel_info_reply
   */
  async ready(): Promise<number> {
    const first = await this.request("kernel_info_request");
    await first.until(() => first.reply, 60, "no start");
    for (let asked = first, tries = 0; !asked.idle; tries++) {
      await asked
        .until(() => asked.idle, 0.01, "no status")
        .catch((missed) => {
          if (tries > 1000) throw missed;
        });
      if (!asked.idle) asked = await this.request("kernel_info_request");
    }
    return first.reply!.at - this.startedAt;
  }

  async request(type: string, content: object = {}, channel: "shell" | "control" = "shell") {
    const exchange = new Exchange(randomUUID());
    this.#exchanges.set(exchange.id, exchange);
    if (this.ended) exchange.end("dies");
    const date = new Date().toISOString();
    const who = { session: this.#session, username: "ada", date, version: "5.3" };
    const header = { msg_id: exchange.id, msg_type: type, ...who };
    const frames = encode(new Message(header, {}, content), signer);
    exchange.sentAt = performance.now();
    await (channel === "shell" ? this.#shell : this.#control).send(frames);
    return exchange;
  }

  execute(code: string): Promise<Exchange> {
    const quiet = { silent: false, store_history: true, allow_stdin: false, stop_on_error: false };
    return this.request("execute_request", { code, user_expressions: {}, ...quiet });
  }

  /** SIGINT to the kernel's process group, which is what Jupyter does. */
  signal(): void {
    if (!this.ended) process.kill(-this.process.pid!, "SIGINT");
  }

  get ended(): boolean {
    const { pid, exitCode, signalCode } = this.process;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  /** Ends it with all its descendants, without asking. */
  end(): void {
    if (!running.delete(this)) return;
    if (!this.ended) endTree(this.process.pid!);
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  #gone(why: string): void {
    for (const exchange of this.#exchanges.values()) exchange.end(why);
  }

  async #read(socket: Dealer | Subscriber, broadcast: boolean): Promise<void> {
    for await (const frames of socket) {
      const at = performance.now();
      const { header, parent, content } = decode(frames as Buffer[], reader);
      this.#exchanges.get(String(parent.msg_id))?.took({ at, type: header.msg_type, content }, broadcast);
    }
  }
}

/** Ends every kernel that still runs. */
export function endAll(): void {
  for (const kernel of running) kernel.end();
}
