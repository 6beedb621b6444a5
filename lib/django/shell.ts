/** `manage.py shell -c`: code that runs in a project. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { type Managed, manageFor } from "./manage.js";

/** What `shell` says first about the names that it has imported. */
const imports =
  /^(?:(\d+) objects? imported automatically.*|No objects imported automatically.*)\r?\n(?:\r?\n)?/;

/** What code has printed in a project. */
export class ShellOutput extends Shown {
  constructor(readonly command: CommandResult) {
    super();
  }

  /** What the code itself has printed, without the last line break. */
  get text(): string {
    return this.command.stdout.replace(imports, "").replace(/\r?\n$/, "");
  }

  /** How many names Django had imported by itself, all models among them. */
  get imported(): number {
    return Number(imports.exec(this.command.stdout)?.[1] ?? 0);
  }

  protected asText(): string {
    return this.text;
  }

  protected asHtml(): Html {
    return html`<pre>${this.text}</pre>`;
  }
}

/**
 * `python manage.py shell -c CODE`, really run. Models are imported by Django. What the code prints is what
 * comes back, so it is not shown twice.
 *
 * @param code Python, of one line or more
 * @throws CommandFailed as `diagnosisOfTraceback` tells it, when the code fails
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#shell
 * @example await mysite.shell("print(1 + 1)") // 2
 */
export async function shell(project: Managed, code: string): Promise<ShellOutput> {
  // Code may begin with a minus, which would make it an option.
  const words = code.startsWith("-") ? [`--command=${code}`] : ["-c", code];
  return new ShellOutput(await manageFor(project, "shell", words, { printed: false }));
}
