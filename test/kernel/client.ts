/** A real kernel in its own process, and a Jupyter client that speaks to it over ZeroMQ. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Dealer, Request as Requester, Subscriber } from "zeromq";
import { type Header, Message } from "../../kernel/messages/message.js";
import type { Connection } from "../../kernel/wire/connection.js";
import { decode, encode } from "../../kernel/wire/frames.js";
import { Signer } from "../../kernel/wire/signature.js";
import type { Channel } from "../../kernel/wire/sockets.js";

/** The built kernel. */
export const kernelScript = resolve(import.meta.dirname, "../../kernel/processes/kernel.cjs");

/** A message as a client sees it. */
export interface Seen {
  header: Header;
  type: string;
  parent: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what a message carries is what the tests are about
  content: any;
  metadata: object;
  buffers: readonly Uint8Array[];
}

/** What a message carries besides its content. */
export interface Enclosed {
  parent?: Header;
  metadata?: object;
  buffers?: Uint8Array[];
}

export interface Executed {
  reply: Seen;
  /** What was broadcast about the request, from busy to idle. */
  broadcast: Seen[];
}

export class KernelClient {
  readonly broadcast: Seen[] = [];
  readonly replies: Seen[] = [];
  stderr = "";
  readonly #waiting = new Set<() => void>();
  readonly #session = randomUUID();
  readonly #signer: Signer;
  /** What the kernel has asked. */
  readonly questions: Seen[] = [];
  // A kernel's questions go to who has the identity of the sender of the cell.
  readonly #shell = new Dealer({ linger: 0, reconnectInterval: 5, routingId: this.#session });
  readonly #stdin = new Dealer({ linger: 0, reconnectInterval: 5, routingId: this.#session });
  readonly #control = new Dealer({ linger: 0, reconnectInterval: 5 });
  readonly #iopub = new Subscriber({ linger: 0, reconnectInterval: 5, receiveHighWaterMark: 0 });

  private constructor(
    readonly process: ChildProcess,
    readonly connection: Connection,
    readonly folder: string,
  ) {
    this.#signer = new Signer(connection.signature_scheme, connection.key);
    const address = (port: number) => `tcp://${connection.ip}:${port}`;
    this.#shell.connect(address(connection.shell_port));
    this.#control.connect(address(connection.control_port));
    this.#stdin.connect(address(connection.stdin_port));
    this.#iopub.connect(address(connection.iopub_port));
    this.#iopub.subscribe();
    void this.#read(this.#shell, this.replies);
    void this.#read(this.#control, this.replies);
    void this.#read(this.#stdin, this.questions);
    void this.#read(this.#iopub, this.broadcast);
    process.stderr?.on("data", (piece) => {
      this.stderr += piece;
    });
  }

  /** Starts a kernel in a folder of its own; resolves when it answers and its broadcasts arrive. */
  static async start(settings: Partial<Connection> = {}, env: NodeJS.ProcessEnv = {}): Promise<KernelClient> {
    const folder = mkdtempSync(join(tmpdir(), "djlab-kernel-"));
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
    const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port } as Connection;
    const common = { transport: "tcp", ip: "127.0.0.1", key: "secret", signature_scheme: "hmac-sha256" };
    const connection = { ...common, ...ports, ...settings } as Connection;
    const file = join(folder, "connection.json");
    writeFileSync(file, JSON.stringify(connection));
    const child = spawn(process.execPath, [kernelScript, file], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      // With its tests, the kernel ends too.
      env: { ...process.env, JPY_PARENT_PID: String(process.pid), DJLAB_STATE: folder, ...env },
    });
    const client = new KernelClient(child, connection, folder);
    await client.#subscribed();
    return client;
  }

  /** Another client of the same kernel. */
  async another(): Promise<KernelClient> {
    const other = new KernelClient(this.process, this.connection, this.folder);
    await other.#subscribed();
    return other;
  }

  /** A subscription takes its time: the first answers may be broadcast before it is known to the kernel. */
  async #subscribed(): Promise<void> {
    while (!this.broadcast.some(({ type, parent }) => type === "status" && parent)) {
      await this.reply(await this.send("kernel_info_request"));
    }
  }

  /** Sends a message, if no other is meant a request on shell, and gives its id. */
  async send(
    type: string,
    content: object = {},
    channel: Channel = "shell",
    { parent, metadata = {}, buffers = [] }: Enclosed = {},
  ): Promise<string> {
    const msg_id = randomUUID();
    const date = new Date().toISOString();
    const header: Header = {
      msg_id,
      msg_type: type,
      session: this.#session,
      username: "ada",
      date,
      version: "5.5",
    };
    await this.sendFrames(
      encode(new Message(header, parent ?? {}, content, metadata, [], buffers), this.#signer),
      channel,
    );
    return msg_id;
  }

  async sendFrames(frames: Uint8Array[], channel: Channel = "shell"): Promise<void> {
    await { shell: this.#shell, control: this.#control, stdin: this.#stdin }[channel].send(frames);
  }

  /** The question number `n` of the kernel, from 1. */
  question(n: number): Promise<Seen> {
    return this.#find(this.questions, (one) => this.questions.indexOf(one) === n - 1);
  }

  /** The reply to the request `id`. */
  reply(id: string): Promise<Seen> {
    return this.#find(this.replies, ({ parent }) => parent === id);
  }

  /** The first message broadcast that fits, now or later. */
  hear(fits: (message: Seen) => boolean): Promise<Seen> {
    return this.#find(this.broadcast, fits);
  }

  /** Asks and waits for the content of the reply. */
  async ask(type: string, content: object = {}, channel: "shell" | "control" = "shell") {
    return (await this.reply(await this.send(type, content, channel))).content;
  }

  /** Runs a cell to its idle. */
  async execute(code: string, options: object = {}): Promise<Executed> {
    return this.executed(await this.send("execute_request", { code, ...options }));
  }

  async executed(id: string): Promise<Executed> {
    const reply = await this.reply(id);
    await this.idle(id);
    return { reply, broadcast: this.broadcast.filter(({ parent }) => parent === id) };
  }

  idle(id: string): Promise<Seen> {
    return this.hear(({ parent, content }) => parent === id && content.execution_state === "idle");
  }

  async heartbeat(text: string): Promise<string> {
    const socket = new Requester({ linger: 0 });
    socket.connect(`tcp://${this.connection.ip}:${this.connection.hb_port}`);
    await socket.send(text);
    const [echo] = await socket.receive();
    socket.close();
    return String(echo);
  }

  /** Sends frames to the heartbeat's port that are no heartbeat. @returns what comes back */
  async misbeat(frames: string[]): Promise<string[]> {
    const socket = new Dealer({ linger: 0 });
    socket.connect(`tcp://${this.connection.ip}:${this.connection.hb_port}`);
    await socket.send(frames);
    const echo = await socket.receive();
    socket.close();
    return echo.map(String);
  }

  /** Process ids of the kernel and of everything under it. */
  processes(): number[] {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    const pairs = table
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    const tree = [this.process.pid!];
    for (const pid of tree)
      tree.push(...pairs.filter(([, parent]) => parent === pid).map(([child]) => child!));
    return tree;
  }

  /** Resolves to the exit code when the kernel has ended. */
  async exit(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, "exit");
    return this.process.exitCode;
  }

  /** Disconnects, and lets the kernel live. */
  leave(): void {
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) socket.close();
  }

  /** Ends whatever is left and removes the kernel's folder. */
  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.send("shutdown_request", {}, "control");
      await this.exit();
    }
    this.leave();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #read(socket: Dealer | Subscriber, into: Seen[]): Promise<void> {
    for await (const frames of socket) {
      const { header, parent, content, metadata, buffers } = decode(frames as Buffer[], this.#signer);
      const about = { header, type: header.msg_type, parent: (parent as Header).msg_id };
      into.push({ ...about, content, metadata, buffers });
      for (const look of this.#waiting) look();
    }
  }

  #find(messages: Seen[], fits: (message: Seen) => boolean): Promise<Seen> {
    return new Promise((resolve) => {
      let seen = 0;
      const look = () => {
        // A test may have emptied the list.
        const fresh = seen <= messages.length ? messages.slice(seen) : messages;
        seen = messages.length;
        const found = fresh.find(fits);
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** Whether a process exists. */
export function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ports that nobody listens on just now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
