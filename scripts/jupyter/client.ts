/** Talks to a Jupyter Server: the only file that imports @jupyterlab/services. */
import {
  KernelConnection,
  type KernelMessage,
  KernelSpecAPI,
  ServerConnection,
  SessionAPI,
} from "@jupyterlab/services";
import { DjlabError } from "../../lib/index.js";

/** Where a server is; `baseUrl` ends in a slash. */
export interface JupyterAddress {
  baseUrl: string;
  token: string;
}

/** What a kernel broadcasts while a cell runs. */
export type Broadcast = KernelMessage.IIOPubMessage;
export type Reply = KernelMessage.IExecuteReplyMsg["content"];

/** A kernel that lives for one notebook. */
export interface KernelSession {
  /**
   * Runs code; all that it broadcast has been delivered when the promise resolves.
   * What it broadcasts later (a timer, a server) is delivered as it comes.
   *
   * @throws DjlabError when the kernel or the connection to it is lost
   */
  execute(code: string, onBroadcast: (message: Broadcast) => void): Promise<Reply>;
  interrupt(): Promise<void>;
  /** Ends the kernel. */
  close(): Promise<void>;
}

/** A Jupyter Server, hub or gateway. Its failures are DjlabErrors that name the server. */
export class Jupyter {
  private readonly settings: ServerConnection.ISettings;

  constructor(private readonly address: JupyterAddress) {
    // The package tells each websocket's address, token and all, to the console.
    console.debug = () => {};
    this.settings = ServerConnection.makeSettings({ ...address, appendToken: true });
  }

  /** Names of the kernels that the server offers. */
  async kernelNames(): Promise<string[]> {
    const specs = await this.explained(KernelSpecAPI.getSpecs(this.settings));
    return Object.keys(specs.kernelspecs);
  }

  /**
   * Starts a kernel whose working directory is the folder of `path`.
   *
   * @param path of the notebook, below the server's folder, with forward slashes
   * @throws DjlabError when the kernel does not answer within `timeoutSeconds`
   */
  async open(path: string, kernelName: string, timeoutSeconds = 60): Promise<KernelSession> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const model = await this.explained(
      SessionAPI.startSession({ path, name, type: "notebook", kernel: { name: kernelName } }, this.settings),
    );
    const kernel = new KernelConnection({
      model: model.kernel!,
      serverSettings: this.settings,
      handleComms: false,
    });
    const session = new LiveSession(kernel, () => SessionAPI.shutdownSession(model.id, this.settings));
    try {
      await session.answers(timeoutSeconds);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  private async explained<T>(request: Promise<T>): Promise<T> {
    const { baseUrl } = this.address;
    try {
      return await request;
    } catch (cause) {
      if (cause instanceof ServerConnection.ResponseError && [401, 403].includes(cause.response.status)) {
        throw new DjlabError(`The Jupyter Server ${baseUrl} refuses the token`, {
          next: "Copy the token from its address: jupyter server list",
          cause,
        });
      }
      if (cause instanceof ServerConnection.NetworkError) {
        throw new DjlabError(`No Jupyter Server answers at ${baseUrl}`, {
          next: "Check the address and that it runs.",
          cause,
        });
      }
      throw new DjlabError(`The Jupyter Server ${baseUrl} answers: ${(cause as Error).message}`, { cause });
    }
  }
}

class LiveSession implements KernelSession {
  private readonly listeners = new Map<string, (message: Broadcast) => void>();
  private readonly lost: Promise<never>;

  constructor(
    private readonly kernel: KernelConnection,
    private readonly shutdown: () => Promise<void>,
  ) {
    kernel.iopubMessage.connect((_, message) => {
      const parent = message.parent_header;
      if ("msg_id" in parent) this.listeners.get(parent.msg_id)?.(message);
    });
    this.lost = new Promise((_, reject) => {
      kernel.statusChanged.connect((_, status) => {
        if (status === "dead" || status === "restarting" || status === "autorestarting") reject(kernelDied());
      });
      kernel.connectionStatusChanged.connect((_, status) => {
        if (status === "disconnected") reject(new DjlabError("The connection to the kernel was lost"));
      });
    });
    // Awaited by whatever is under way; between two cells nobody is told until the next begins.
    this.lost.catch(() => {});
  }

  async answers(timeoutSeconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const next = "See whether it stands: npm run -s djlab -- doctor";
        reject(
          new DjlabError(`The kernel ${this.kernel.name} did not answer within ${timeoutSeconds} s`, {
            next,
          }),
        );
      }, timeoutSeconds * 1000);
    });
    try {
      await Promise.race([this.kernel.info, this.lost, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async execute(code: string, onBroadcast: (message: Broadcast) => void): Promise<Reply> {
    if (this.kernel.isDisposed) await this.lost;
    const future = this.kernel.requestExecute({ code, allow_stdin: false, stop_on_error: true });
    this.listeners.set(future.msg.header.msg_id, onBroadcast);
    const reply = await Promise.race([future.done, this.lost]).catch((error: Error) => {
      throw error instanceof DjlabError ? error : kernelDied();
    });
    return reply.content;
  }

  interrupt(): Promise<void> {
    return this.kernel.interrupt();
  }

  async close(): Promise<void> {
    if (this.kernel.status === "dead") return;
    this.kernel.dispose();
    await this.shutdown().catch((error: unknown) => {
      // A server that is gone has taken its kernels along.
      if (
        !(error instanceof ServerConnection.NetworkError || error instanceof ServerConnection.ResponseError)
      )
        throw error;
    });
  }
}

const kernelDied = () => new DjlabError("The kernel died");
