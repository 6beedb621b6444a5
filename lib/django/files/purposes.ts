/** What the files of a Django project are for, in one line each. */

/** The paths that are there, folders with a slash at the end. */
export interface Paths {
  has(path: string): boolean;
}

const anywhere: [pattern: RegExp, purpose: string][] = [
  [/^manage\.py$/, "runs Django's commands with this project's settings"],
  [/^db\.sqlite3$/, "the database: one file, which Django made as soon as it needed one"],
  [/^requirements[\w.-]*\.txt$/, "the packages to install, one in each line"],
  [/(^|\/)__pycache__\/$/, "copies that Python made to start faster; may be deleted"],
  [/(^|\/)\.git\/$/, "git's own: the history of these files"],
  [/(^|\/)node_modules\/$/, "packages of JavaScript"],
  [/(^|\/)migrations\/__init__\.py$/, "makes the folder a regular Python package"],
  [/(^|\/)migrations\/\d{4}_\w+\.py$/, "a step on the way from an empty database to today's models"],
  [/(^|\/)migrations\/$/, "the steps by which the database follows the models"],
  [/(^|\/)__init__\.py$/, "makes the folder a regular Python package"],
  [/(^|\/)settings\.py$/, "the configuration: which apps, which database, which switches"],
  [/(^|\/)wsgi\.py$/, "the door for web servers that speak WSGI"],
  [/(^|\/)asgi\.py$/, "the door for web servers that speak ASGI"],
  [/(^|\/)admin\.py$/, "tells Django's admin which models it may show"],
  [/(^|\/)apps\.py$/, "the app's configuration: its name, and how it is called in the admin"],
  [/(^|\/)models\.py$/, "the data as classes; most become a table in the database"],
  [/(^|\/)forms\.py$/, "what a reader may send, and how it is checked"],
  [/(^|\/)tests(\.py|\/)$/, "checks that Django runs with: python manage.py test"],
  [/(^|\/)views\.py$/, "code that takes a request and gives a response"],
  [/(^|\/)templates\/$/, "pages with gaps that views fill in"],
  [/(^|\/)static\/$/, "files that are sent as they are: CSS, JavaScript, pictures"],
  [/(^|\/)templatetags\/$/, "tags and filters of one's own for templates"],
  [/(^|\/)management\/commands\/$/, "commands of one's own for manage.py"],
  [/(^|\/)management\/$/, "holds commands of one's own"],
  [/(^|\/)fixtures\/$/, "data that can be loaded into the database"],
  [/(^|\/)locale\/$/, "translations"],
];

/**
 * What a path in a project is for; empty when it is the reader's own.
 *
 * @param path from the project's folder, with forward slashes, folders with one at the end
 * @param paths all that are there: what a folder is for shows in what is in it
 */
export function purposeOf(path: string, paths: Paths): string {
  const known = anywhere.find(([pattern]) => pattern.test(path))?.[1];
  if (known) return known;
  if (/(^|\/)urls\.py$/.test(path)) return purposeOfUrls(path, paths);
  return path.endsWith("/") ? purposeOfFolder(path, paths) : "";
}

function purposeOfUrls(path: string, paths: Paths): string {
  const folder = path.slice(0, -"urls.py".length);
  return isApp(folder, paths) && !isProjectPackage(folder, paths)
    ? "which addresses of this app lead to which code"
    : "which address leads to which code";
}

function purposeOfFolder(folder: string, paths: Paths): string {
  if (isProjectPackage(folder, paths)) {
    return "the project package: Python code that is the project's configuration";
  }
  if (paths.has(`${folder}pyvenv.cfg`)) return "a virtual environment; its other files are not listed";
  if (isApp(folder, paths)) return "an app: a package of models, views and what belongs to them";
  if (paths.has(`${folder}admin/css/base.css`)) return "static files of all apps, gathered by collectstatic";
  return "";
}

function isProjectPackage(folder: string, paths: Paths): boolean {
  return ["settings.py", "settings/", "wsgi.py"].some((name) => paths.has(folder + name));
}

function isApp(folder: string, paths: Paths): boolean {
  return folder !== "" && ["apps.py", "models.py", "migrations/"].some((name) => paths.has(folder + name));
}
