/** What stands in an environ of WSGI's, and in a scope of ASGI's. */
import type { Protocol } from "./kinds.js";

const environ: Readonly<Record<string, string>> = {
  REQUEST_METHOD: "the method of the request",
  SCRIPT_NAME: "the part of the path that leads to the application; empty at the root",
  PATH_INFO: "the rest of the path: what urls.py is asked about",
  QUERY_STRING: "what stands behind the question mark",
  CONTENT_TYPE: "what the body is",
  CONTENT_LENGTH: "the length of the body, in bytes",
  SERVER_NAME: "the server's own name",
  SERVER_PORT: "the server's port, as text",
  SERVER_PROTOCOL: "the version of HTTP",
  HTTP_HOST: "the header Host: whom the asker means",
  "wsgi.version": "the version of WSGI",
  "wsgi.url_scheme": "http or https",
  "wsgi.input": "a file object from which the body is read",
  "wsgi.errors": "a file object for messages: the server's log",
  "wsgi.multithread": "whether another thread may call the application at the same time",
  "wsgi.multiprocess": "whether another process may",
  "wsgi.run_once": "whether the application is only called this once",
};

const scope: Readonly<Record<string, string>> = {
  type: "what kind of connection this is: http, websocket or lifespan",
  asgi: "the version of ASGI",
  http_version: "the version of HTTP",
  method: "the method of the request",
  scheme: "http or https",
  path: "the path, decoded: what urls.py is asked about",
  raw_path: "the path as it came",
  query_string: "what stands behind the question mark",
  root_path: "the part of the path that leads to the application; empty at the root",
  headers: "names in lower case, and values",
  client: "the asker's address and port",
  server: "the server's address and port",
};

/** What a key means; empty for one that nobody knows. */
export function meaningOf(protocol: Protocol, key: string): string {
  const known = (protocol === "WSGI" ? environ : scope)[key];
  if (known !== undefined) return known;
  return protocol === "WSGI" && key.startsWith("HTTP_") ? `the header ${headerName(key)}` : "";
}

function headerName(key: string): string {
  const words = key.slice("HTTP_".length).toLowerCase().split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("-");
}
