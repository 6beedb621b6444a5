/** Whether a name would do, asked before anything is written. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import { type Django, djangoOf } from "./django.js";
import { isManaged, type Managed } from "./manage.js";

/** As name_check.py answers. */
interface Answer {
  refusal: string | null;
  keyword: boolean;
}

/** What Django says of a name. */
export class NameVerdict extends Shown {
  constructor(
    readonly name: string,
    readonly kind: "project" | "app",
    /** Why not, in Django's own words; undefined when the name will do. */
    readonly refusal?: string,
    /** Whether it is a word of Python's own: Django takes it, but no `import` can name it. */
    readonly isKeyword = false,
  ) {
    super();
  }

  /** Whether Django takes it. */
  get ok(): boolean {
    return this.refusal === undefined;
  }

  get #words(): string {
    if (this.refusal !== undefined) return this.refusal;
    const kind = this.kind === "app" ? "an app" : "a project";
    return `Django takes it for ${kind}${this.isKeyword ? ", but it is a word of Python's own, so that no import can name it" : ""}`;
  }

  protected asText(): string {
    return `${this.name}: ${this.#words}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><code>${this.name}</code> <span class="badge">${this.ok ? "yes" : "no"}</span>
      ${this.#words}</div>`;
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
  const answer = await ask<Answer>("name_check", environment, folder, kind, name);
  return new NameVerdict(name, kind, answer.refusal ?? undefined, answer.keyword);
}
