/** The states that a chapter can start from, by the names that course.json uses in `needs`. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openProject, type Project } from "../django/project.js";
import { startproject } from "../django/startproject.js";
import { Environment } from "../python/environment.js";
import type { Python } from "../python/interpreter.js";
import { mustClear } from "../python/stale.js";
import { venv } from "../python/venv.js";
import { DjlabError } from "../tools/errors.js";
import { type StateChange, StateMissing } from "../tools/state/saved-states.js";
import type { Workspace } from "../tools/workspace.js";
import { author, book, files, firstViews, rows, views } from "./books.js";

/**
 * The way to each state, a method a state: each begins with the state before it and leaves alone what is there
 * already, also what the reader has made otherwise.
 */
class Preparation {
  constructor(
    readonly workspace: Workspace,
    readonly python: Python,
    /** Whether an earlier one was interrupted, so that what looks whole may not be. */
    readonly unfinished: boolean,
  ) {}

  /** The chapter makes everything itself; a folder is all it needs, and opening it has made that. */
  async empty(): Promise<void> {}

  /** A virtual environment `env` with Django. */
  async environment(): Promise<Environment> {
    const { workspace, python } = this;
    const isThere = existsSync(workspace.path("env")) && !(await mustClear(workspace, "env", python));
    const env = isThere ? await Environment.read(workspace, "env") : await venv(workspace, python, "env");
    if (!(await env.pip.has("django"))) await env.pip.install("django");
    return env;
  }

  /** That, and a new project `mysite`. */
  async project(): Promise<Project> {
    const { workspace } = this;
    const env = await this.environment();
    const isThere = existsSync(workspace.path("mysite")) && !workspace.isHalfMade("mysite");
    return isThere ? openProject("mysite", env) : startproject("mysite", env);
  }

  /** That, and an app `books` of which the project knows. */
  async app(): Promise<Project> {
    const mysite = await this.project();
    if (this.#has(mysite, "books/apps.py")) return mysite;
    await mysite.startapp("books");
    await mysite.edits.addApp("books");
    return mysite;
  }

  /** That, and two pages: `books/` and `books/NUMBER/`. */
  async pages(): Promise<Project> {
    const mysite = await this.app();
    if (!this.#has(mysite, "books/urls.py")) await addPages(mysite, firstViews);
    return mysite;
  }

  /** That, and the models Author and Book, their tables, and a few rows. */
  async models(): Promise<Project> {
    const mysite = await this.pages();
    if (!this.#has(mysite, "books/migrations/0001_initial.py")) await addModels(mysite);
    return mysite;
  }

  /** A whole site: the pages are templates, filled from the database, with a style sheet. */
  async site(): Promise<Project> {
    const mysite = await this.app();
    if (!this.#has(mysite, "books/migrations/0001_initial.py")) await addModels(mysite);
    if (!this.#has(mysite, "books/urls.py")) await addPages(mysite, views);
    for (const [path, text] of Object.entries(files))
      if (!existsSync(join(mysite.folder, path))) await mysite.edits.write(path, text);
    return mysite;
  }

  #has(mysite: Project, path: string): boolean {
    return !this.unfinished && existsSync(join(mysite.folder, path));
  }
}

async function addPages(mysite: Project, source: string): Promise<void> {
  await mysite.edits.together((edit) => {
    edit.addView("books", source);
    edit.addPath("", { app: "books", view: "books.views.book_list", name: "list" });
    edit.addPath("<int:number>/", { app: "books", view: "books.views.book_detail", name: "detail" });
    edit.addPath("books/", { include: "books.urls" });
  });
}

async function addModels(mysite: Project): Promise<void> {
  await mysite.edits.together((edit) => {
    edit.addModel("books", author);
    edit.addModel("books", book);
  });
  await mysite.makemigrations("books");
  await mysite.migrate();
  await mysite.shell(rows);
}

const states = ["empty", "environment", "project", "app", "pages", "models", "site"] as const;
const isState = (name: string): name is (typeof states)[number] => states.some((one) => one === name);

/** Another one for each change of what a state holds, so that none that was saved before is taken for it. */
async function edition(): Promise<string> {
  const sources = await Promise.all(
    ["states.js", "books.js"].map((name) => readFile(new URL(name, import.meta.url))),
  );
  return createHash("sha256").update(Buffer.concat(sources)).digest("hex").slice(0, 8);
}

/**
 * Brings a workspace to the state of that name. An empty one gets it from what an earlier run has saved, when that
 * was made with the same Python; else it is made, which is shown, and saved for the next time.
 *
 * @returns what was restored or saved; undefined where there was nothing to do
 * @throws DjlabError when there is no state of that name
 */
export async function bringTo(
  name: string,
  workspace: Workspace,
  python: Python,
): Promise<StateChange | undefined> {
  if (!isState(name)) {
    throw new DjlabError(`There is no state "${name}"`, {
      next: `In course.json, let the chapter need one of: ${states.join(", ")}`,
    });
  }
  if (name === "empty") return undefined;
  const saved = `${name}-${python.version.replaceAll(".", "-")}-${await edition()}`;
  const begun = join(workspace.machinery, `preparing-${name}`);
  const isEmpty = (await workspace.entries()).length === 0;
  if (isEmpty) {
    try {
      return await workspace.restore(saved);
    } catch (error) {
      if (!(error instanceof StateMissing)) throw error;
    }
    await mkdir(workspace.machinery, { recursive: true });
    await writeFile(begun, "");
  }
  const unfinished = existsSync(begun);
  await new Preparation(workspace, python, unfinished)[name]();
  const change = unfinished ? await workspace.save(saved) : undefined;
  await rm(begun, { force: true });
  return change;
}
