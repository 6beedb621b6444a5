/** What the diagrams are drawn of in tests: the facts of a fresh Django project. */

import { boxes } from "../../../lib/diagram/boxes.js";
import type { Diagram } from "../../../lib/diagram/diagram.js";
import { type MigrationEntry, migrationGraph } from "../../../lib/diagram/migrations.js";
import { type ModelEntry, type ModelField, modelMap } from "../../../lib/diagram/models.js";
import { type PatternPart, patternDiagram, patternsBeside } from "../../../lib/diagram/pattern.js";
import { type Message, sequenceDiagram } from "../../../lib/diagram/sequence.js";
import { type Tier, tiersDiagram } from "../../../lib/diagram/tiers.js";
import { type TreeEntry, treeDiagram } from "../../../lib/diagram/tree.js";
import { type Route, urlMap } from "../../../lib/diagram/urls.js";

export const freshProject: TreeEntry[] = [
  { path: "manage.py", note: "runs commands with this project's settings" },
  { path: "mysite/", note: "the package with the project's configuration", mark: "new" },
  { path: "mysite/__init__.py", note: "empty: makes the folder a regular package" },
  { path: "mysite/asgi.py", note: "the application for servers that speak ASGI" },
  {
    path: "mysite/settings.py",
    note: "everything that Django can be told about this project",
    mark: "changed",
  },
  {
    path: "mysite/urls.py",
    note: "which view answers which address: the entry point of every request, with what it includes of the apps, one by one",
  },
  { path: "mysite/wsgi.py", note: "the application for servers that speak WSGI" },
  { path: "polls/migrations/__init__.py", mark: "new" },
  { path: "polls/models.py", mark: "gone" },
];

export const environment: TreeEntry[] = [
  { path: "bin/", note: "programs; first on PATH once it is activated" },
  { path: "bin/activate" },
  { path: "bin/django-admin", note: "a console script of the package Django" },
  { path: "bin/python", linksTo: "python3" },
  { path: "bin/python3", linksTo: "/home/reader/.pyenv/versions/3.12.1/bin/python3" },
  { path: "lib/python3.12/site-packages/django/", note: "private to this environment" },
  { path: "lib/python3.12/site-packages/pip/" },
  { path: "pyvenv.cfg", note: "where the Python came from" },
];

const key: ModelField = { name: "id", type: "AutoField", primaryKey: true };
const field = (name: string, type = "CharField", more: Partial<ModelField> = {}): ModelField => ({
  name,
  type,
  ...more,
});
const to = (
  name: string,
  target: string,
  relation: ModelField["relation"] = "many-to-one",
  more: Partial<ModelField> = {},
) =>
  field(name, relation === "many-to-many" ? "ManyToManyField" : "ForeignKey", {
    to: target,
    relation,
    ...more,
  });

export const models: ModelEntry[] = [
  {
    app: "admin",
    name: "LogEntry",
    table: "django_admin_log",
    fields: [
      key,
      field("action_time", "DateTimeField"),
      to("user", "auth.User"),
      to("content_type", "contenttypes.ContentType", "many-to-one", { null: true }),
      field("object_id", "TextField", { null: true }),
      field("object_repr"),
      field("action_flag", "PositiveSmallIntegerField"),
      field("change_message", "TextField"),
    ],
  },
  {
    app: "auth",
    name: "Permission",
    fields: [key, field("name"), to("content_type", "contenttypes.ContentType"), field("codename")],
  },
  {
    app: "auth",
    name: "Group",
    fields: [
      key,
      field("name", "CharField", { unique: true }),
      to("permissions", "auth.Permission", "many-to-many"),
    ],
  },
  {
    app: "auth",
    name: "User",
    fields: [
      key,
      field("password"),
      field("last_login", "DateTimeField", { null: true }),
      field("is_superuser", "BooleanField"),
      field("username", "CharField", { unique: true }),
      field("first_name"),
      field("last_name"),
      field("email", "EmailField"),
      field("is_staff", "BooleanField"),
      field("is_active", "BooleanField"),
      field("date_joined", "DateTimeField"),
      to("groups", "auth.Group", "many-to-many"),
      to("user_permissions", "auth.Permission", "many-to-many"),
    ],
  },
  { app: "contenttypes", name: "ContentType", fields: [key, field("app_label"), field("model")] },
  {
    app: "sessions",
    name: "Session",
    fields: [
      field("session_key", "CharField", { primaryKey: true }),
      field("session_data", "TextField"),
      field("expire_date", "DateTimeField"),
    ],
  },
];

const authNames = [
  "0001_initial",
  "0002_alter_permission_name_max_length",
  "0003_alter_user_email_max_length",
  "0004_alter_user_username_opts",
  "0005_alter_user_last_login_null",
  "0006_require_contenttypes_0002",
  "0007_alter_validators_add_error_messages",
  "0008_alter_user_username_max_length",
  "0009_alter_user_last_name_max_length",
  "0010_alter_group_name_max_length",
  "0011_update_proxy_permissions",
  "0012_alter_user_first_name_max_length",
];

export const migrations: MigrationEntry[] = [
  {
    app: "admin",
    name: "0001_initial",
    applied: true,
    dependsOn: ["auth.0001_initial", "contenttypes.0001_initial"],
  },
  { app: "admin", name: "0002_logentry_remove_auto_add", applied: false, dependsOn: ["admin.0001_initial"] },
  {
    app: "admin",
    name: "0003_logentry_add_action_flag_choices",
    applied: false,
    dependsOn: ["admin.0002_logentry_remove_auto_add"],
  },
  ...authNames.map((name, index) => ({
    app: "auth",
    name,
    applied: index < 6,
    dependsOn:
      index === 0
        ? ["contenttypes.0001_initial"]
        : [
            `auth.${authNames[index - 1]}`,
            ...(index === 5 ? ["contenttypes.0002_remove_content_type_name"] : []),
          ],
  })),
  { app: "contenttypes", name: "0001_initial", applied: true, dependsOn: [] },
  {
    app: "contenttypes",
    name: "0002_remove_content_type_name",
    applied: true,
    dependsOn: ["contenttypes.0001_initial"],
  },
  { app: "sessions", name: "0001_initial", applied: true, dependsOn: [] },
];

/** One of each kind, by name. */
export async function everything(): Promise<Record<string, Diagram>> {
  return {
    project: treeDiagram({ title: "A fresh project", root: "mysite", entries: freshProject }),
    environment: treeDiagram({ title: "An environment", root: "env", entries: environment }),
    models: await modelMap({ models }),
    migrations: await migrationGraph({ migrations }),
    lending: await boxes({
      title: "Which Python lends what",
      direction: "right",
      nodes: [
        {
          id: "base",
          kicker: "the system's Python",
          label: "/usr/bin/python3.12",
          lines: ["interpreter", "standard library"],
        },
        { id: "link", group: "env", kicker: "a link", label: "env/bin/python" },
        { id: "cfg", group: "env", label: "pyvenv.cfg", lines: ["home = /usr/bin"] },
        { id: "site", group: "env", label: "site-packages", lines: ["django", "pip"] },
      ],
      edges: [
        { from: "link", to: "base", label: "leads to" },
        { from: "cfg", to: "base", label: "names" },
        { from: "link", to: "site", label: "imports from" },
        { from: "site", to: "site", label: "imports itself" },
      ],
    }),
    urls: urlMap({ routes }),
    tiers: tiersDiagram({ tiers }),
    mvc: patternDiagram({
      pattern: "MVC",
      parts: [
        { role: "controller", name: "PollController" },
        { role: "model", name: "Poll" },
      ],
    }),
    mvt: patternDiagram({ pattern: "MVT", parts }),
    beside: patternsBeside({ mvc: [{ role: "controller", name: "PollController" }], mvt: parts }),
    request: sequenceDiagram({ participants, messages: request }),
    long: sequenceDiagram({ participants, messages: longRequest }),
  };
}

const routes: Route[] = [
  {
    route: "admin/",
    namespace: "admin",
    includes: [
      {
        route: "",
        name: "index",
        view: { name: "AdminSite.index", file: "django/contrib/admin/sites.py", line: 568 },
      },
      {
        route: "login/",
        name: "login",
        view: { name: "AdminSite.login", file: "django/contrib/admin/sites.py", line: 403 },
      },
      {
        route: "r/<path:content_type_id>/<path:object_id>/",
        name: "view_on_site",
        view: { name: "shortcut" },
      },
    ],
  },
  {
    route: "polls/",
    namespace: "polls",
    includes: [
      { route: "", name: "index", view: { name: "polls.views.index", file: "polls/views.py", line: 7 } },
      {
        route: "<int:question_id>/",
        name: "detail",
        view: { name: "polls.views.DetailView", file: "polls/views.py", line: 12 },
      },
    ],
  },
  { route: "", view: { name: "polls.views.home", file: "polls/views.py", line: 3 } },
];

const tiers: Tier[] = [
  {
    tier: "Presentation: what the reader sees",
    parts: [
      { name: "index.html", file: "polls/templates/polls/index.html" },
      { name: "style.css", file: "polls/static/polls/style.css" },
    ],
  },
  {
    tier: "Application: what happens",
    parts: [
      { name: "urlpatterns", file: "mysite/urls.py", line: 5 },
      { name: "index", file: "polls/views.py", line: 7 },
      { name: "DetailView", file: "polls/views.py", line: 12 },
      { name: "QuestionForm", file: "polls/forms.py", line: 3 },
    ],
  },
  {
    tier: "Data: what is kept",
    parts: [{ name: "Question", file: "polls/models.py", line: 4 }, { name: "db.sqlite3" }],
  },
];

const parts: PatternPart[] = [
  { role: "urls", name: "urlpatterns", file: "mysite/urls.py", line: 5 },
  { role: "view", name: "index", file: "polls/views.py", line: 7 },
  { role: "view", name: "DetailView", file: "polls/views.py", line: 12 },
  { role: "model", name: "Question", file: "polls/models.py", line: 4 },
  { role: "template", name: "index.html", file: "polls/templates/polls/index.html" },
];

const participants = [
  "browser",
  "runserver",
  "middleware",
  "URLconf",
  "view",
  "model",
  "database",
  "template",
];

const request: Message[] = [
  { from: "browser", to: "runserver", label: "GET /polls/" },
  { from: "runserver", to: "middleware", label: "call", detail: "WSGIHandler" },
  { from: "middleware", to: "middleware", label: "SecurityMiddleware to XFrameOptionsMiddleware" },
  { from: "middleware", to: "URLconf", label: "resolve", detail: "/polls/" },
  {
    from: "URLconf",
    to: "middleware",
    label: "match",
    detail: "polls.views.index",
    isReturn: true,
    seconds: 0.0004,
  },
  { from: "middleware", to: "view", label: "call the view with the request", detail: "index(request)" },
  { from: "view", to: "model", label: "Question.objects.order_by(…)" },
  {
    from: "model",
    to: "database",
    label: "SELECT",
    detail: 'SELECT "polls_question"."id" FROM "polls_question" ORDER BY pub_date DESC LIMIT 5',
  },
  { from: "database", to: "model", label: "5 rows", isReturn: true, seconds: 0.0012 },
  { from: "model", to: "view", label: "questions", isReturn: true },
  { from: "view", to: "template", label: "render", detail: "polls/index.html" },
  { from: "template", to: "view", label: "HTML", isReturn: true, seconds: 0.0031 },
  { from: "view", to: "middleware", label: "HttpResponse", isReturn: true },
  { from: "middleware", to: "runserver", label: "response with its headers", isReturn: true },
  {
    from: "runserver",
    to: "browser",
    label: "200 OK",
    detail: "text/html; charset=utf-8",
    isReturn: true,
    seconds: 0.0123,
  },
];

const longRequest: Message[] = [
  ...request.slice(0, 7),
  ...Array.from({ length: 30 }, (_, index): Message[] => [
    { from: "model", to: "database", label: "SELECT", detail: `SELECT … WHERE id = ${index}` },
    { from: "database", to: "model", label: "1 row", isReturn: true, seconds: 0.0002 },
  ]).flat(),
  ...request.slice(9),
];
