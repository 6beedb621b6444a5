/**
 * The connection file: where a kernel listens, and the key that its messages are signed with.
 * Source: "Connection files", https://jupyter-client.readthedocs.io/en/stable/kernels.html
 */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";

const port = z.int().check(z.minimum(1), z.maximum(65_535));

const Connection = z.object({
  transport: z.enum(["tcp", "ipc"]),
  ip: z.string(),
  shell_port: port,
  iopub_port: port,
  stdin_port: port,
  control_port: port,
  hb_port: port,
  /** Empty: messages are not signed. */
  key: z.string(),
  signature_scheme: z._default(z.string(), "hmac-sha256"),
});

export type Connection = z.output<typeof Connection>;

/** The kernel cannot listen: the connection file is of no use, or a port is taken. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/**
 * Reads the connection file that a Jupyter client wrote.
 * @throws {ConnectionError} when it cannot be read or lacks something
 * @example const { ip, shell_port } = readConnection("/run/user/1000/jupyter/kernel-1.json")
 */
export function readConnection(path: string): Connection {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ConnectionError(`cannot read the connection file ${path}: ${(error as Error).message}`);
  }
  const parsed = z.safeParse(Connection, written);
  if (parsed.success) return parsed.data;
  const lacks = parsed.error.issues.map(({ path: field, message }) => `${field.join(".")}: ${message}`);
  throw new ConnectionError(`the connection file ${path} is not valid: ${lacks.join("; ")}`);
}

/**
 * ZeroMQ's name of one port.
 * @example addressOf(connection, connection.shell_port) // "tcp://127.0.0.1:5555"
 */
export function addressOf({ transport, ip }: Connection, portNumber: number): string {
  if (transport === "ipc") return `ipc://${ip}-${portNumber}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${portNumber}`;
}
