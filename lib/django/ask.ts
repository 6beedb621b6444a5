/** Questions to Django: Python files of ours, run by the environment's Python. Nothing of it is shown. */
import { fileURLToPath } from "node:url";
import type { Environment } from "../python/environment.js";
import { run } from "../tools/command.js";
import { diagnosisIn } from "./diagnosis.js";

/** The questions: names of the files beside this one. */
export type Question = "django_here" | "command_list" | "name_check" | "settings_diff" | "app_entry";

/**
 * Asks, and returns the answer.
 *
 * @param folder where it is asked, absolute; where a manage.py lies, Django is set up with that project
 * @throws CommandFailed as `diagnosisOfTraceback` tells it, when the project does not load
 */
export async function ask<T>(
  question: Question,
  environment: Environment,
  folder: string,
  ...words: string[]
): Promise<T> {
  const file = fileURLToPath(new URL(`${question}.py`, import.meta.url));
  // -B: a question leaves nothing behind, neither in the project nor beside its own file.
  const argv = [environment.program("python", folder), "-B", file, ...words] as const;
  const { stdout } = await run(argv, { cwd: folder, show: false, json: true, diagnose: diagnosisIn(folder) });
  return JSON.parse(stdout) as T;
}
