/** The servers that can serve a project: how each is typed, and how its output is read. */
import { commonLogRequest, type ReadsRequests, runserverRequest, uvicornRequest } from "./access.js";

export type ServerKind = "runserver" | "waitress" | "gunicorn" | "uvicorn" | "daphne" | "hypercorn";

/** The two ways in which a server calls Django. */
export type Protocol = "WSGI" | "ASGI";

export interface KindOfServer {
  title: string;
  protocol: Protocol;
  /** The package that brings it; undefined for Django's own. */
  package?: string;
  /** What follows `python -m NAME`, or `manage.py runserver`. */
  words(address: { host: string; port: number }, application: string): string[];
  /** Its line in which it says that it has taken the port. */
  ready: RegExp;
  /** Undefined for one that does not log requests. */
  request?: ReadsRequests;
  /** Whether it starts itself again after an edit. */
  reloads: boolean;
  /** Where it does not work. */
  notOn?: NodeJS.Platform;
}

/** @source the documentation of each: docs.djangoproject.com/en/stable/howto/deployment/ lists them */
export const kinds: Readonly<Record<ServerKind, KindOfServer>> = {
  runserver: {
    title: "Django's development server",
    protocol: "WSGI",
    words: ({ host, port }) => [`${host}:${port}`],
    ready: /^Starting .*server at http:\/\//m,
    request: runserverRequest,
    reloads: true,
  },
  waitress: {
    title: "waitress",
    protocol: "WSGI",
    package: "waitress",
    words: ({ host, port }, application) => [`--listen=${host}:${port}`, application],
    ready: /Serving on http:\/\//,
    reloads: false,
  },
  gunicorn: {
    title: "gunicorn",
    protocol: "WSGI",
    package: "gunicorn",
    words: ({ host, port }, application) => [
      "--bind",
      `${host}:${port}`,
      "--preload",
      "--access-logfile",
      "-",
      application,
    ],
    // It loads the application before that (--preload): else it would listen, and then fail.
    ready: /Listening at: http:\/\//,
    request: commonLogRequest,
    reloads: false,
    notOn: "win32",
  },
  uvicorn: {
    title: "uvicorn",
    protocol: "ASGI",
    package: "uvicorn",
    words: ({ host, port }, application) => ["--host", host, "--port", String(port), application],
    ready: /Uvicorn running on http:\/\//,
    request: uvicornRequest,
    reloads: false,
  },
  daphne: {
    title: "daphne",
    protocol: "ASGI",
    package: "daphne",
    words: ({ host, port }, application) => ["-b", host, "-p", String(port), application],
    ready: /Listening on TCP address/,
    request: commonLogRequest,
    reloads: false,
  },
  hypercorn: {
    title: "hypercorn",
    protocol: "ASGI",
    package: "hypercorn",
    words: ({ host, port }, application) => [
      "--bind",
      `${host}:${port}`,
      "--access-logfile",
      "-",
      application,
    ],
    ready: /Running on http:\/\//,
    request: commonLogRequest,
    reloads: false,
  },
};

/** The names of those that work on a system. */
export function kindsOn(platform: NodeJS.Platform = process.platform): ServerKind[] {
  return (Object.keys(kinds) as ServerKind[]).filter((name) => kinds[name].notOn !== platform);
}
