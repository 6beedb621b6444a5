/** Whether a name would do, asked before anything is written. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import { type Django, djangoOf } from "./django.js";
import { isManaged, type Managed } from "./manage.js";

/** What Django says of a name. */
export class NameVerdict extends Shown {
  constructor(
    readonly name: string,
    readonly kind: "project" | "app",
    /** Why not, in Django's own words; undefined when the name will do. */
    readonly refusal?: string,
  ) {
    super();
  }

  /** Whether Django takes it. */
  get ok(): boolean {
    return this.refusal === undefined;
  }

  protected asText(): string {
    return `${this.name}: ${this.refusal ?? `Django takes it for a${this.kind === "app" ? "n app" : " project"}`}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><code>${this.name}</code> <span class="badge">${this.ok ? "yes" : "no"}</span>
      ${this.refusal ?? `Django takes it for a${this.kind === "app" ? "n app" : " project"}.`}</div>`;
  }
}

/**
 * Asks Django's own validator about a name; nothing is written. (Django imports a module of that name to
 * see whether there is one.)
 *
 * @param where in a project, its modules count too, as with its manage.py
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#startapp
 * @example (await checkName("my-site", env)).ok // false
 */
export async function checkName(
  name: string,
  where: Managed | Environment | Django,
  kind: "project" | "app" = isManaged(where) ? "app" : "project",
): Promise<NameVerdict> {
  const { environment } = isManaged(where) ? where : await djangoOf(where);
  const folder = isManaged(where) ? where.folder : environment.workspace.folder;
  const { refusal } = await ask<{ refusal: string | null }>("name_check", environment, folder, kind, name);
  return new NameVerdict(name, kind, refusal ?? undefined);
}
