/** `manage.py collectstatic`: all static files in one folder, for a web server. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { counted } from "../tools/table.js";
import { type Managed, manageFor } from "./manage.js";

/** What was collected. */
export class Collected extends Shown {
  constructor(
    /** Files that were copied. */
    readonly copied: number,
    /** Files that were there already. */
    readonly unmodified: number,
    /** The folder STATIC_ROOT; undefined when Django does not name it. */
    readonly folder: string | undefined,
    readonly command: CommandResult,
  ) {
    super();
  }

  protected asText(): string {
    const where = this.folder ? ` to ${this.folder}` : "";
    return `${counted(this.copied, "static file")} copied${where}, ${this.unmodified} there already`;
  }

  protected asHtml(): Html {
    return html`<div class="card">${counted(this.copied, "static file")} copied${this.folder && html` to <code>${this.folder}</code>`}, ${this.unmodified} there already.</div>`;
  }
}

/**
 * `python manage.py collectstatic --noinput`, really run. Files of the same name in STATIC_ROOT are replaced.
 *
 * @throws SettingsWrong when STATIC_ROOT names no folder
 * @source https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#collectstatic
 */
export async function collectstatic(project: Managed): Promise<Collected> {
  const command = await manageFor(project, "collectstatic", ["--noinput"]);
  const [, copied, folder] = /(\d+) static files? copied(?: to '(.+?)')?[,.]/.exec(command.stdout) ?? [];
  const unmodified = /(\d+) unmodified/.exec(command.stdout)?.[1];
  return new Collected(Number(copied ?? 0), Number(unmodified ?? 0), folder, command);
}
