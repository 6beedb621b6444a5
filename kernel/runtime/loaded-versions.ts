/**
 * Packages as they were when they were loaded: Node keeps what it has loaded, so another version that is installed
 * meanwhile gives new types over old code until the kernel is restarted.
 */
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { packageFolder, packageName } from "./package-folder.js";

export class LoadedVersions {
  readonly #warn: (line: string) => void;
  /** By package.json. A link that leads to another folder meanwhile is another package, which Node loads. */
  readonly #loaded = new Map<string, string>();
  readonly #told = new Set<string>();

  constructor(warn: (line: string) => void) {
    this.#warn = warn;
  }

  /**
   * Warns, once, when a package that `file` is about to import is installed in another version than is loaded.
   * @returns to be called when it has been loaded
   */
  compare(specifier: string, file: string): () => void {
    const { manifest, version } = installed(specifier, file) ?? {};
    if (manifest === undefined || version === undefined) return () => {};
    const loaded = this.#loaded.get(manifest);
    if (loaded === undefined) return () => void this.#loaded.set(manifest, version);
    if (loaded !== version) this.#tell(specifier, loaded, version);
    return () => {};
  }

  #tell(specifier: string, loaded: string, version: string): void {
    const line = `${packageName(specifier)} is loaded in version ${loaded}, and ${version} is installed now: restart the kernel to use that.\n`;
    if (this.#told.has(line)) return;
    this.#told.add(line);
    this.#warn(line);
  }
}

function installed(specifier: string, file: string): { manifest: string; version?: string } | undefined {
  try {
    const folder = packageFolder(specifier, file);
    if (folder === undefined) return undefined;
    const manifest = realpathSync(join(folder, "package.json"));
    return { manifest, version: JSON.parse(readFileSync(manifest, "utf8")).version };
  } catch {
    // It has no package.json, or is being installed just now.
    return undefined;
  }
}
