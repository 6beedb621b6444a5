/** The steps of a request as lines to read: a story from the top down, with middleware on both ways. */
import { type Followed, statusText } from "./followed.js";
import type { Place, Step } from "./step.js";
import { argumentsText, patternsTold, placeOfMatch } from "./url-words.js";

/** A line of the story. */
export interface Row {
  /** How far it is inside of others; middleware does not count. */
  level: number;
  /** What kind of step it is, in a word or two. */
  word: string;
  /** Its name, as it stands in the code. */
  name: string;
  /** What there is to say of it. */
  remark?: string;
  place?: Partial<Place>;
  seconds?: number;
  /** A statement or a list, for who wants to see it. */
  detail?: string;
}

const words: Record<Step["kind"], string> = {
  request: "request",
  middleware: "middleware",
  urls: "URL resolver",
  hook: "hook",
  view: "view",
  method: "method",
  rendering: "rendering",
  model: "model",
  sql: "SQL",
  lookup: "template found",
  template: "template",
  static: "static file",
  rejection: "refused",
  exception: "exception",
  "error-view": "error page",
  response: "response",
};

/** All lines of a request, from its arrival to the response. */
export function rowsOf(request: Followed): Row[] {
  const [root] = request.steps;
  return root ? root.children.flatMap((step) => rows(step, 0, request)) : [];
}

function rows(step: Step, level: number, request: Followed): Row[] {
  const inside = (deeper: number, children = step.children) =>
    children.flatMap((child) => rows(child, deeper, request));
  switch (step.kind) {
    case "middleware":
      return throughMiddleware(step, level, inside);
    case "urls":
      return [urlRow(step, level), ...inside(level + 1)];
    case "response":
      return [responseRow(step, level, request), ...inside(level + 1)];
    default:
      return [row(step, level), ...inside(level + 1)];
  }
}

/** In, what is further in, and out. What was done on the way is a level deeper. */
function throughMiddleware(
  step: Step,
  level: number,
  inside: (level: number, children: Step[]) => Row[],
): Row[] {
  const { passed = Number.POSITIVE_INFINITY, back = Number.POSITIVE_INFINITY } = step;
  const { name, ways, start, seconds, children } = step;
  const before = children.filter((child) => child.start < passed);
  const within = children.filter((child) => child.start >= passed && child.start < back);
  const after = children.filter((child) => child.start >= back);
  const answers = step.passed === undefined;
  return [
    {
      level,
      word: "in",
      name,
      remark: answers ? "answers itself: the request goes no further" : undefined,
      place: ways?.in ?? step,
      seconds: answers ? seconds : passed - start,
    },
    ...inside(level + 1, before),
    ...inside(level, within),
    ...(answers
      ? []
      : [
          {
            level,
            word: "out",
            name,
            place: ways?.out ?? step,
            seconds: Math.max(0, start + seconds - back),
          },
        ]),
    ...inside(level + 1, after),
  ];
}

function urlRow(step: Step, level: number): Row {
  const { match, tried = [], path = "", fits } = step;
  const found = match && `${match.route} is for ${match.view}${argumentsText(match)}`;
  return {
    level,
    word: words.urls,
    name: step.name,
    remark: [`for "${path}"`, tried.length ? patternsTold(tried) : !fits && "does not fit", found]
      .filter(Boolean)
      .join("; "),
    place: placeOfMatch(step),
    seconds: step.seconds,
    detail: tried
      .map(({ pattern, matched }) => `${matched ? "fits" : "no  "}  ${pattern || '""'}`)
      .join("\n"),
  };
}

function responseRow({ seconds, error }: Step, level: number, request: Followed): Row {
  const type = request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return {
    level,
    word: words.response,
    name: statusText(request),
    remark: [`${request.size} bytes`, type, error && `ended by ${error}`].filter(Boolean).join(", "),
    seconds,
    detail: request.headers.map(([name, value]) => `${name}: ${value}`).join("\n"),
  };
}

function row(step: Step, level: number): Row {
  const isMissing = step.kind === "lookup" && step.looked;
  return {
    level,
    word: isMissing ? "template not found" : words[step.kind],
    name: step.kind === "sql" ? (/^\S+/.exec(step.name)?.[0] ?? "") : step.name,
    remark: remark(step),
    place: step,
    seconds: step.seconds,
    detail: detail(step),
  };
}

function remark(step: Step): string | undefined {
  const { kind, error, role, isAsync, exception, answeredBy, status, note, name } = step;
  const parts = [
    kind === "sql" && table(name),
    kind === "template" && role,
    isAsync && "async",
    exception?.message,
    answeredBy && `answered with ${status} by ${answeredBy}`,
    note,
    !step.looked && error && `raises ${error}`,
  ];
  return parts.filter(Boolean).join(", ") || undefined;
}

/** The first table of a statement, for a glance. */
function table(statement: string): string | undefined {
  return /\b(?:FROM|INTO|UPDATE)\s+["`[]?(\w+)/i.exec(statement)?.[1];
}

function detail({ kind, name, parameters = [], looked }: Step): string | undefined {
  if (kind === "sql") return parameters.length ? `${name}\nparameters: ${parameters.join(", ")}` : name;
  return looked?.join("\n");
}
