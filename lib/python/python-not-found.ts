/** A maker of environments that cannot use the Python that it was given. */
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";

/** virtualenv or uv could not use the Python that it was given: it is gone, or too old for them. */
export class PythonNotFound extends CommandFailed {}

const says =
  /failed to find interpreter|could not find.*interpreter|no longer ships .* for Python|No interpreter found|not a supported Python/i;

/** What a failed virtualenv or uv was; undefined when it was something else. */
export function pythonNotFound({ stdout, stderr }: CommandResult): Diagnosis | undefined {
  if (!says.test(stdout + stderr)) return undefined;
  return {
    type: PythonNotFound,
    reason: "failed: this Python is gone, or too old for it",
    next: "Look at findPythons() for those that are here, and take one that is not too old.",
  };
}
