/** The declarations of the virtual module `tslab`, which runtime/tslab-module.ts provides. */
export const tslabTypes = `/** Shows contents of the usual types in the output of the running cell. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  /** Formulas between dollar signs, for instance \`$x^2$\`. */
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  /** Contents of any other type. */
  raw(contentType: string, b: string | Uint8Array): void;
}
/** Shows rich contents. */
export declare const display: Display;
/** A display with one place in the output: what it shows replaces what it has shown before. */
export declare function newDisplay(): Display;
/** Empties the output of the running cell; with \`wait\`, when the next output comes. */
export declare function clearOutput(options?: { wait?: boolean }): void;
/** Bytes that go with a message as they are. */
export type Bytes = ArrayBufferView | ArrayBufferLike;
export interface CommOptions {
  metadata?: object;
  buffers?: readonly Bytes[];
}
/** What comes with the data of a message. */
export interface Enclosed {
  metadata: any;
  buffers: Uint8Array<ArrayBuffer>[];
}
/**
 * A line between this code and its counterpart in the front end, for messages both ways.
 * \`for await (const { data } of comm)\` goes through the messages until one side closes it.
 */
export interface Comm extends AsyncIterable<{ data: any } & Enclosed> {
  readonly id: string;
  readonly target: string;
  /** By this side or the other. */
  readonly isClosed: boolean;
  /**
   * Sends data that can be written as JSON; nothing happens when the comm is closed.
   * @throws TypeError when it cannot be written as JSON, or a buffer is none
   */
  send(data?: object, options?: CommOptions): void;
  close(data?: object, options?: CommOptions): void;
  /** What the listener prints is shown under the front end's message. Returns a function that takes it away. */
  onMessage(listener: (data: any, enclosed: Enclosed) => unknown): () => void;
  /** Called when the front end closes the comm. Returns a function that takes the listener away. */
  onClose(listener: (data: any, enclosed: Enclosed) => unknown): () => void;
}
/**
 * Comms by their target, the name under which both sides know what they are for.
 * Libraries find the same object as \`globalThis[Symbol.for("Jupyter.comms")]\`.
 * @example
 * comms.register("clock", (comm) => comm.onMessage(() => comm.send({ now: Date.now() })));
 */
export declare const comms: {
  /**
   * Calls \`opened\` with each comm that the front end opens for the target; a comm for which it fails is closed.
   * Takes the place of an earlier registration. Returns a function that takes this one back.
   */
  register(target: string, opened: (comm: Comm, data: any, enclosed: Enclosed) => unknown): () => void;
  /** Opens a comm; a front end that knows nothing of the target closes it. */
  open(target: string, data?: object, options?: CommOptions): Comm;
};
interface Versions {
  tslab: string;
  typescript: string;
  node: string;
}
/** The versions of what runs the cells. */
export declare const versions: Versions;
`;
