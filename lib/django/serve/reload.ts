/** What runserver does after an edit: its autoreloader starts the server again. */
import { readdir, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import type { ServerLog } from "./log.js";

/** The server has no reloader: it is another server than runserver, or was started with `--noreload`. */
export class NoReloader extends DjlabError {}

/** No file of the project was edited, or the reloader did not see it. */
export class NothingReloaded extends DjlabError {}

/** A server that started itself again. */
export class Reload extends Shown {
  constructor(
    /** How often this server has done so. */
    readonly count: number,
    /** The file whose edit it saw, as the server printed it; empty when it did not, as with DEBUG off. */
    readonly file: string,
  ) {
    super();
  }

  protected asText(): string {
    return `Reload ${this.count}: ${this.file || "a file"} changed`;
  }

  protected asHtml(): Html {
    return html`<div class="card">Reload ${this.count}: ${this.file ? html`<code>${this.file}</code>` : "a file"} changed, and the server started itself again.</div>`;
  }
}

/** What the log tells of starts. The first of them is no reload. */
export interface Starts {
  /** The files whose edits were seen. */
  files: string[];
  begun: number;
  /** How many of them came up, or failed. */
  settled: number;
  /** What the last one said, when it failed. */
  failure?: string;
  /** When the last one began, milliseconds since 1970. */
  lastAt: number;
}

/**
 * With its reloader on, a server that cannot start stays: it waits for an edit of the files. How often it has
 * said so; a traceback counts when it is whole.
 */
export function tracebacksOfReloader(errors: string): number {
  return errors.match(/^Exception in thread django-main-thread:\nTraceback.*\n(?: .*\n)+\S/gm)?.length ?? 0;
}

/**
 * The two streams of a server keep no order between them, so lines are counted. With DEBUG off, its reloader logs
 * nothing: then the checks tell of a start.
 */
export function startsIn({ lines, errors }: ServerLog): Starts {
  const watched = lines.filter(({ text }) => text.startsWith("Watching for file changes with "));
  const checked = lines.filter(({ text }) => text.startsWith("Performing system checks..."));
  const up = lines.filter(({ text }) => /^Starting .*server at http:/.test(text));
  const failed = lines.findLast(({ text }) => text.startsWith("Exception in thread django-main-thread:"));
  const last = sinceLastStart(errors);
  const isFailed = tracebacksOfReloader(last) > 0 && (failed?.at ?? 0) >= (up.at(-1)?.at ?? 0);
  return {
    files: lines.flatMap(({ text }) => /^(.+) changed, reloading\.$/.exec(text)?.[1] ?? []),
    begun: Math.max(watched.length, checked.length),
    settled: up.length + tracebacksOfReloader(errors),
    failure: isFailed ? last : undefined,
    lastAt: Math.max(watched.at(-1)?.at ?? 0, checked.at(-1)?.at ?? 0),
  };
}

/** Of the error output what came since the reloader began a start, or ended one. */
export function sinceLastStart(errors: string): string {
  return errors.split(/^(?:Watching for file changes with .*|.+ changed, reloading\.)\n/m).at(-1) ?? "";
}

const isModule = (name: string) => name.endsWith(".py");
const isTemplate = (name: string) => /(^|[\\/])templates[\\/]/.test(name) && !isModule(name);

/** The file of Python's in a folder that was edited last; environments and hidden folders are left out. */
export async function lastEdit(
  folder: string,
  isMeant: (name: string) => boolean = isModule,
): Promise<{ path: string; at: number } | undefined> {
  const names = await readdir(folder, { recursive: true });
  const meant = names.filter((name) => isMeant(name) && !/(^|[\\/])(\.|site-packages)/.test(name));
  const edits = await Promise.all(
    meant.map(async (name) => {
      const path = join(folder, name);
      return { path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  return edits.sort((a, b) => b.at - a.at)[0];
}

/** Whether a server may not have taken in the last edit yet: that came after its start, or it is starting. */
export async function isBehind(log: ServerLog, folder: string): Promise<boolean> {
  const edit = await lastEdit(folder);
  const { begun, settled, lastAt } = startsIn(log);
  return settled < begun || lastAt < (edit?.at ?? 0);
}

/** Milliseconds until the reloader, which looks every second, has surely looked once. */
const nextLook = 1500;

/**
 * Waits until a server has seen the last edit of a template. Django keeps templates that it has read until its
 * reloader sees that a file of theirs is another one; it does not start again for that, and says nothing.
 *
 * @source https://github.com/django/django/blob/main/django/template/autoreload.py
 */
export async function templatesSeen(folder: string): Promise<void> {
  const edit = await lastEdit(folder, isTemplate);
  await sleep(Math.max(0, (edit?.at ?? 0) + nextLook - Date.now()));
}

/** The reloader looks every second; who has not been seen by then was edited during its first look. */
const looks = 2500;

/**
 * Waits until a server has come up, or failed, after the last edit.
 *
 * @param known the starts that were waited for before
 * @returns false when nothing happened
 */
export async function settledAfterEdit(
  log: ServerLog,
  folder: string,
  known: number,
  patience: number,
): Promise<boolean> {
  const edit = await lastEdit(folder);
  const isDone = () => {
    const { begun, settled, lastAt } = startsIn(log);
    return begun > known && settled >= begun && lastAt >= (edit?.at ?? 0);
  };
  if (await log.until(isDone, Math.min(looks, patience))) return true;
  const { files, begun, lastAt } = startsIn(log);
  const isUnseen = edit && edit.at > lastAt && files.length < begun;
  // An edit while it takes its first look is taken for the state before: it is dated anew.
  if (isUnseen) await utimes(edit.path, new Date(), new Date());
  return log.until(isDone, patience);
}
