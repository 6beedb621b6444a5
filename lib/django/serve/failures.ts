/** How it can go wrong to serve a project. */
import { CommandFailed, DjlabError } from "../../tools/errors.js";
import { lastLines } from "../../tools/output.js";
import { typed } from "../../tools/quoting.js";
import type { CommandResult } from "../../tools/result.js";
import { holderOf } from "../../web/port-holder.js";
import { diagnosisOfTraceback } from "../diagnosis.js";
import { PortInUse } from "../refusals.js";
import { kindsOn, type ServerKind } from "./kinds.js";

/** The server's package is not in the project's environment. */
export class ServerMissing extends DjlabError {}

/** There is no such server, or not on this system. */
export class NoSuchServer extends DjlabError {}

/** A server ended on its start, or waits for its files to be mended; `message` says what is wrong, `place` where. */
export class ServerDied extends CommandFailed {}

/** A server had not said that it is ready when its time was over, and was ended. */
export class ServerHangs extends CommandFailed {}

/** Names what holds the port where the system tells. */
export async function portInUse(port: number, argv: readonly string[]): Promise<PortInUse> {
  const holder = await holderOf(port);
  const by = holder ? ` by ${holder.name} (process ${holder.pid})` : "";
  return new PortInUse({
    command: typed(argv),
    lastWords: "",
    reason: `cannot run: port ${port} is taken${by}`,
    next: "Stop that program, or take another port: without one named, a free one is taken.",
  });
}

export function serverMissing(kind: ServerKind, environment: string): ServerMissing {
  return new ServerMissing(`${kind} is not installed in ${environment}`, {
    next: `Install it: await env.pip.install("${kind}")`,
  });
}

export function noSuchServer(kind: string): NoSuchServer {
  return new NoSuchServer(`There is no server "${kind}" here`, {
    next: `Take one of: ${kindsOn().join(", ")}`,
  });
}

export interface Death {
  command: string;
  exitCode?: number;
  /** What it printed. */
  words: string;
  /** Of the project, absolute. */
  folder: string;
  /** For instance "did not start". */
  did: string;
}

/** What was wrong with a server that did not come up. */
export function serverDied({ command, exitCode, words, folder, did }: Death): ServerDied {
  const known = diagnosisOfTraceback(words, folder);
  return new ServerDied({
    command,
    exitCode,
    lastWords: known?.lastWords ?? lastLines(words),
    reason: known?.reason ? `${did}: ${known.reason.replace(/^(?:failed|was refused): /, "")}` : did,
    place: known?.place,
    next: known?.next ?? "Look at the last line above: it names what is wrong in the project's files.",
  });
}

export function serverHangs(result: CommandResult, patience: number): ServerHangs {
  return new ServerHangs({
    command: result.command,
    lastWords: result.lastWords(),
    reason: `was ended, as it was not ready after ${patience / 1000} s`,
    next: "Look what the project does when it is loaded, or give it more time: { patience: 120_000 }",
  });
}
