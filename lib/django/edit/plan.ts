/** What edits would make of a project's files: asked of the project's own Python, which knows its language. */
import { fileURLToPath } from "node:url";
import { run } from "../../tools/command.js";
import { pythonDiagnosis } from "../diagnosis.js";
import type { Managed } from "../manage.js";
import { refusals } from "./refusals.js";

const planner = fileURLToPath(new URL("plan/plan.py", import.meta.url));

/** One edit, as `plan.py` knows it. */
export type Step = readonly [edit: string, args: Readonly<Record<string, unknown>>];

/** A file as it is and as it would be. */
export interface PlannedFile {
  /** From the project's folder, with forward slashes. */
  path: string;
  /** Undefined when there is none yet. */
  before?: Buffer;
  after: Buffer;
}

export interface Plan {
  /** What each step does, in words. */
  words: string[];
  /** Only those that change. */
  files: PlannedFile[];
}

interface Answer {
  words: string[];
  files: { path: string; before: string | null; after: string }[];
  refused?: { kind: keyof typeof refusals; what: string; next: string; path: string; line: number | null };
}

/**
 * Plans several edits, each on what the one before it would make; nothing is written.
 *
 * @throws EditFailed of the kind that fits: then none of them is possible
 */
export async function plan({ environment, folder }: Managed, steps: readonly Step[]): Promise<Plan> {
  // Without site-packages and without leaving compiled files behind: its own library is all it needs.
  const argv = [environment.program("python", folder), "-S", "-B", planner] as const;
  const input = JSON.stringify({ folder, steps });
  const { stdout } = await run(argv, {
    cwd: folder,
    show: false,
    json: true,
    input,
    diagnose: pythonDiagnosis,
  });
  const { words, files, refused }: Answer = JSON.parse(stdout);
  if (refused) {
    const { kind, what, next, path, line } = refused;
    const place = line === null ? what : what.includes(`line ${line}`) ? what : `${what} (line ${line})`;
    throw new refusals[kind](place, { path, next, line: line ?? undefined });
  }
  return {
    words,
    files: files.map(({ path, before, after }) => ({ path, ...decoded(before), after: bytes(after) })),
  };
}

function decoded(before: string | null): { before?: Buffer } {
  return before === null ? {} : { before: bytes(before) };
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "base64");
}
