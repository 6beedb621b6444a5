/** What the steps of a request tell of one kind of thing. */
import type { Place, Step, TemplateRole, UrlMatch } from "./step.js";

/** A statement that was sent to the database. */
export interface SqlStatement extends Partial<Place> {
  /** With `%s` for each parameter. */
  statement: string;
  /** As texts; secret ones are `****`. */
  parameters: string[];
  /** The name in DATABASES. */
  database: string;
  seconds: number;
}

/** A template that was rendered. */
export interface RenderedTemplate extends Partial<Place> {
  name: string;
  role: TemplateRole;
  seconds: number;
}

/** A piece of middleware; its two times are its own, without what happened further in. */
export interface PassedMiddleware extends Partial<Place> {
  /** The class or function. */
  name: string;
  /** As MIDDLEWARE has it. */
  path: string;
  /** On the way in. */
  inSeconds: number;
  /** On the way out; 0 of one that answered itself. */
  outSeconds: number;
  /** Whether the request went on to the next; else it was answered here. */
  passedOn: boolean;
}

/** The middleware, in the order in which the request went in. */
export function middlewareOf(steps: readonly Step[]): PassedMiddleware[] {
  return of(steps, "middleware").map((step) => {
    const { name, path = "", start, seconds, passed, back } = step;
    return {
      ...placeIn(step),
      name,
      path,
      inSeconds: passed === undefined ? seconds : passed - start,
      outSeconds: back === undefined ? 0 : Math.max(0, start + seconds - back),
      passedOn: passed !== undefined,
    };
  });
}

/** What was found for the view that was called; middleware may have asked for other paths, before or after. */
export function matchOf(steps: readonly Step[]): UrlMatch | undefined {
  const next = steps.findIndex(({ kind }) => kind === "view" || kind === "hook");
  return steps.slice(0, Math.max(0, next)).findLast(({ match }) => match)?.match;
}

/** The statements, in their order. */
export function sqlOf(steps: readonly Step[]): SqlStatement[] {
  return of(steps, "sql").map((step) => {
    const { name, parameters = [], database = "", seconds } = step;
    return { ...placeIn(step), statement: name, parameters, database, seconds };
  });
}

/** The templates, in the order in which their rendering began. */
export function templatesOf(steps: readonly Step[]): RenderedTemplate[] {
  return of(steps, "template").map((step) => {
    const { name, role = "rendered", seconds } = step;
    return { ...placeIn(step), name, role, seconds };
  });
}

function of(steps: readonly Step[], kind: Step["kind"]): Step[] {
  return steps.filter((step) => step.kind === kind);
}

function placeIn({ file, line, isProject }: Step): Partial<Place> {
  return file === undefined ? {} : { file, line, isProject };
}
