/** Real servers for tests: what they send is written down, byte by byte if need be. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";

const open = new Set<{ server: Server; sockets: Set<Socket> }>();

/** A server that answers requests; its address. */
export function answering(listener: RequestListener): Promise<string> {
  return listening(createServer(listener));
}

/** A server that sends the same bytes to whoever sends something, and then closes, or does not. */
export function sending(bytes: string | Buffer, { close = true } = {}): Promise<string> {
  return listening(
    createSocketServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => (close ? socket.end(bytes) : socket.write(bytes)));
    }),
  );
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  open.add({ server, sockets });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** For an `after` hook. */
export function closeAll(): void {
  for (const { server, sockets } of open) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  open.clear();
}
