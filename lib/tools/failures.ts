/** What every program may fail of, whatever it does. */
import { CommandFailed, type Failure, type SourceLine } from "./errors.js";
import type { CommandResult } from "./result.js";

/** What a failure was. */
export interface Diagnosis {
  type: new (failure: Failure) => CommandFailed;
  /** What happened: goes on after the command, for instance "failed: the disk is full". */
  reason?: string;
  /** What to type or to change next: a sentence. */
  next?: string;
  /** The line of the reader's code that is to blame. */
  place?: SourceLine;
  /** What of its output says so, where that is less than the last lines. */
  lastWords?: string;
}

/** There is no such program. */
export class ProgramMissing extends CommandFailed {}

/** The folder that a program was to run in is not there. */
export class FolderMissing extends CommandFailed {}

/** A program took longer than it was given, and was ended. */
export class TimedOut extends CommandFailed {}

/** A program was ended by a signal: by an interrupt, by hand, or by the system. */
export class Interrupted extends CommandFailed {}

/** A file or folder may not be read or written. */
export class PermissionDenied extends CommandFailed {}

/** There is no room on the disk. */
export class DiskFull extends CommandFailed {}

/**
 * What a failed command has in common with all others.
 *
 * @example generalDiagnosis(result).type === DiskFull
 */
export function generalDiagnosis(result: CommandResult): Diagnosis {
  const words = result.lastWords();
  if (result.timedOut) {
    return {
      type: TimedOut,
      reason: `was ended, as it went on for ${Number(result.seconds.toPrecision(2))} seconds`,
      next: "Run the cell again; if it is slow again, look at what it printed last.",
    };
  }
  return systemDiagnosis(words) ?? (result.signal ? ended(result.signal) : { type: CommandFailed });
}

/** What the system refused to a program, by the program's words; undefined when these tell nothing of that. */
export function systemDiagnosis(words: string): Diagnosis | undefined {
  if (/No space left on device|ENOSPC|disk (?:is )?full|not enough space on the disk/i.test(words)) {
    return {
      type: DiskFull,
      reason: "failed: the disk is full",
      next: "Make room on the disk, then run the cell again.",
    };
  }
  if (/Permission denied|PermissionError|Read-only file system|Access is denied|EACCES/i.test(words)) {
    return { type: PermissionDenied, reason: `failed: ${denied(words)}`, next: permissionAdvice(words) };
  }
  if (/^KeyboardInterrupt\b/m.test(words)) return { ...ended("SIGINT"), reason: "was interrupted" };
  return undefined;
}

/** By a signal: who interrupts a program sends the first three, and a system without memory SIGKILL. */
function ended(signal: string): Diagnosis {
  if (["SIGINT", "SIGTERM", "SIGHUP"].includes(signal)) {
    return { type: Interrupted, next: "It was interrupted: run the cell again." };
  }
  if (signal === "SIGKILL") {
    return {
      type: Interrupted,
      next: "Somebody has ended it, or the system, for want of memory: close what you do not need, then run the cell again.",
    };
  }
  return {
    type: CommandFailed,
    reason: `has crashed (${signal})`,
    next: "Run the cell again; if it crashes again, the program or something that it uses is broken: install it anew.",
  };
}

/** Python ends such a line with the file's name in quotes. */
function denied(words: string): string {
  const file = /(?:Permission denied|Read-only file system|Access is denied)[^\n]*?: '([^'\n]+)'/.exec(
    words,
  )?.[1];
  return file ? `${file} may not be written or read` : "a file or folder may not be written or read";
}

function permissionAdvice(words: string): string {
  return /Read-only file system/i.test(words)
    ? "This disk can only be read: copy the course to a folder of your own, and start there."
    : "Look whose file it is; copy the course to a folder of your own if it is somebody else's.";
}
