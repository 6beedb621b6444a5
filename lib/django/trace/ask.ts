/** Requests, really sent to a project by a process of its own Python that follows them from inside. */
import { fileURLToPath } from "node:url";
import { run } from "../../tools/command.js";
import { DjlabError } from "../../tools/errors.js";
import { pythonDiagnosis } from "../diagnosis.js";
import type { Managed } from "../manage.js";
import { type CheckedRequest, checkedRequest, type TracedRequest } from "./request.js";
import { type Place, placeText } from "./step.js";
import { Trace, type TraceFacts } from "./trace.js";

const tracer = fileURLToPath(new URL("djlab_trace", import.meta.url));

/** How long a project may take to load, seconds: slow disks, many apps. */
const loading = 60;

/** Nobody has the name under which a request was to be sent. */
export class NoSuchUser extends DjlabError {}

/** A view did not answer in time. */
export class RequestTookTooLong extends DjlabError {}

export interface TraceOptions {
  /** The name of a user who has logged in, for all requests. Nothing of the session is left afterwards. */
  as?: string;
  /** How long each request may take, seconds; 30 unless said. */
  seconds?: number;
}

export interface TraceManyOptions extends TraceOptions {
  /** Whether cookies are kept from one request to the next, as a browser does. */
  cookies?: boolean;
}

type Answer =
  | { traces: TraceFacts[] }
  | { failure: { type: "NoSuchUser"; name: string } }
  | { failure: { type: "TimedOut"; path: string } & Partial<Place> };

/**
 * Sends one request to a project and follows it: through the middleware, to the view and the templates, down to
 * the SQL. It is a real request, over the network of this machine, to the handler that `runserver` has; what it
 * changes in the database stays changed. The project's files stay as they are.
 *
 * Following costs time, too: each step some 10 to 30 µs, which the steps around it contain. Templates are
 * Django's and Jinja2's. What threads do that the project itself starts is not seen.
 *
 * @param path from the root, with what comes after `?`
 * @throws CommandFailed when the project does not load; its class says why
 * @throws NotMigrated when a user is named and the database has not seen all migrations
 * @throws HostsMissing when DEBUG is off and ALLOWED_HOSTS empty: a server would not start either
 * @throws NoSuchUser
 * @throws RequestTookTooLong with the line that the project is at
 * @throws DjlabError for a path, method or header that HTTP does not have
 * @source https://docs.djangoproject.com/en/stable/topics/http/middleware/
 * @example
 * const trace = await traceRequest(mysite, "/admin/login/");
 * trace.status // 200
 */
export async function traceRequest(
  project: Managed,
  path: string,
  { as, seconds, ...request }: Omit<TracedRequest, "path"> & TraceOptions = {},
): Promise<Trace> {
  const [trace] = await traceRequests(project, [{ ...request, path }], { as, seconds });
  return trace!;
}

/**
 * Sends requests one after the other to one process of the project, and follows each.
 *
 * @param requests paths, or requests with their method and fields
 * @throws as `traceRequest`
 * @example
 * const [page, style] = await traceRequests(mysite, ["/admin/login/", "/static/admin/css/base.css"]);
 * style.status // 200
 */
export async function traceRequests(
  project: Managed,
  requests: readonly (string | TracedRequest)[],
  { as, seconds = 30, cookies = false }: TraceManyOptions = {},
): Promise<Trace[]> {
  const checked = requests.map(checkedRequest);
  const answer = await ask(project, checked, { as, seconds, cookies });
  if ("traces" in answer) return answer.traces.map((facts) => new Trace(facts));
  const { failure } = answer;
  if (failure.type === "NoSuchUser") {
    throw new NoSuchUser(`${project.name} has no user ${failure.name}`, {
      next: "Make one first: by createsuperuser in a terminal, or in the admin site.",
    });
  }
  const place = placeText(failure);
  throw new RequestTookTooLong(
    `${failure.path} did not answer within ${seconds} seconds${place && `: it is still at ${place}`}`,
    { next: "Look at that line for a loop or a wait, or give it more time: { seconds: 120 }" },
  );
}

async function ask(
  { environment, folder }: Managed,
  requests: CheckedRequest[],
  options: { as?: string; seconds: number; cookies: boolean },
): Promise<Answer> {
  const { stdout } = await run([environment.program("python", folder), tracer, folder], {
    cwd: folder,
    show: false,
    json: true,
    input: JSON.stringify({ ...options, requests }),
    timeout: (loading + (options.seconds + 5) * requests.length) * 1000,
    diagnose: (result) => (result.timedOut ? undefined : pythonDiagnosis(result, folder)),
  });
  return JSON.parse(stdout) as Answer;
}
