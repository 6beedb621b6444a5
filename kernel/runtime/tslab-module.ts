/** The virtual module `tslab`, as its users know it (declared in language/tslab-types.ts). */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Comms } from "./comms.js";
import type { Publish, PublishOptions } from "./publish.js";

const types = {
  javascript: "application/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

type Content = string | Uint8Array;

/**
 * @param clear empties the output of the running cell
 * @param comms messages between cells and a client
 * @param root folder of the package that the kernel is part of
 */
export function createTslab(
  publish: Publish,
  clear: (wait: boolean) => void,
  comms: Comms["forCells"],
  root: string,
) {
  const load = createRequire(join(root, "notebook.ts"));
  return {
    display: displayOf(publish, () => ({})),
    newDisplay() {
      const displayId = randomUUID();
      let shown = false;
      return displayOf(publish, () => {
        const update = shown;
        shown = true;
        return { displayId, update };
      });
    },
    comms,
    clearOutput: ({ wait = false }: { wait?: boolean } = {}) => clear(wait),
    versions: {
      get tslab(): string {
        return load("tslab/package.json").version;
      },
      get typescript(): string {
        return load("typescript/package.json").version;
      },
      node: process.version,
    },
  };
}

function displayOf(publish: Publish, options: () => PublishOptions) {
  const raw = (type: string, content: Content) => publish({ [type]: content }, options());
  const named = Object.entries(types).map(([name, type]) => [name, (content: Content) => raw(type, content)]);
  return { ...Object.fromEntries(named), raw };
}
