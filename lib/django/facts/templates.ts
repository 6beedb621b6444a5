/** A project's templates: where they are looked for, and which file a name leads to. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";
import { shortPath } from "./place.js";

/** One entry of TEMPLATES. Folders are from the project's where they lie in it, else absolute. */
export interface TemplateEngine {
  name: string;
  backend: string;
  /** The setting DIRS: searched first. */
  dirs: string[];
  /** The setting APP_DIRS: whether the apps' folders `templates` are searched. */
  appDirs: boolean;
  /** In the order in which they search; one that keeps what others found comes before these. */
  loaders: string[];
  contextProcessors: string[];
}

/** A template file. */
export interface TemplateFile {
  /** By which it is asked for, for instance `polls/index.html`. */
  name: string;
  /** From the project's folder where it lies in it, else absolute. */
  file: string;
  /** The label of the app that it lies in; empty for one of none. */
  app: string;
  /** Whether its name leads to it; false where an earlier one has the name. */
  wins: boolean;
}

/** Which file a name leads to. */
export interface FoundTemplate {
  name: string;
  file: string;
  app: string;
  engine: string;
  /** The files that were looked for before. */
  tried: string[];
}

/** As topics/templates.py answers. */
export interface TemplatesAnswer {
  engines: TemplateEngine[];
  templates: TemplateFile[];
}

/** No template has that name. */
export class TemplateNotFound extends DjlabError {
  /** The files that were looked for, in order. */
  readonly tried: readonly string[];

  constructor(name: string, tried: readonly string[]) {
    const files = tried.map((file) => `\n  ${shortPath(file)}`).join("");
    super(`There is no template ${name}${files && `; looked for, in this order:${files}`}`, {
      next: tried[0]
        ? "Make one of these files, or correct the name."
        : "Give TEMPLATES a folder in DIRS, or set APP_DIRS to True.",
    });
    this.tried = tried;
  }
}

/** Engines and templates. */
export class Templates extends Shown {
  readonly engines: readonly TemplateEngine[];
  /** All that there are, in the order in which they are found. */
  readonly all: readonly TemplateFile[];
  readonly #project: Managed;

  constructor(project: Managed, { engines, templates }: TemplatesAnswer) {
    super();
    this.#project = project;
    this.engines = engines;
    this.all = templates;
  }

  /** The templates of one app by its label; of none, those in DIRS. */
  of(app = ""): TemplateFile[] {
    return this.all.filter((template) => template.app === app);
  }

  /**
   * Which file a name leads to, asked now.
   *
   * @throws TemplateNotFound with what was tried
   * @example (await (await mysite.templates()).find("admin/base.html")).app // admin
   */
  find(name: string): Promise<FoundTemplate> {
    return findTemplate(this.#project, name);
  }

  #byApp(): [app: string, templates: TemplateFile[]][] {
    return [...new Set(this.all.map(({ app }) => app))].map((app) => [app, this.of(app)]);
  }

  protected asText(): string {
    const rows = this.#byApp().map(([app, found]) => [
      `  ${app || "DIRS"}`,
      counted(found.length, "template"),
    ]);
    return [...this.engines.map(engineLine), textTable(rows)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.engines.map((engine) => html`<p>${engineLine(engine)}</p>`)}${this.#byApp().map(
      ([
        app,
        found,
      ]) => html`<details><summary>${code(app || "DIRS")} ${counted(found.length, "template")}</summary>
        ${htmlTable(
          ["name", "file"],
          found.map(({ name, file, wins }) => [
            code(name),
            html`${code(shortPath(file))}${!wins && html`<span class="badge">hidden by an earlier one</span>`}`,
          ]),
        )}</details>`,
    )}</div>`;
  }
}

function engineLine({ name, dirs, appDirs, loaders }: TemplateEngine): string {
  const folders = [dirs.length > 0 && dirs.join(", "), appDirs && "the apps' folders templates"].filter(
    Boolean,
  );
  const by = loaders.map((loader) => loader.split(".").slice(-2, -1)[0]).join(", ");
  return `Engine ${name} looks in ${folders.join(", then ") || "no folder"}${by && `, by its loaders ${by}`}`;
}

/**
 * Which file a template's name leads to: the loaders are asked in Django's order.
 *
 * @param name as in `render(request, name)`, for instance `polls/index.html`
 * @throws TemplateNotFound with what was tried
 * @source https://docs.djangoproject.com/en/stable/topics/templates/#template-loading
 * @example (await (await mysite.templates()).find("admin/base.html")).engine // django
 */
export async function findTemplate(project: Managed, name: string): Promise<FoundTemplate> {
  const { template } = await ask<{ template: { found?: Omit<FoundTemplate, "tried">; tried: string[] } }>(
    project,
    { template: { name } },
  );
  if (!template.found) throw new TemplateNotFound(name, template.tried);
  return { ...template.found, tried: template.tried };
}
