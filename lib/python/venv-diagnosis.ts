/** Why an environment could not be made. */
import { existsSync, statfsSync } from "node:fs";
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, DiskFull } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";

/** Python comes without the parts that make environments: Debian packs them apart. */
export class VenvMissing extends CommandFailed {}

/** An environment's folder goes into PATH, whose entries are parted by colons. */
export class ColonInPath extends CommandFailed {}

interface Attempt {
  /** Where it was to be made, absolute. */
  folder: string;
  python: { version: string; facts: { missing: readonly string[] } };
}

/**
 * What a failed `python -m venv` was; undefined when nothing tells. venv keeps to itself what pip's installer
 * (ensurepip) printed, so then the disk and the Python are asked.
 */
export function venvDiagnosis(result: CommandResult, { folder, python }: Attempt): Diagnosis | undefined {
  const words = result.stdout + result.stderr;
  if (/ensurepip is not\s+available|No module named '?venv/.test(words))
    return missing(words, python.version);
  if (/contains the PATH separator/.test(words)) {
    return {
      type: ColonInPath,
      reason: "failed: an environment cannot be in a folder whose path has a colon in it",
      next: "Move the course to another folder.",
    };
  }
  if (!/'ensurepip'|"ensurepip"|-m ensurepip/.test(words)) return undefined;
  if (python.facts.missing.includes("ensurepip")) return missing(words, python.version);
  if (existsSync(folder) && freeBytes(folder) < forPip) {
    return {
      type: DiskFull,
      reason: "failed: there is no room left on the disk for pip",
      next: "Make room on the disk, then run the cell again.",
    };
  }
  return undefined;
}

/** What pip takes, unpacked, with the archive that it comes from; bytes. */
const forPip = 16e6;

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function missing(words: string, version: string): Diagnosis {
  const debians = /apt install (\S+)/.exec(words)?.[1];
  const minor = version.split(".").slice(0, 2).join(".");
  return {
    type: VenvMissing,
    reason: "failed: this Python comes without what makes environments",
    next: debians
      ? `Type: sudo apt install ${debians}`
      : `Take another Python, or complete this one; on Debian or Ubuntu, type: sudo apt install python${minor}-venv`,
  };
}
