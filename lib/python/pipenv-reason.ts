/** Why pipenv could not resolve: the reason that it does not tell. */
import { run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import type { Variables } from "../tools/variables.js";
import { pipDiagnosis } from "./pip-diagnosis.js";
import type { ResolutionFailed } from "./pipenv-diagnosis.js";

interface Asking {
  /** The environment's, absolute. */
  python: string;
  version: string;
  /** The project's folder, absolute. */
  cwd: string;
  variables: Variables;
}

/**
 * pip is asked for the same packages, without installing: it tells a lost network from a wrong name.
 *
 * @returns pipenv's failure with pip's reason; as it was, when pip finds each of them
 */
export async function askPip(
  failure: ResolutionFailed,
  asked: readonly string[],
  { python, version, cwd, variables }: Asking,
): Promise<CommandFailed> {
  if (asked.length === 0) return failure;
  let why: ReturnType<typeof pipDiagnosis>;
  try {
    await run([python, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", ...asked], {
      cwd,
      show: false,
      // pip mentions that nobody answered only when it tries again.
      variables: { ...variables, PIP_RETRIES: "1" },
      diagnose: ({ stdout, stderr }) => {
        why = pipDiagnosis(stdout + stderr, asked, version);
        return why;
      },
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
  }
  if (!why) return failure;
  const { command, exitCode, signal, lastWords } = failure;
  return new why.type({ command, exitCode, signal, lastWords, ...why });
}
