/** A request, followed. */
import type { Diagram } from "../../diagram/diagram.js";
import type { Message } from "../../diagram/sequence.js";
import type { CommandFailed } from "../../tools/errors.js";
import type { Html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { drawn, type TraceDiagram } from "./drawn.js";
import { failureOf } from "./failure.js";
import type { Followed } from "./followed.js";
import {
  matchOf,
  middlewareOf,
  type PassedMiddleware,
  type RenderedTemplate,
  type SqlStatement,
  sqlOf,
  templatesOf,
} from "./parts.js";
import { type Sequence, sequenceOf } from "./sequence.js";
import { type RaisedException, type Step, type StepFacts, stepTree, type UrlMatch } from "./step.js";
import { traceHtml } from "./trace-html.js";
import { traceText } from "./trace-text.js";

export interface TraceFacts {
  method: string;
  path: string;
  status: number;
  reason: string;
  size: number;
  seconds: number;
  requestHeaders: [name: string, value: string][];
  headers: [name: string, value: string][];
  steps: (StepFacts & { parent: number })[];
}

/**
 * What happened in a project while it answered a request. Secrets (cookies, tokens, passwords) are `****`.
 *
 * @example
 * const trace = await traceRequest(mysite, "/admin/login/");
 * trace.pattern // admin/login/
 */
export class Trace extends Shown implements Followed {
  readonly method: string;
  /** As it was asked for. */
  readonly path: string;
  readonly status: number;
  /** The status in words: `Not Found`. */
  readonly reason: string;
  /** Bytes of the response's body. */
  readonly size: number;
  /** From the browser's side, until it has the page: with the network of this machine. Django may close it later. */
  readonly seconds: number;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** All steps, in the order in which they began; each also has its `children`. */
  readonly steps: readonly Step[];

  constructor(facts: TraceFacts) {
    super();
    this.method = facts.method;
    this.path = facts.path;
    this.status = facts.status;
    this.reason = facts.reason;
    this.size = facts.size;
    this.seconds = facts.seconds;
    this.requestHeaders = facts.requestHeaders;
    this.headers = facts.headers;
    this.steps = stepTree(facts.steps);
  }

  /** The request as a whole; the other steps are below it. */
  get root(): Step {
    return this.steps[0]!;
  }

  /** Pieces of middleware, in the order in which the request went in. */
  get middleware(): PassedMiddleware[] {
    return middlewareOf(this.steps);
  }

  /** What the URL resolver found; undefined when no pattern fits, or nobody asked. */
  get match(): UrlMatch | undefined {
    return matchOf(this.steps);
  }

  /** The pattern that fitted, for instance `polls/<int:pk>/`. */
  get pattern(): string | undefined {
    return this.match?.route;
  }

  /** The view that was called. */
  get view(): Step | undefined {
    return this.steps.find(({ kind }) => kind === "view");
  }

  /** The statements, in their order. */
  get sql(): SqlStatement[] {
    return sqlOf(this.steps);
  }

  /** The models that were asked, as Django names them, each once. */
  get models(): string[] {
    return [...new Set(this.steps.flatMap(({ model }) => model ?? []))];
  }

  /** What was rendered, in its order; a template comes before what it extends and includes. */
  get templates(): RenderedTemplate[] {
    return templatesOf(this.steps);
  }

  /** What was raised and became a response, or ended it before it was whole. */
  get exceptions(): RaisedException[] {
    return this.steps.flatMap(({ exception }) => exception ?? []);
  }

  /**
   * Why Django could not answer as the project meant it: an error of a class of its own, not thrown. "Not found"
   * and "forbidden" are answers.
   */
  get failure(): CommandFailed | undefined {
    return failureOf(`${this.method} ${this.path}`, this.steps);
  }

  /** Who has a part in it, for a diagram: all of the middleware as one. */
  get participants(): string[] {
    return this.sequence().participants;
  }

  /** What they tell each other, in order. */
  get messages(): Message[] {
    return this.sequence().messages;
  }

  /** Participants and messages for a diagram. @param options.each a participant for each piece of middleware */
  sequence(options: { each?: boolean } = {}): Sequence {
    return sequenceOf(this, options);
  }

  /**
   * The request as a picture: who spoke with whom in which order, the three tiers, or the roles of MVC and MVT.
   *
   * @example (await traceRequest(mysite, "/admin/login/")).diagram("tiers");
   */
  diagram(kind: TraceDiagram = "sequence"): Diagram {
    return drawn(this, kind);
  }

  protected asText(): string {
    return traceText(this);
  }

  protected asHtml(): Html {
    return traceHtml(this, this.failure);
  }
}
