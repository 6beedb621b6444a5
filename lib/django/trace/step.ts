/** The steps of a request as a tree. */

/** A line of a file. */
export interface Place {
  /** From the project's folder; a library's from the folder that it is installed in. Forward slashes. */
  file: string;
  /** The first is 1. */
  line: number;
  /** Whether the file is one of the project, not of a library. */
  isProject: boolean;
}

export type StepKind =
  | "request"
  | "middleware"
  | "urls"
  | "hook"
  | "view"
  | "method"
  | "rendering"
  | "model"
  | "sql"
  | "lookup"
  | "template"
  | "static"
  | "rejection"
  | "exception"
  | "error-view"
  | "response";

/** A pattern that the URL resolver tried. */
export interface TriedPattern extends Partial<Place> {
  pattern: string;
  /** Null of a pattern without a name, and of an `include()`. */
  name: string | null;
  matched: boolean;
}

/** What the URL resolver found. Values of arguments are texts. */
export interface UrlMatch {
  /** The patterns together, for instance `polls/<int:pk>/`. */
  route: string;
  /** The view, as Python names it: `polls.views.detail`. */
  view: string;
  /** With its namespace: `polls:detail`. Null where the pattern has none. */
  name: string | null;
  args: string[];
  kwargs: Record<string, string>;
}

/** Something that was raised: a handler of Django's turned it into a response, or it cut the response short. */
export interface RaisedException {
  /** The class, for instance `Http404`. */
  type: string;
  module: string;
  message: string;
  raised: Partial<Place>;
  traceback: string;
}

/** How a template came to be rendered. */
export type TemplateRole = "rendered" | "extended" | "included" | "used" | "partial";

/** What was done, as the project's own process tells it. Times in seconds from the request's arrival. */
export interface StepFacts extends Partial<Place> {
  kind: StepKind;
  /** Of SQL the statement, with `%s` for each parameter. */
  name: string;
  start: number;
  /** Of what is made piece by piece, such as the rows of `iterator()`, without the time between the pieces. */
  seconds: number;
  /** What was raised in it and went on, for instance `ValueError: no`. */
  error?: string;
  /** Of a view the name in Python, of middleware the entry in MIDDLEWARE, of `urls` the rest of the path. */
  path?: string;
  isClass?: boolean;
  isAsync?: boolean;
  /** Of middleware: when it passed the request on, and when the response came back to it. */
  passed?: number;
  back?: number;
  /** Of middleware: its methods for the two ways, where it has them. */
  ways?: { in?: Place; out?: Place };
  /** Of `urls`: whether a pattern was found; those that were tried. */
  fits?: boolean;
  tried?: TriedPattern[];
  match?: UrlMatch;
  /** Of a model's step, as Django names it: `polls.Question`. */
  model?: string;
  operation?: string;
  /** Where the model is written. */
  definition?: Partial<Place>;
  /** Of SQL; secret ones are `****`. */
  parameters?: string[];
  /** Of SQL: the name in DATABASES, and how often `executemany` ran it. */
  database?: string;
  times?: number;
  role?: TemplateRole;
  /** Where a template that is missing was looked for. */
  looked?: string[];
  exception?: RaisedException;
  status?: number;
  answeredBy?: string;
  /** Why Django refused a form. */
  note?: string;
  /** Of the request: the class of the handler that a server would serve it by. */
  handler?: string;
}

/** A step, and what happened inside of it. */
export interface Step extends StepFacts {
  /** 0 is the request itself. */
  depth: number;
  children: Step[];
}

/** The steps in the order in which they began, each with the number of the one around it, as a tree. */
export function stepTree(facts: readonly (StepFacts & { parent: number })[]): Step[] {
  const steps: Step[] = [];
  for (const { parent, ...fact } of facts) {
    const around = steps[parent];
    const step: Step = { ...fact, depth: around ? around.depth + 1 : 0, children: [] };
    around?.children.push(step);
    steps.push(step);
  }
  return steps;
}

/** `polls/views.py:12`; nothing where no file is known. */
export function placeText({ file, line }: Partial<Place>): string {
  return file === undefined ? "" : `${file}:${line}`;
}

/** A duration as a person reads it. */
export function milliseconds(seconds: number): string {
  const value = seconds * 1000;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}
