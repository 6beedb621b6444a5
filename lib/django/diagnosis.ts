/** What the failure of a project's own Python was. */
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";

/** By what Python and Django print, their traceback last; undefined when that tells nothing that we know. */
export function pythonDiagnosis({ stderr }: CommandResult): Diagnosis | undefined {
  if (!/^Traceback/m.test(stderr)) return undefined;
  return {
    type: CommandFailed,
    next: "Look at the last line: it names what is wrong in the project's files.",
  };
}
