/** A request as messages between those who have a part in it: what a sequence diagram is drawn from. */
import type { Message } from "../../diagram/sequence.js";
import { type Followed, statusText } from "./followed.js";
import { placeText, type Step } from "./step.js";
import { argumentsText, placeOfMatch } from "./url-words.js";

export interface Sequence {
  /** In the order in which they first have a part. */
  participants: string[];
  messages: Message[];
}

const browser = "Browser";

/** A response that is made while it is sent comes from what the view has returned. */
const streamer = "View";

/** Who does what in a step; steps of nobody's belong to who is around them. */
const lanes: Partial<Record<Step["kind"], string>> = {
  middleware: "Middleware",
  urls: "URL resolver",
  view: "View",
  rendering: "View",
  model: "Model",
  sql: "Database",
  template: "Template",
  static: "Static files",
  rejection: "View",
  "error-view": "View",
};

/**
 * The messages of a request, in order.
 *
 * @param options.each a participant for each piece of middleware; else one for all
 */
export function sequenceOf(request: Followed, { each = false } = {}): Sequence {
  const participants = [browser];
  const messages: Message[] = [];
  const [root] = request.steps;
  for (const step of root?.children ?? []) tell(step, browser);
  return { participants, messages };

  function tell(step: Step, from: string): void {
    const to = step.kind === "response" ? streamer : (laneOf(step, each) ?? from);
    // Middleware in one lane passes the request on to itself; a resolver asks those that are included.
    const isSame = to === from && (step.kind === "middleware" || step.kind === "urls");
    const isNew = step.kind in lanes && !isSame;
    const whole = from === browser && step.kind !== "urls" ? request : undefined;
    if (isNew) {
      if (!participants.includes(to)) participants.push(to);
      messages.push(message(step, from, to, whole));
    }
    for (const child of step.children) tell(child, to);
    if (isNew && to !== from) messages.push(answer(step, to, from, whole));
  }
}

function laneOf({ kind, name }: Step, each: boolean): string | undefined {
  return each && kind === "middleware" ? name : lanes[kind];
}

function message(step: Step, from: string, to: string, request?: Followed): Message {
  const { seconds } = step;
  const detail = step.kind === "sql" ? statement(step) : placeText(placeOfMatch(step));
  const label = request ? `${request.method} ${request.path}` : asked(step);
  return { from, to, label, ...(detail && { detail }), seconds };
}

function answer(step: Step, from: string, to: string, request?: Followed): Message {
  return { from, to, label: request ? statusText(request) : answered(step), isReturn: true };
}

function asked({ kind, name, path, operation, role, note }: Step): string {
  switch (kind) {
    case "middleware":
      return "request";
    case "urls":
      return `which view is for ${path}?`;
    case "model":
      return `${name.split(":")[0]}: ${operation}`;
    case "sql":
      return /^\S+/.exec(name)?.[0] ?? "";
    case "template":
      return role === "rendered" ? `render ${name}` : `${role}: ${name}`;
    case "rejection":
      return `${name}: ${note}`;
    default:
      return name;
  }
}

function answered({ kind, error, match }: Step): string {
  if (error) return error.split(":")[0] ?? error;
  switch (kind) {
    case "urls":
      return match ? `${match.view}${argumentsText(match)}` : "no pattern fits";
    case "model":
      return "objects";
    case "sql":
      return "rows";
    case "template":
      return "text";
    default:
      return "response";
  }
}

function statement({ name, parameters = [] }: Step): string {
  return parameters.length ? `${name} [${parameters.join(", ")}]` : name;
}
