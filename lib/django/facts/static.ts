/** A project's static files: where they come from, and which file a path leads to. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";
import { shortPath } from "./place.js";

/** A static file. */
export interface StaticFile {
  /** What comes after STATIC_URL, for instance `polls/style.css`. */
  path: string;
  /** From the project's folder where it lies in it, else absolute. */
  file: string;
  /** The label of the app that it lies in; empty for one of none. */
  app: string;
  /** The finder that finds it. */
  finder: string;
  /** Whether its path leads to it; false where an earlier one has the path. */
  wins: boolean;
}

/** Which file a path leads to. */
export interface FoundStatic {
  path: string;
  file: string;
  app: string;
  /** Others of the same path, which it hides. */
  hidden: string[];
}

/** As topics/static.py answers. */
export interface StaticAnswer {
  installed: boolean;
  url: string | null;
  root: string;
  dirs: string[];
  finders: string[];
  storages: Record<string, unknown>;
  files: StaticFile[];
}

/** No static file has that path. */
export class StaticMissing extends DjlabError {
  /** The folders that were searched. */
  readonly searched: readonly string[];

  constructor(path: string, searched: readonly string[]) {
    const folders = searched.map((folder) => `\n  ${shortPath(folder)}`).join("");
    super(`There is no static file ${path}${folders && `; searched:${folders}`}`, {
      next: "Put it into the folder static of an app, or into a folder that STATICFILES_DIRS names.",
    });
    this.searched = searched;
  }
}

/** Settings and files. */
export class StaticFiles extends Shown {
  /** Whether django.contrib.staticfiles is one of the apps: without it nothing is found. */
  readonly installed: boolean;
  /** STATIC_URL: the beginning of the addresses, no folder. */
  readonly url: string;
  /** STATIC_ROOT, into which collectstatic copies; empty where it is not set. */
  readonly root: string;
  /** STATICFILES_DIRS. */
  readonly dirs: readonly string[];
  readonly finders: readonly string[];
  /** STORAGES, secrets masked. */
  readonly storages: Readonly<Record<string, unknown>>;
  /** All that there are, in the order in which they are found. */
  readonly all: readonly StaticFile[];
  readonly #project: Managed;

  constructor(project: Managed, answer: StaticAnswer) {
    super();
    this.#project = project;
    this.installed = answer.installed;
    this.url = answer.url ?? "";
    this.root = answer.root;
    this.dirs = answer.dirs;
    this.finders = answer.finders;
    this.storages = answer.storages;
    this.all = answer.files;
  }

  /** The files of one app by its label; of none, those in STATICFILES_DIRS. */
  of(app = ""): StaticFile[] {
    return this.all.filter((file) => file.app === app);
  }

  /**
   * Which file a path leads to, asked now.
   *
   * @throws StaticMissing with the folders that were searched
   * @example (await (await mysite.staticFiles()).find("admin/css/base.css")).app // admin
   */
  find(path: string): Promise<FoundStatic> {
    return findStatic(this.#project, path);
  }

  #settings(): [string, string][] {
    return [
      ["STATIC_URL", this.url],
      ["STATICFILES_DIRS", this.dirs.join(", ") || "none"],
      ["STATIC_ROOT", this.root || "not set"],
      ["finders", this.finders.map((finder) => finder.replace(/.*\./, "")).join(", ")],
    ];
  }

  #byApp(): [app: string, files: StaticFile[]][] {
    return [...new Set(this.all.map(({ app }) => app))].map((app) => [app, this.of(app)]);
  }

  protected asText(): string {
    const counts = this.#byApp().map(([app, files]) => [
      app || "STATICFILES_DIRS",
      counted(files.length, "file"),
    ]);
    return textTable([...this.#settings(), ...counts]);
  }

  protected asHtml(): Html {
    const settings = this.#settings().map(([name, value]) => [code(name), code(value)]);
    return html`<div class="card">${htmlTable(["setting", "value"], settings)}${this.#byApp().map(
      ([
        app,
        files,
      ]) => html`<details><summary>${code(app || "STATICFILES_DIRS")} ${counted(files.length, "file")}</summary>
        ${htmlTable(
          ["path", "file"],
          files.map(({ path, file, wins }) => [
            code(path),
            html`${code(shortPath(file))}${!wins && html`<span class="badge">hidden by an earlier one</span>`}`,
          ]),
        )}</details>`,
    )}</div>`;
  }
}

/**
 * Which file a static path leads to: the finders are asked in Django's order.
 *
 * @param path what `{% static %}` is given, for instance `polls/style.css`
 * @throws StaticMissing with the folders that were searched
 * @source https://docs.djangoproject.com/en/stable/howto/static-files/
 * @example (await (await mysite.staticFiles()).find("admin/css/base.css")).path // admin/css/base.css
 */
export async function findStatic(project: Managed, path: string): Promise<FoundStatic> {
  const answers = await ask<{ static_file: { found?: FoundStatic; tried: string[] } }>(project, {
    static_file: { path },
  });
  const { found, tried } = answers.static_file;
  if (!found) throw new StaticMissing(path, tried);
  return found;
}
