/** Questions to a project, answered by Django itself: the project's own interpreter is asked. */
import { fileURLToPath } from "node:url";
import { run } from "../../tools/command.js";
import { DjlabError } from "../../tools/errors.js";
import { diagnosisIn } from "../diagnosis.js";
import type { Managed } from "../manage.js";

const probe = fileURLToPath(new URL("probe.py", import.meta.url));

/** By topic (a file of `topics/`) what it is to be given. */
export type Question = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The project's own code ended Python before Django could be asked. */
export class NoAnswer extends DjlabError {}

/**
 * Asks about several topics in one process, behind the scenes. Nothing changes in the project by it.
 *
 * @throws CommandFailed when the project does not load, with Python's traceback
 * @throws NoAnswer
 */
export async function ask<Answers>(project: Managed, question: Question): Promise<Answers> {
  const { environment, folder, name } = project;
  const argv = [environment.program("python", folder), probe, folder] as const;
  const input = JSON.stringify(question);
  const { stdout } = await run(argv, {
    cwd: folder,
    show: false,
    json: true,
    input,
    diagnose: diagnosisIn(folder),
  });
  if (!stdout) {
    throw new NoAnswer(`The code of ${name} ended Python before Django could be asked`, {
      next: "Look for a call of os._exit() in its settings and apps.",
    });
  }
  return JSON.parse(stdout);
}
