/** What Django says about a project, by topics: alone or several at once, in one process. */
import type { Managed } from "../manage.js";
import { type AppAnswer, InstalledApps } from "./apps.js";
import { ask } from "./ask.js";
import { type DatabaseAnswer, Databases } from "./database.js";
import { type MiddlewareAnswer, MiddlewareStack } from "./middleware.js";
import { Migrations, type MigrationsAnswer } from "./migrations.js";
import { type ModelAnswer, Models } from "./models.js";
import { type ProjectAnswer, ProjectFacts } from "./project-facts.js";
import { ProjectSettings, type SettingsAnswer } from "./settings.js";
import { type StaticAnswer, StaticFiles } from "./static.js";
import { Templates, type TemplatesAnswer } from "./templates.js";
import { type UrlsAnswer, UrlTree } from "./urls.js";

export { ProjectFacts, probeProject } from "./project-facts.js";

const topics = {
  project: (_: Managed, answer: ProjectAnswer) => new ProjectFacts(answer),
  settings: (_: Managed, answer: SettingsAnswer) => new ProjectSettings(answer),
  urls: (project: Managed, answer: UrlsAnswer) => new UrlTree(project, answer),
  apps: (_: Managed, answer: AppAnswer[]) => new InstalledApps(answer),
  models: (_: Managed, answer: ModelAnswer[]) => new Models(answer),
  migrations: (_: Managed, answer: MigrationsAnswer) => new Migrations(answer),
  database: (project: Managed, answer: DatabaseAnswer[]) => new Databases(project, answer),
  middleware: (_: Managed, answer: MiddlewareAnswer[]) => new MiddlewareStack(answer),
  templates: (project: Managed, answer: TemplatesAnswer) => new Templates(project, answer),
  static: (project: Managed, answer: StaticAnswer) => new StaticFiles(project, answer),
};

/** What a project can be asked about. */
export type Topic = keyof typeof topics;

/** By topic, what Django answered. */
export type Facts<T extends Topic> = { [K in T]: ReturnType<(typeof topics)[K]> };

/**
 * Asks Django about one topic or several, in one process of the project's own Python. Asking changes nothing:
 * no migration runs, no database file and no `__pycache__` is made.
 *
 * @throws CommandFailed when the project does not load, with Python's traceback
 * @throws NoAnswer when the project's code ends Python before
 * @example
 * const { apps, urls } = await probe(mysite, ["apps", "urls"]);
 * urls.module // mysite.urls
 */
export async function probe<T extends Topic>(project: Managed, wanted: readonly T[]): Promise<Facts<T>> {
  const answers = await ask<Record<T, never>>(
    project,
    Object.fromEntries(wanted.map((topic) => [topic, {}])),
  );
  const found = wanted.map((topic) => [topic, topics[topic](project, answers[topic])]);
  return Object.fromEntries(found);
}
