/** A Django project on the disk, with the Django that it runs on. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { type Django, djangoOf } from "./django.js";
import { Edits } from "./edit/edits.js";
import type { InstalledApps } from "./facts/apps.js";
import type { Databases } from "./facts/database.js";
import type { MiddlewareStack } from "./facts/middleware.js";
import type { Migrations } from "./facts/migrations.js";
import type { Models } from "./facts/models.js";
import { type ProjectFacts, probe, probeProject } from "./facts/probe.js";
import { resolve, type UrlMatch } from "./facts/resolve.js";
import { type RouteValues, reverse } from "./facts/reverse.js";
import { type RowOptions, rows, type TableRows } from "./facts/rows.js";
import type { ProjectSettings } from "./facts/settings.js";
import type { StaticFiles } from "./facts/static.js";
import type { Templates } from "./facts/templates.js";
import type { UrlTree } from "./facts/urls.js";
import { ProjectCommands } from "./project-commands.js";
import { projectFolder } from "./project-folder.js";
import { type CallRequest, callAsgi, callWsgi } from "./serve/call.js";
import type { Called } from "./serve/called.js";
import type { ServerKind } from "./serve/kinds.js";
import type { ServeOptions } from "./serve/launch.js";
import { Server } from "./serve/server.js";
import { type TraceManyOptions, type TraceOptions, traceRequest, traceRequests } from "./trace/ask.js";
import type { TracedRequest } from "./trace/request.js";
import type { Trace } from "./trace/trace.js";

/** A Django project: the folder that holds manage.py, and the Django that runs it. */
export class Project extends ProjectCommands {
  /** Edits of its files that keep their formatting, and can be undone: `await mysite.edits.addApp("polls")`. */
  readonly edits: Edits;

  constructor(
    readonly django: Django,
    name: string,
    folder: string,
    /** The `startproject` that was run for it, when this program ran it. */
    readonly made?: CommandResult,
  ) {
    // What this run made is all new; of what was here before, nothing is known to have changed.
    super(name, folder, made?.exitCode === 0);
    this.edits = new Edits(this);
  }

  /** The environment that it runs in. */
  get environment(): Environment {
    return this.django.environment;
  }

  // Asking Django. Each throws CommandFailed, of the class that fits, when the project does not load.

  /** What Django says about it in short: version, settings, apps, migrations not applied yet. */
  async facts(): Promise<ProjectFacts> {
    return probeProject(this.environment, this.folder);
  }

  /**
   * Every setting: its value, Django's own, and where it is set.
   *
   * @example (await mysite.settings()).get("DEBUG").value // true
   */
  async settings(): Promise<ProjectSettings> {
    return (await probe(this, ["settings"])).settings;
  }

  /**
   * The tree of its addresses.
   *
   * @example (await mysite.urls()).module // mysite.urls
   */
  async urls(): Promise<UrlTree> {
    return (await probe(this, ["urls"])).urls;
  }

  /**
   * Which pattern takes an address.
   *
   * @throws NoUrlMatches with the patterns that were tried
   * @example (await mysite.resolve("/admin/login/")).viewName // admin:login
   */
  async resolve(address: string): Promise<UrlMatch> {
    return resolve(this, address);
  }

  /**
   * The path of a pattern, by its name.
   *
   * @throws NoReverse
   * @example await mysite.reverse("admin:login") // /admin/login/
   */
  async reverse(name: string, values?: RouteValues): Promise<string> {
    return reverse(this, name, values);
  }

  /**
   * The apps that it is made of.
   *
   * @example (await mysite.apps()).get("admin").name // django.contrib.admin
   */
  async apps(): Promise<InstalledApps> {
    return (await probe(this, ["apps"])).apps;
  }

  /**
   * Its models with their fields.
   *
   * @example (await mysite.models()).get("auth.User").table // auth_user
   */
  async models(): Promise<Models> {
    return (await probe(this, ["models"])).models;
  }

  /**
   * Its migrations, and what makemigrations would write.
   *
   * @example (await mysite.migrations()).of("sessions").length // 1
   */
  async migrations(): Promise<Migrations> {
    return (await probe(this, ["migrations"])).migrations;
  }

  /** Its databases: tables, columns, numbers of rows. */
  async databases(): Promise<Databases> {
    return (await probe(this, ["database"])).database;
  }

  /**
   * Some rows of a table, through Django and, of SQLite, from the file itself.
   *
   * @throws NoSuchTable
   */
  async rows(table: string, options?: RowOptions): Promise<TableRows> {
    return rows(this, table, options);
  }

  /** Its middleware, from the outside in. */
  async middleware(): Promise<MiddlewareStack> {
    return (await probe(this, ["middleware"])).middleware;
  }

  /** Its templates, and where one is looked for. */
  async templates(): Promise<Templates> {
    return (await probe(this, ["templates"])).templates;
  }

  /** Its static files, and where one is looked for. */
  async staticFiles(): Promise<StaticFiles> {
    return (await probe(this, ["static"])).static;
  }

  // Commands: those of ProjectCommands.

  // Serving.

  /**
   * `python manage.py runserver`, really run, on this machine only; resolves when it answers. One that still runs
   * is stopped first.
   *
   * @throws PortInUse, ServerDied, ServerHangs
   */
  async runserver(options: ServeOptions = {}): Promise<Server> {
    return Server.start(this, "runserver", options);
  }

  /**
   * Serves it by another server, which must be installed in its environment: `await mysite.serve("uvicorn")`.
   *
   * @throws NoSuchServer, ServerMissing, ApplicationMissing, PortInUse, ServerDied, ServerHangs
   */
  async serve(kind: ServerKind, options: ServeOptions = {}): Promise<Server> {
    return Server.start(this, kind, options);
  }

  /**
   * Calls its `wsgi.application` once by hand.
   *
   * @throws ApplicationMissing, LeadsAway, CommandFailed
   * @source PEP 3333
   * @example (await mysite.callWsgi("/admin/login/")).status // 200
   */
  async callWsgi(path: string, request: CallRequest = {}): Promise<Called> {
    return callWsgi(this, path, request);
  }

  /**
   * Calls its `asgi.application` once by hand.
   *
   * @throws ApplicationMissing, LeadsAway, CommandFailed
   * @source https://asgi.readthedocs.io/en/latest/specs/www.html
   * @example (await mysite.callAsgi("/admin/login/")).status // 200
   */
  async callAsgi(path: string, request: CallRequest = {}): Promise<Called> {
    return callAsgi(this, path, request);
  }

  /**
   * Sends it a real request and follows it: middleware, URLs, view, models, SQL, templates.
   *
   * @throws CommandFailed when the project does not load
   * @example (await mysite.trace("/admin/login/")).pattern // admin/login/
   */
  async trace(path: string, options: Omit<TracedRequest, "path"> & TraceOptions = {}): Promise<Trace> {
    return traceRequest(this, path, options);
  }

  /**
   * Follows requests one after the other in one process; with `cookies`, as one browser sends them.
   *
   * @throws CommandFailed when the project does not load
   * @example (await mysite.traces(["/admin/login/", "/nothing/"])).map(({ status }) => status).join() // 200,404
   */
  async traces(
    requests: readonly (string | TracedRequest)[],
    options: TraceManyOptions = {},
  ): Promise<Trace[]> {
    return traceRequests(this, requests, options);
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
