/** Django's commands, run the way a reader runs them in a project: by its manage.py. */

import type { Environment } from "../python/environment.js";
import { type Arguments, run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { CommandResult } from "../tools/result.js";

/** What it takes to run a project's manage.py. `folder` is absolute. */
export interface Managed {
  readonly name: string;
  readonly folder: string;
  readonly environment: Environment;
}

/** The words to type in the project's folder. */
export function manageArguments(
  { environment, folder }: Managed,
  command: string,
  rest: string[],
): Arguments {
  if (!/^[a-z]\w*$/i.test(command)) {
    throw new DjlabError(`"${command}" is not the name of a command of Django's`, {
      next: 'To see them all: manage("help")',
    });
  }
  return [environment.program("python", folder), "manage.py", command, ...rest];
}

/**
 * `python manage.py COMMAND`, to its end.
 *
 * @throws CommandFailed with Django's own words
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/
 */
export async function manage(project: Managed, command: string, ...rest: string[]): Promise<CommandResult> {
  const terminal = project.environment.workspace;
  return run(manageArguments(project, command, rest), { cwd: project.folder, terminal });
}
