/** The kernels that are compared, as far as this machine has them. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, venvPython } from "../../scripts/places.js";
import { kernelScript } from "../kernel/client.js";
import { type Cells, deno, python, typescript } from "./cells.js";

export interface Subject {
  name: string;
  version: string;
  /** As in its kernelspec. */
  argv(connectionFile: string): string[];
  interruptMode: "signal" | "message";
  cells: Cells;
  /** What the numbers of this kernel do not tell. */
  remark?: string;
}

/** Where to look for kernels that are not djlab's own packages. */
export interface Places {
  python?: string;
  deno?: string;
}

/** The name of the kernel that the others are compared with. */
export const own = "djlab";

const finders: Record<string, (places: Places) => Subject | string> = {
  djlab: () => ({
    name: own,
    version: versionOf(packageRoot),
    argv: (file) => [process.execPath, kernelScript, file],
    interruptMode: "message",
    cells: typescript,
  }),

  tslab() {
    const folder = join(packageRoot, "node_modules", "tslab");
    if (!existsSync(folder)) return "not installed: npm ci";
    const script = join(folder, "bin", "tslab");
    return {
      name: "tslab",
      version: versionOf(folder),
      argv: (file) => [process.execPath, script, "kernel", `--config-path=${file}`],
      interruptMode: "signal",
      cells: typescript,
    };
  },

  ipykernel(places) {
    const command = places.python ?? venvPython(packageRoot);
    const version = said(command, "-c", "import ipykernel; print(ipykernel.__version__)");
    if (!version) return `${command} has no ipykernel: name one that has by --python PATH`;
    return {
      name: "ipykernel",
      version,
      argv: (file) => [command, "-m", "ipykernel_launcher", "-f", file],
      interruptMode: "signal",
      cells: python,
      remark: "runs Python, checks no types",
    };
  },

  deno({ deno: command }) {
    if (!command) return "only when asked: --deno PATH";
    const version = /^deno (\S+)/.exec(said(command, "--version"))?.[1];
    if (!version) return `${command} does not run`;
    return {
      name: "deno",
      version,
      argv: (file) => [command, "jupyter", "--kernel", "--conn", file],
      interruptMode: "signal",
      cells: deno,
      remark: "checks no types",
    };
  },
};

export const kernelNames = Object.keys(finders);

/** Those of `names` that are there, and of the others why not. */
export function findSubjects(names: string[], places: Places): { found: Subject[]; absent: string[] } {
  const found: Subject[] = [];
  const absent: string[] = [];
  for (const name of names) {
    const subject = finders[name]!(places);
    if (typeof subject === "string") absent.push(`${name}: ${subject}`);
    else found.push(subject);
  }
  return { found, absent };
}

function versionOf(folder: string): string {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}

/** What a program prints; empty when it cannot. */
function said(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
