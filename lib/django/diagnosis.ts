/** What the failure of a project's own Python was, from its traceback and Django's words. */
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, systemDiagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import { codeFailure, firstLine, inWords } from "./code-failures.js";
import { databaseFailure } from "./database-failures.js";
import { refusal } from "./refusals.js";
import { lastTraceback, ownPlace, type Traceback, telling } from "./traceback.js";

/** A database server, too, says "permission denied": of a table. */
const fromSystem = /\[(?:Errno|WinError) \d+\]|disk is full|^KeyboardInterrupt\b/;

/**
 * What went wrong, by the last of what a project printed: the output of a command, a server's log, or the
 * traceback of a debug page; undefined when that tells nothing that we know.
 *
 * @param folder of the project, absolute: files in it are named as paths from there
 * @example
 * diagnosisOfTraceback("CommandError: No installed app with label 'x'.")?.type === AppNotRegistered
 */
export function diagnosisOfTraceback(text: string, folder?: string): Diagnosis | undefined {
  const traceback = lastTraceback(text);
  if (!traceback) return databaseFailure(text) ?? refusal(text);
  const words = `${traceback.exception}: ${traceback.message}`;
  const known =
    databaseFailure(words) ?? refusal(words) ?? (fromSystem.test(words) ? systemDiagnosis(words) : undefined);
  const found =
    codeFailure(traceback, folder) ?? withPlace(known, traceback, folder) ?? unknown(traceback, folder);
  return { ...found, lastWords: telling(traceback, folder) };
}

/** For `run(…, { diagnose: pythonDiagnosis })`. */
export function pythonDiagnosis({ stderr }: CommandResult, folder?: string): Diagnosis | undefined {
  return diagnosisOfTraceback(stderr, folder);
}

/** For `run(…, { diagnose: diagnosisIn(project.folder) })`: files are named as paths from the folder. */
export function diagnosisIn(folder: string): (result: CommandResult) => Diagnosis | undefined {
  return (result) => pythonDiagnosis(result, folder);
}

function withPlace(found: Diagnosis | undefined, { places }: Traceback, folder?: string) {
  const place = ownPlace(places, folder);
  return found && { ...found, ...(place && { place }) };
}

function unknown({ exception, message, places }: Traceback, folder?: string): Diagnosis {
  const place = ownPlace(places, folder);
  const said = message ? `${exception} (${firstLine(message)})` : exception;
  if (!place) {
    return {
      type: CommandFailed,
      reason: `failed: ${said}`,
      next: "Look at the last line: it names what is wrong.",
    };
  }
  return {
    type: CommandFailed,
    reason: `failed in ${inWords(place)}: ${said}`,
    next: `Look at ${inWords(place)}.`,
    place,
  };
}
