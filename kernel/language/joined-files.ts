/**
 * Declaration files that are made of others, joined into one. A program is made for every cell, and pays for each of
 * its files: TypeScript's library and Node's types are 120 of them, whose symbols it would merge anew every time.
 */
import { dirname, posix } from "node:path";
import { withoutComments } from "./left-out-comments.js";

const reference = /^\/\/\/\s*<reference\s+(path|lib|types|no-default-lib)\s*=\s*"([^"]*)".*$/gm;
/** In these files the insides of a namespace or module are indented. */
const isModule = (text: string) => /^(?:import|export)\b/m.test(text);

export class JoinedFiles {
  readonly #texts = new Map<string, string>();
  readonly #read: (path: string) => string | undefined;
  readonly #libFolder: string;

  /** @param libFolder where TypeScript's own library lies */
  constructor(libFolder: string, read: (path: string) => string | undefined) {
    this.#libFolder = libFolder;
    this.#read = read;
  }

  /** The text to take for a file: empty for one whose text stands in another; undefined for one that is as it is. */
  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /**
   * Puts `heads`, and every script that they refer to, into the first of them.
   * Modules stay files of their own.
   */
  join(heads: readonly string[]): void {
    const [first] = heads;
    if (first === undefined || this.#texts.has(first)) return;
    const references: string[] = [];
    const pieces: string[] = [];
    const put = (path: string) => {
      if (this.#texts.has(path)) return;
      const text = this.#read(path);
      if (text === undefined || isModule(text)) {
        references.push(`/// <reference path="${path}" />`);
        return;
      }
      this.#texts.set(path, "");
      for (const [line, kind, name] of text.matchAll(reference)) {
        if (kind === "path") put(posix.join(dirname(path), name!));
        else if (kind === "lib" && path.startsWith(this.#libFolder)) {
          put(`${this.#libFolder}/lib.${name}.d.ts`);
        } else if (kind !== "no-default-lib") references.push(line);
      }
      pieces.push(withoutComments(text, path));
    };
    for (const head of heads) put(head);
    this.#texts.set(first, [...references, ...pieces].join("\n"));
  }
}
