/** A project's middleware. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import { middlewarePurpose } from "./middleware-purposes.js";
import { type Place, shownPlace } from "./place.js";

/** As topics/middleware.py answers. */
export interface MiddlewareAnswer extends Partial<Place> {
  /** As MIDDLEWARE has it. */
  path: string;
  /** The last part of it. */
  name: string;
  kind: "class" | "function";
  /** Those of the methods that Django calls that it has, for instance `process_request`. */
  hooks: string[];
  /** Whether it works under WSGI without being adapted. */
  sync: boolean;
  /** Whether it works under ASGI without being adapted. */
  async: boolean;
}

/** One layer around the views. */
export interface Middleware extends MiddlewareAnswer {
  /** What it does; empty where it is not Django's own. */
  purpose: string;
}

/**
 * The middleware in the order in which a request passes it; an answer passes it the other way round.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/http/middleware/
 * @example (await mysite.middleware()).all[0].name // SecurityMiddleware
 */
export class MiddlewareStack extends Shown {
  readonly all: readonly Middleware[];

  constructor(answers: readonly MiddlewareAnswer[]) {
    super();
    this.all = answers.map((answer) => ({ ...answer, purpose: middlewarePurpose(answer.path) }));
  }

  protected asText(): string {
    const rows = this.all.map((layer, index) => [
      `${index + 1}.`,
      layer.name,
      layer.purpose || shownPlace(layer),
    ]);
    return `${counted(this.all.length, "layer")} of middleware, from the outside in\n${textTable(rows)}`;
  }

  protected asHtml(): Html {
    const rows = this.all.map((layer, index) => [
      html`${index + 1}. ${code(layer.name)}`,
      layer.purpose,
      layer.hooks.map((hook) => html`${code(hook)} `),
      ways(layer),
      shownPlace(layer),
    ]);
    return html`<div class="card"><p class="title">${counted(this.all.length, "layer")} of middleware, from the outside in</p>
      ${htmlTable(["layer", "what it does", "steps in at", "works", "written in"], rows)}</div>`;
  }
}

function ways({ sync, async }: Middleware): string {
  return [sync && "sync", async && "async"].filter(Boolean).join(", ");
}
