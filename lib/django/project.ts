/** A Django project on the disk, with the Django that it runs on. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { type Django, djangoOf } from "./django.js";
import { type ProjectFacts, probeProject } from "./facts/probe.js";
import { ProjectCommands } from "./project-commands.js";
import { projectFolder } from "./project-folder.js";
import { Server } from "./serve/server.js";

/** A Django project: the folder that holds manage.py, and the Django that runs it. */
export class Project extends ProjectCommands {
  constructor(
    readonly django: Django,
    name: string,
    folder: string,
    /** The `startproject` that was run for it, when this program ran it. */
    readonly made?: CommandResult,
  ) {
    // What this run made is all new; of what was here before, nothing is known to have changed.
    super(name, folder, made?.exitCode === 0);
  }

  /** The environment that it runs in. */
  get environment(): Environment {
    return this.django.environment;
  }

  // Asking Django.

  /** What Django says about it: version, settings, apps, migrations not applied yet. */
  async facts(): Promise<ProjectFacts> {
    return probeProject(this.environment, this.folder);
  }

  // Commands: those of ProjectCommands.

  // Edits.

  // Serving.

  /**
   * `python manage.py runserver`, really run, at a free port of this machine; resolves when it answers.
   * A server of this project that still runs is stopped first.
   *
   * @throws DjlabError when it does not start, with its own last words
   */
  async runserver(): Promise<Server> {
    return Server.start(this);
  }

  protected override asHtml(): Html {
    return html`<div class="card">Django project <code>${this.name}</code>, in the environment <code>${this.environment.name}</code></div>`;
  }
}

/** A project that this program has made, or found as made before. */
export type MadeProject = Project & { readonly made: CommandResult };

/**
 * A project that is there.
 *
 * @param name of its folder in the environment's workspace, or `.` for the workspace itself
 * @throws NotAProject when that has no manage.py
 * @throws DjangoMissing when the environment has no Django
 * @example (await openProject("mysite", env)).name // mysite
 */
export async function openProject(name: string, where: Environment | Django): Promise<Project> {
  const environment = "environment" in where ? where.environment : where;
  const found = projectFolder(environment.workspace, name);
  return new Project(await djangoOf(where), found.name, found.folder);
}
