/** `djlab doctor`: what this machine has and lacks, and the command that mends each lack. */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { listKernelspecs } from "../kernel/kernelspec.js";
import {
  type Candidate,
  CommandFailed,
  findPython,
  findPythons,
  isAtLeast,
  oldestPython,
  run,
} from "../lib/index.js";
import { findChromium } from "./chromium.js";
import { packageRoot, venvPython } from "./places.js";

/** One thing looked at. */
export interface Finding {
  name: string;
  ok: boolean;
  /** Whether the course needs it; what is only for its makers may be missing. */
  needed: boolean;
  /** What was found, or what is wrong. */
  found: string;
  /** What else was found, and why it is not used. */
  notUsed?: string[];
  /** What to type when it is not ok. */
  next?: string;
}

export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("say what this machine has and lacks, and what to type for each lack")
    .option("--json", "print one JSON object")
    .action(async ({ json }: { json?: true }) => {
      const findings = await examine(packageRoot);
      const ok = findings.every((finding) => finding.ok || !finding.needed);
      process.stdout.write(json ? `${JSON.stringify({ ok, findings })}\n` : findings.map(line).join(""));
      if (!ok) process.exitCode = 1;
    });
}

/** Looks at everything at once; asks nothing of the network. */
export async function examine(root: string): Promise<Finding[]> {
  const [npm, pythons, python, lab, kernel, git, disk] = await Promise.all([
    version(["npm", "--version"]),
    findPythons(),
    findPython().catch((error: Error & { next?: string }) => error),
    version([venvPython(root), "-c", "from importlib.metadata import version; print(version('jupyterlab'))"]),
    listKernelspecs([join(root, ".venv")]).then((all) =>
      all.find(({ folder }) => folder.startsWith(join(root, ".venv"))),
    ),
    version(["git", "--version"]),
    statfs(root),
  ]);
  const gigabytes = (disk.bavail * disk.bsize) / 1e9;
  const chromium = findChromium();
  const npmStart = `npm start (in ${root})`;
  const findings: Finding[] = [
    {
      name: "Node",
      ok: nodeIsNewEnough(process.versions.node),
      needed: true,
      found: process.versions.node,
      next: "nvm install --lts",
    },
    {
      name: "npm",
      ok: npm !== undefined,
      needed: true,
      found: npm ?? "not on PATH",
      next: "Reinstall Node with its npm: https://nodejs.org",
    },
    python instanceof Error
      ? { name: "Python", ok: false, needed: true, found: python.message, next: python.next }
      : {
          name: "Python",
          ok: true,
          needed: true,
          found: pythons.usable.map((one) => `${one.version} (${one.command.join(" ")})`).join(", "),
          notUsed: notUsed([...pythons]),
        },
    {
      name: "JupyterLab in .venv",
      ok: lab !== undefined,
      needed: true,
      found: lab ?? "missing",
      next: npmStart,
    },
    {
      name: "kernel in .venv",
      ok: kernel?.works === true,
      needed: true,
      found: kernel ? `${kernel.folder}${kernel.works ? "" : " (names files that are gone)"}` : "missing",
      next: npmStart,
    },
    {
      name: "disk",
      ok: gigabytes > 1,
      needed: true,
      found: `${gigabytes.toFixed(1)} GB free`,
      next: "Free a gigabyte.",
    },
    {
      name: "git",
      ok: git !== undefined,
      needed: false,
      found: git ?? "not on PATH",
      next: "Install git: https://git-scm.com",
    },
    {
      name: "Chromium",
      ok: chromium !== undefined,
      needed: false,
      found: chromium ?? "none: browser tests are skipped",
      next: "Install it (Debian: sudo apt install chromium), or set CHROMIUM_PATH.",
    },
  ];
  return findings.map(({ next, ...finding }) => (finding.ok ? finding : { ...finding, next }));
}

/** One line a reason, with all the Pythons that it holds for. */
function notUsed(pythons: Candidate[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const one of pythons) {
    if (!one.why) continue;
    const isOld = "python" in one && !isAtLeast(one.python.version, oldestPython);
    const why = isOld ? `is older than ${oldestPython}` : one.why;
    const name = isOld ? one.python.version : one.command.join(" ");
    reasons.set(why, [...(reasons.get(why) ?? []), name]);
  }
  return [...reasons].map(([why, names]) => `${names.join(", ")} ${names.length > 1 ? "each " : ""}${why}`);
}

export function nodeIsNewEnough(node: string): boolean {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

async function version(argv: [string, ...string[]]): Promise<string | undefined> {
  try {
    const { stdout } = await run(argv, { cwd: process.cwd(), show: false, timeout: 20_000 });
    return stdout.trim();
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}

function line({ name, ok, needed, found, notUsed = [], next }: Finding): string {
  const mark = ok ? "ok     " : needed ? "MISSING" : "without";
  const more = notUsed.map((text) => `not used: ${text}`).concat(ok || !next ? [] : `next: ${next}`);
  return [`${mark}  ${name}: ${found}`, ...more.map((text) => `         ${text}`), ""].join("\n");
}
