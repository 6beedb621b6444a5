/** The states that a chapter can start from, by the names that course.json uses in `needs`. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Project } from "../django/project.js";
import { startproject } from "../django/startproject.js";
import { Environment } from "../python/environment.js";
import type { Python } from "../python/interpreter.js";
import { repairMoved } from "../python/repair.js";
import { mustClear } from "../python/stale.js";
import { venv } from "../python/venv.js";
import { DjlabError } from "../tools/errors.js";
import { remove } from "../tools/state/copy.js";
import type { Workspace } from "../tools/workspace.js";
import { author, book, files, firstViews, rows, views } from "./books.js";
import { Prepared } from "./prepared.js";

/** How each state of the project is made from a new one. */
const projects = {
  /** A new project `mysite`. */
  project: async () => {},
  /** That, and an app `books` of which the project knows. */
  app: addApp,
  /** That, and two pages: `books/` and `books/NUMBER/`. */
  pages: async (mysite: Project) => {
    await addApp(mysite);
    await addPages(mysite, firstViews);
  },
  /** That, and the models Author and Book, their tables, and a few rows. */
  models: async (mysite: Project) => {
    await addApp(mysite);
    await addPages(mysite, firstViews);
    await addModels(mysite);
  },
  /** A whole site: the pages are templates, filled from the database, with a style sheet. */
  site: async (mysite: Project) => {
    await addApp(mysite);
    await addModels(mysite);
    await addPages(mysite, views);
    for (const [path, text] of Object.entries(files)) await mysite.edits.write(path, text);
  },
} satisfies Record<string, (mysite: Project) => Promise<void>>;

/** What a reader finds in each state, besides what they find in the one before. */
const words: Readonly<Record<string, string>> = {
  environment: "an environment env with Django",
  project: "a new project mysite",
  app: "its app books",
  pages: "two pages of that app",
  models: "its models, with a few books in the database",
  site: "its pages as templates, with a style sheet",
};

/** What a state holds, for a reader; empty for an empty folder. */
export function inWords(name: string): string {
  const order = Object.keys(words);
  const parts = order.slice(0, order.indexOf(name) + 1).map((state) => words[state]);
  return parts.join(", ");
}

const isProject = (name: string): name is keyof typeof projects => Object.hasOwn(projects, name);

async function addApp(mysite: Project): Promise<void> {
  await mysite.startapp("books");
  await mysite.edits.addApp("books");
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

/**
 * Brings a workspace to the state of that name: `empty`, `environment` (an environment `env` with Django), or one of
 * the project's. What lies there already stays as it is, also what the reader has made otherwise; what an
 * interrupted run has half made is made anew. What no chapter on this machine has made before is made by the real
 * commands, which are shown, and kept for the others.
 *
 * @throws DjlabError when there is no state of that name
 */
export async function bringTo(name: string, workspace: Workspace, python: Python): Promise<void> {
  if (name === "empty") return;
  if (name !== "environment" && !isProject(name)) {
    const all = ["empty", "environment", ...Object.keys(projects)];
    throw new DjlabError(`There is no state "${name}"`, {
      next: `In course.json, let the chapter need one of: ${all.join(", ")}`,
    });
  }
  const env = await environment(workspace, python);
  if (name !== "environment") await project(name, env, python);
}

async function environment(workspace: Workspace, python: Python): Promise<Environment> {
  const isThere = existsSync(workspace.path("env")) && !(await mustClear(workspace, "env", python));
  if (isThere) {
    const env = await Environment.read(workspace, "env");
    if (!(await env.pip.has("django"))) await env.pip.install("django");
    return env;
  }
  const prepared = new Prepared(workspace, "env", `env-${await mark(python)}`);
  // Windows' launchers cannot be led to another place: there each chapter makes its own.
  if (await prepared.copy()) {
    if ((await repairMoved(workspace.path("env"))).works) return Environment.read(workspace, "env");
    await remove(workspace.path("env"));
  }
  const env = await venv(workspace, python, "env");
  await env.pip.install("django");
  await prepared.keep();
  return env;
}

async function project(name: keyof typeof projects, env: Environment, python: Python): Promise<void> {
  const { workspace } = env;
  if (existsSync(workspace.path("mysite")) && !workspace.isHalfMade("mysite")) return;
  const prepared = new Prepared(workspace, "mysite", `${name}-${await mark(python)}`);
  if (await prepared.copy()) return;
  const mysite = await startproject("mysite", env);
  await workspace.making("mysite", () => projects[name](mysite), { replace: true });
  await prepared.keep();
}

/** Another one for each Python, and for each change of what a state holds. */
async function mark(python: Python): Promise<string> {
  const sources = await Promise.all(
    ["states.js", "books.js"].map((name) => readFile(new URL(name, import.meta.url), "utf8")),
  );
  const sum = createHash("sha256")
    .update([python.facts.executable, ...sources].join("\0"))
    .digest("hex");
  return `${python.version}-${sum.slice(0, 8)}`;
}
