/** A new Django project. */
import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../python/environment.js";
import { run } from "../tools/command.js";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import { Project } from "./project.js";

/** A name that Python or Django cannot use. */
export class NameRefused extends CommandFailed {}

/** A name that something else has already. */
export class NameTaken extends CommandFailed {}

/**
 * `django-admin startproject NAME`, really run, by the environment's own django-admin.
 *
 * A project of that name that is there already stays as it is: Django refuses to make it again, and the
 * one that is there is returned. One that is half made is made anew.
 *
 * @param name a Python identifier that is no module yet: Django checks, and says so
 * @throws CommandFailed with Django's own words
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#startproject
 * @example const mysite = await startproject("mysite", env);
 */
export async function startproject(name: string, environment: Environment): Promise<Project> {
  const { workspace } = environment;
  const folder = workspace.path(name);
  const django = environment.program("django-admin");
  if (!(await environment.pip.has("django"))) {
    throw new DjlabError(`${environment.name} has no Django yet`, {
      next: 'Install it first: await env.pip.install("django")',
    });
  }
  const replace = workspace.isHalfMade(name);
  if (replace) await rm(folder, { recursive: true });
  return new Project(environment, name, await workspace.making(name, ran, { replace }));

  async function ran(): Promise<CommandResult> {
    try {
      return await run([django, "startproject", name], {
        cwd: workspace.folder,
        terminal: workspace,
        diagnose,
      });
    } catch (error) {
      const last = workspace.commands.at(-1);
      if (
        error instanceof CommandFailed &&
        last &&
        isRefusal(error) &&
        existsSync(join(folder, "manage.py"))
      ) {
        process.stdout.write(`(${name} is there already, from an earlier run. It stays as it is.)\n`);
        return last;
      }
      if (error instanceof CommandFailed) await removeEmpty(folder);
      throw error;
    }
  }
}

/** Both of Django's ways to say that the name is taken. */
function isRefusal({ lastWords }: CommandFailed): boolean {
  return /already exists|conflicts with the name of an existing Python module/.test(lastWords);
}

/** What a failed startproject leaves; anything with content, or that is no folder, is the reader's. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

function diagnose({ stderr }: CommandResult): Diagnosis | undefined {
  if (/not a valid (project|app) name/.test(stderr)) {
    return {
      type: NameRefused,
      reason: "was refused: Python cannot use that name",
      next: "Take letters, digits and _, no - and no digit at the beginning.",
    };
  }
  if (/conflicts with the name/.test(stderr)) {
    return {
      type: NameTaken,
      reason: "was refused: Python has a module of that name",
      next: "Take another one.",
    };
  }
  if (/already exists/.test(stderr)) {
    return {
      type: NameTaken,
      reason: "was refused: something else has that name",
      next: "Move it away, or take another name.",
    };
  }
  return undefined;
}
