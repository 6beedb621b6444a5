/** Ports of this machine, on the address that only this machine reaches. */
import { connect, createServer } from "node:net";

export const thisMachine = "127.0.0.1";

/** A port that nothing uses just now; the one preferred, when that is free. */
export async function freePort(preferred = 0): Promise<number> {
  return (await listen(preferred)) ?? (await listen(0)) ?? Promise.reject(new Error("no port is free"));
}

/** Whether a new program could listen on the port. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** Whether a program answers there: whether it takes a connection. Nothing is sent. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, thisMachine);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Takes a port for a moment; the port, or undefined when it could not be had. */
function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: thisMachine, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
