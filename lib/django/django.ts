/** The Django that an environment has. */
import type { Environment } from "../python/environment.js";
import { run } from "../tools/command.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import { DjangoMissing } from "./code-failures.js";
import { pythonDiagnosis } from "./diagnosis.js";
import { apart, commandName, onlyTheCommand, type Words } from "./manage.js";

interface Answer {
  version: string;
  folder: string;
  program: string | null;
}

/** Django, as an environment has it: what a project needs before it can be asked anything. */
export class Django extends Shown {
  /** For instance `5.2.8`. */
  readonly version: string;
  /** The folder of its code, absolute. */
  readonly folder: string;
  /** The file of its command, absolute: in `bin/`, on Windows in `Scripts\`. */
  readonly program: string;

  constructor(
    readonly environment: Environment,
    { version, folder, program }: Answer,
  ) {
    super();
    this.version = version;
    this.folder = folder;
    this.program = program ?? "";
  }

  /**
   * `django-admin COMMAND`, really run in the workspace: outside of any project, so that commands which need
   * settings fail until `--settings` or DJANGO_SETTINGS_MODULE names some.
   *
   * @throws CommandFailed with Django's own words
   * @source https://docs.djangoproject.com/en/stable/ref/django-admin/
   * @example await (await django(env)).admin("version");
   */
  async admin(command: string, ...words: Words): Promise<CommandResult> {
    return this.#run([this.environment.program("django-admin")], command, words);
  }

  /**
   * `python -m django COMMAND`: the same, but modules are also found in the current folder.
   *
   * @throws CommandFailed with Django's own words
   * @example await (await django(env)).module("version");
   */
  async module(command: string, ...words: Words): Promise<CommandResult> {
    return this.#run([this.environment.program("python"), "-m", "django"], command, words);
  }

  async #run(start: [string, ...string[]], command: string, words: Words): Promise<CommandResult> {
    const { workspace } = this.environment;
    const { rest, options } = apart(words);
    const { printed = true, variables } = options;
    return run([...start, commandName(command), ...rest], {
      cwd: workspace.folder,
      terminal: workspace,
      show: printed || onlyTheCommand(),
      diagnose: (result) => pythonDiagnosis(result, workspace.folder),
      ...(variables && { variables }),
    });
  }

  protected asText(): string {
    return `Django ${this.version} in the environment ${this.environment.name}`;
  }

  protected asHtml(): Html {
    const { workspace, name } = this.environment;
    return html`<div class="card"><p class="title">Django ${this.version}</p><table><tbody>
      <tr><th scope="row">in the environment</th><td><code>${name}</code></td></tr>
      <tr><th scope="row">its command</th><td><code>${workspace.shown(this.program)}</code></td></tr>
      <tr><th scope="row">its code</th><td><code>${workspace.shown(this.folder)}</code></td></tr>
      </tbody></table></div>`;
  }
}

/**
 * The Django of an environment.
 *
 * @throws DjangoMissing when it has none
 * @example (await django(env)).environment === env // true
 */
export async function django(environment: Environment): Promise<Django> {
  try {
    const answer = await ask<Answer>("django_here", environment, environment.workspace.folder);
    return new Django(environment, answer);
  } catch (cause) {
    if (!(cause instanceof DjangoMissing)) throw cause;
    throw new DjangoMissing({
      command: environment.program("django-admin"),
      reason: `cannot run: the environment ${environment.name} has no Django yet`,
      lastWords: "",
      next: 'Install it first: await env.pip.install("django")',
      cause,
    });
  }
}

/** For functions that take either. */
export async function djangoOf(where: Environment | Django): Promise<Django> {
  return where instanceof Django ? where : django(where);
}
