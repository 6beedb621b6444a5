/** Why pipenv failed, read from its own words. */
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import { pipDiagnosis } from "./pip-diagnosis.js";

/** The Pipfile was changed after the lock was made. */
export class LockOutOfDate extends CommandFailed {}

/** There is nothing locked that could be installed. */
export class LockMissing extends CommandFailed {}

/** No versions satisfy all that the Pipfile asks for. */
export class ResolutionFailed extends CommandFailed {}

/** pipenv has made no environment for this folder. */
export class NoPipenvEnvironment extends CommandFailed {}

/** `pipenv run` found no such program in the environment, or on PATH. */
export class NotInEnvironment extends CommandFailed {}

const rules: readonly [RegExp, Diagnosis][] = [
  [
    /Pipfile\.lock\s.*?out[\s-]of[\s-]date|Aborting deploy/s,
    {
      type: LockOutOfDate,
      reason: "was refused: Pipfile.lock was made from another Pipfile than this one",
      next: "Make it anew: await pipenv.lock()",
    },
  ],
  [
    /Pipfile\.lock not found!|LockfileNotFound/,
    {
      type: LockMissing,
      reason: "failed: there is no Pipfile.lock",
      next: "Make it: await pipenv.lock()",
    },
  ],
  [
    /No virtualenv has been created|Please run within a Pipenv project/,
    {
      type: NoPipenvEnvironment,
      reason: "failed: pipenv has no environment for this folder",
      next: "Make it: await pipenv.install() (a project that was moved has lost its own)",
    },
  ],
  [
    /could\s+not\s+be\s+resolved|ResolutionFailure|Locking Failed/,
    {
      type: ResolutionFailed,
      reason: "failed: no versions satisfy all that the Pipfile asks for",
      next: "Leave out versions, one after the other, until the rest fits.",
    },
  ],
];

/** What the shell says by its exit code, for every program that it does not find. */
const notFound = 127;

/** What a failed pipenv was; what pip says in it is read as pip's. */
export function pipenvDiagnosis(
  { argv, stdout, stderr, exitCode }: CommandResult,
  packages: readonly string[],
  python: string,
): Diagnosis | undefined {
  const words = stdout + stderr;
  if (argv.includes("run") && exitCode === notFound) {
    return {
      type: NotInEnvironment,
      reason: "failed: there is no such program in the environment or on PATH",
      next: "Install the package that brings it: await pipenv.install(NAME)",
    };
  }
  return rules.find(([pattern]) => pattern.test(words))?.[1] ?? pipDiagnosis(words, packages, python);
}
