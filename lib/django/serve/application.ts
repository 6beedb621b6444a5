/** Where a project's `application` is, for servers and for calls by hand. */
import { fileURLToPath } from "node:url";
import { run } from "../../tools/command.js";
import { DjlabError } from "../../tools/errors.js";
import { diagnosisIn } from "../diagnosis.js";
import type { Managed } from "../manage.js";
import type { Protocol } from "./kinds.js";

const script = fileURLToPath(new URL("application.py", import.meta.url));

/** The project has no wsgi.py, or no asgi.py, beside its settings. */
export class ApplicationMissing extends DjlabError {}

export interface Applications {
  /** For instance `mysite.wsgi`; null when there is no such module. */
  WSGI: string | null;
  ASGI: string | null;
  /** Whether the server's package is there. */
  installed: boolean;
  /** What this version of the server needs to be told besides. */
  options: string[];
}

/**
 * Asks the project's own Python.
 *
 * @param serverPackage whose presence is asked about
 * @throws CommandFailed when its manage.py does not load
 */
export async function applicationsOf(project: Managed, serverPackage?: string): Promise<Applications> {
  const { environment, folder } = project;
  const rest = serverPackage === undefined ? [] : [serverPackage];
  const argv = [environment.program("python", folder), script, folder, ...rest] as const;
  const { stdout } = await run(argv, {
    cwd: folder,
    show: false,
    json: true,
    timeout: 60_000,
    diagnose: diagnosisIn(folder),
  });
  return JSON.parse(stdout);
}

export function applicationMissing({ name }: Managed, protocol: Protocol): ApplicationMissing {
  const file = `${protocol.toLowerCase()}.py`;
  return new ApplicationMissing(`${name} has no ${file} beside its settings`, {
    next: `startproject writes one: make a new project, and copy its ${file}.`,
  });
}
