/** A new app. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../python/environment.js";
import type { Arguments } from "../tools/command.js";
import { Workspace } from "../tools/workspace.js";
import { App, appEntry } from "./app.js";
import { type Django, djangoOf } from "./django.js";
import { isManaged, type Managed, manageArguments } from "./manage.js";
import {
  emptied,
  mayBeRefused,
  type Skeleton,
  type TemplateOptions,
  templateWords,
  write,
} from "./skeleton.js";

export interface StartAppOptions extends TemplateOptions {
  /**
   * The name of a folder to put it into. Django 6 makes it; Django 5.2 wants it to be there, and then only
   * `byAdmin` helps: manage.py takes a folder in the project for a module of that name.
   */
  into?: string;
  /** Within a project, runs `django-admin` in its folder rather than its manage.py. */
  byAdmin?: boolean;
  /** Runs `python -m django` rather than manage.py or `django-admin`. */
  byModule?: boolean;
}

/**
 * `python manage.py startapp NAME` in a project; `django-admin startapp NAME` in the workspace of an
 * environment. Really run. An app that is there already stays as it is; one that is half made is made anew.
 *
 * @param name a Python identifier that is no module yet: Django checks, and says so
 * @throws DjangoMissing, NameRefused, NameTaken, DestinationMissing with Django's own words
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#startapp
 * @example (await mysite.startapp("polls")).registered // false
 */
export async function startapp(
  name: string,
  where: Managed | Environment | Django,
  options: StartAppOptions = {},
): Promise<App> {
  const project = isManaged(where) ? where : undefined;
  const { environment } = isManaged(where) ? where : await djangoOf(where);
  const terminal = environment.workspace;
  const place = project ? await Workspace.open(project.folder) : terminal;
  const { into, byAdmin = false, byModule = false } = options;
  const skeleton = appSkeleton(place, name, options);
  const rest = [
    name,
    ...(into === undefined ? [] : [into]),
    ...templateWords(options, (path) => place.shown(terminal.path(path))),
  ];
  const argv: Arguments = byModule
    ? [environment.program("python", place.folder), "-m", "django", "startapp", ...rest]
    : project && !byAdmin
      ? manageArguments(project, "startapp", rest)
      : [environment.program("django-admin", place.folder), "startapp", ...rest];
  const made = await write(skeleton, argv, { terminal });
  const module = into ?? name;
  const entry = await appEntry(environment, place.folder, module);
  return new App({
    module,
    folder: place.path(module),
    ...entry,
    ...(project && { project: project.name }),
    made,
  });
}

function appSkeleton(place: Workspace, name: string, { into, template }: StartAppOptions): Skeleton {
  if (mayBeRefused(name)) return { name, place, isThere: () => false, removeHalf: async () => {} };
  const folder = place.path(into ?? name);
  const has = (file: string) => existsSync(join(folder, file));
  return {
    name,
    place,
    entry: into ?? name,
    isThere: () => has("apps.py") || has("models.py") || (template !== undefined && has("__init__.py")),
    removeHalf: () => (into === undefined ? rm(folder, { recursive: true }) : emptied(folder)),
  };
}
