/**
 * The parsed files that no reader edits: TypeScript's library and those of installed packages. They outlive the
 * programs that they are part of; those that every cell needs are in the snapshot that a language process starts from.
 */
import { dirname } from "node:path";
import ts from "typescript";
import { JoinedFiles } from "./joined-files.js";

/** Whether a file is the reader's to edit, not one of an installed package. */
export const isReadersFile = (path: string) => !path.includes("/node_modules/");

export class InstalledFiles {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #joined: JoinedFiles;
  readonly #libFolder: string;

  /** @param libs the names of the library's files, as in the compiler options */
  constructor(readonly libs: readonly string[]) {
    this.#libFolder = dirname(ts.getDefaultLibFilePath({})).replaceAll("\\", "/");
    this.#joined = new JoinedFiles(this.#libFolder, ts.sys.readFile);
    this.#joined.join(libs.map((name) => `${this.#libFolder}/${name}`));
  }

  /** Whether a file is one of these. */
  has(path: string): boolean {
    return path.startsWith(this.#libFolder) || !isReadersFile(path);
  }

  /** Takes the scripts that make up a package's global declarations for one file. */
  join(head: string): void {
    this.#joined.join([head]);
  }

  /** @param language as TypeScript asks for it */
  get(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const known = this.#files.get(path);
    if (known) return known;
    const text = this.#joined.textOf(path) ?? ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, language, false);
    this.#files.set(path, file);
    return file;
  }

  /** Packages have been installed or taken away below `folder`: those are read anew. */
  forgetPackages(folder: string): void {
    const packages = `${folder.replaceAll("\\", "/")}/node_modules/`;
    for (const path of this.#files.keys()) {
      if (path.startsWith(packages) && !path.startsWith(this.#libFolder)) this.#files.delete(path);
    }
  }
}
