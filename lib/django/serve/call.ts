/** A project's `application`, called by hand: what a server does, without a server. */
import { fileURLToPath } from "node:url";
import { run } from "../../tools/command.js";
import { localAddress } from "../../web/loopback.js";
import { diagnosisIn } from "../diagnosis.js";
import type { Managed } from "../manage.js";
import { applicationMissing } from "./application.js";
import { Called, type CallFacts, withTuples } from "./called.js";
import type { Protocol } from "./kinds.js";

const script = fileURLToPath(new URL("call.py", import.meta.url));

/** The request that is handed over. */
export interface CallRequest {
  /** GET unless said. */
  method?: string;
  /** Besides Host; names in any case. */
  headers?: Readonly<Record<string, string>>;
  /** Sent as UTF-8. */
  body?: string;
  /** What stands in the header Host: `localhost` unless said. */
  host?: string;
}

/**
 * Imports the project's `wsgi.application` and calls it once, as PEP 3333 says: with an environ and a
 * `start_response`. No socket and no server takes part.
 *
 * @param path begins with a slash; with its query, if need be
 * @throws ApplicationMissing, LeadsAway; CommandFailed when the project does not load
 * @source https://peps.python.org/pep-3333/
 * @example
 * const called = await callWsgi(mysite, "/nothing?x=1");
 * called.status; // 404
 * called.input.QUERY_STRING; // x=1
 */
export function callWsgi(project: Managed, path: string, request: CallRequest = {}): Promise<Called> {
  return call(project, "WSGI", path, request);
}

/**
 * Imports the project's `asgi.application` and calls it once, as ASGI says: with a scope, and two functions by
 * which messages come and go.
 *
 * @param path begins with a slash; with its query, if need be
 * @throws ApplicationMissing, LeadsAway; CommandFailed when the project does not load
 * @source https://asgi.readthedocs.io/en/latest/specs/www.html
 * @example (await callAsgi(mysite, "/nothing")).messages.length // 3
 */
export function callAsgi(project: Managed, path: string, request: CallRequest = {}): Promise<Called> {
  return call(project, "ASGI", path, request);
}

async function call(
  project: Managed,
  protocol: Protocol,
  path: string,
  request: CallRequest,
): Promise<Called> {
  const { method = "GET", body = "", host = "localhost" } = request;
  const url = localAddress("http://localhost/", path);
  const { environment, folder } = project;
  const name = protocol.toLowerCase();
  const length = body ? { "Content-Length": String(Buffer.byteLength(body)) } : {};
  const { stdout } = await run([environment.program("python", folder), script, folder, name], {
    cwd: folder,
    show: false,
    json: true,
    timeout: 60_000,
    diagnose: diagnosisIn(folder),
    input: JSON.stringify({
      method,
      path: url.pathname,
      query: url.search.slice(1),
      headers: Object.entries({ Host: host, ...length, ...request.headers }),
      body: Buffer.from(body).toString("base64"),
      host: "localhost",
      port: 80,
    }),
  });
  const facts = JSON.parse(stdout, withTuples) as CallFacts | null;
  if (!facts) throw applicationMissing(project, protocol);
  return new Called({ ...facts, protocol, method, path });
}
