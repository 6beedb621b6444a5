/** A new Django project. */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../python/environment.js";
import type { Workspace } from "../tools/workspace.js";
import { type Django, djangoOf } from "./django.js";
import { type MadeProject, Project } from "./project.js";
import {
  emptied,
  mayBeRefused,
  type Skeleton,
  type TemplateOptions,
  templateWords,
  write,
} from "./skeleton.js";

export interface StartProjectOptions extends TemplateOptions {
  /** `.` to put it right into the workspace, or the name of a folder in it, which Django 5.2 wants to be there. */
  into?: string;
  /** Runs `python -m django` rather than `django-admin`. */
  byModule?: boolean;
}

/**
 * `django-admin startproject NAME`, really run, by the environment's own django-admin.
 *
 * A project of that name that is there already stays as it is: Django refuses to make it again, and the
 * one that is there is returned. One that is half made is made anew.
 *
 * @param name a Python identifier that is no module yet: Django checks, and says so
 * @throws DjangoMissing, NameRefused, NameTaken, DestinationMissing with Django's own words
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#startproject
 * @example const mysite = await startproject("mysite", env);
 */
export async function startproject(
  name: string,
  where: Environment | Django,
  options: StartProjectOptions = {},
): Promise<MadeProject> {
  const { into, byModule = false } = options;
  const environment = "environment" in where ? where.environment : where;
  const { workspace } = environment;
  const skeleton = projectSkeleton(workspace, name, options);
  const template = templateWords(options, (path) => workspace.shown(workspace.path(path)));
  const found = await djangoOf(where);
  const start = byModule
    ? ([environment.program("python"), "-m", "django"] as const)
    : ([environment.program("django-admin")] as const);
  const target = into === undefined ? [] : [into];
  const argv = [...start, "startproject", name, ...target, ...template] as const;
  const made = await write(skeleton, argv, { terminal: workspace });
  const folder = into === "." ? workspace.folder : workspace.path(into ?? name);
  return Object.assign(new Project(found, name, folder, made), { made });
}

function projectSkeleton(place: Workspace, name: string, { into, template }: StartProjectOptions): Skeleton {
  if (mayBeRefused(name)) return { name, place, isThere: () => false, removeHalf: async () => {} };
  const inner = place.path(name);
  const isHere = into === ".";
  const folder = isHere ? place.folder : place.path(into ?? name);
  const settings = join(folder, name, "settings.py");
  return {
    name,
    place,
    entry: isHere ? name : (into ?? name),
    isThere: () => existsSync(join(folder, "manage.py")) && (template !== undefined || existsSync(settings)),
    removeHalf: () => (isHere ? removeHere(inner, name, place.folder) : emptiedOrGone(folder, into)),
  };
}

/** A folder that was to be there stays; the project's own goes. */
async function emptiedOrGone(folder: string, into?: string): Promise<void> {
  if (into === undefined) await rm(folder, { recursive: true });
  else await emptied(folder);
}

/** The manage.py beside it goes along when it is this project's. */
async function removeHere(inner: string, name: string, folder: string): Promise<void> {
  await rm(inner, { recursive: true, force: true });
  const manage = join(folder, "manage.py");
  const text = await readFile(manage, "utf8").catch(() => "");
  if (text.includes(`${name}.settings`)) await rm(manage);
}
