/** Which program listens at a port, where the system tells. */
import { readdir, readFile, readlink } from "node:fs/promises";
import { run } from "../tools/command.js";

export interface Holder {
  pid: number;
  /** The program's name. */
  name: string;
}

/**
 * The program that listens at a port of this machine; undefined when it is somebody else's, or cannot be known.
 *
 * @example await holderOf(server.port);
 */
export async function holderOf(
  port: number,
  platform: NodeJS.Platform = process.platform,
): Promise<Holder | undefined> {
  try {
    if (platform === "linux") return await onLinux(port);
    if (platform === "win32") return await onWindows(port);
    const said = await quietly(["lsof", "-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"]);
    return inLsof(said);
  } catch {
    return undefined; // no such program here: then nobody tells
  }
}

/** The kernel's table has the socket's number, and each process a link to each of its sockets. */
async function onLinux(port: number): Promise<Holder | undefined> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const sockets = new Set(listeners(tables.join("\n"), port).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => "");
      if (!sockets.has(target)) continue;
      return { pid: Number(pid), name: (await readFile(`/proc/${pid}/comm`, "utf8")).trim() };
    }
  }
  return undefined;
}

/** Inodes of the listening sockets at a port, from the text of /proc/net/tcp. */
export function listeners(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return table.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) && state === "0A" && inode ? [inode] : [];
  });
}

/** `lsof -F pc` writes a line a field: p and the process id, c and the name. */
export function inLsof(said: string): Holder | undefined {
  const [, pid, name] = /^p(\d+)\nc(.+)$/m.exec(said) ?? [];
  return pid && name ? { pid: Number(pid), name } : undefined;
}

async function onWindows(port: number): Promise<Holder | undefined> {
  const pid = inNetstat(await quietly(["netstat", "-ano", "-p", "TCP"]), port);
  if (pid === undefined) return undefined;
  const said = await quietly(["tasklist", "/fi", `PID eq ${pid}`, "/fo", "csv", "/nh"]);
  return { pid, name: /^"([^"]+)"/m.exec(said)?.[1] ?? "a program" };
}

/** A listening line, by its foreign address `0.0.0.0:0`: the word for its state is in the reader's language. */
export function inNetstat(said: string, port: number): number | undefined {
  const line = new RegExp(`^\\s*TCP\\s+\\S+:${port}\\s+\\S+:0\\s+\\S+\\s+(\\d+)\\s*$`, "m");
  const pid = line.exec(said)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

async function quietly(argv: readonly [string, ...string[]]): Promise<string> {
  return (await run(argv, { cwd: process.cwd(), show: false, timeout: 5000 })).stdout;
}
