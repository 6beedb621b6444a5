/** A call of an application: what went in, what went between, what came out. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { textIn } from "../../web/decode.js";
import { headerShown, withoutTokens } from "../../web/tokens.js";
import { meaningOf } from "./call-meanings.js";
import type { Protocol } from "./kinds.js";

/** Text, numbers, lists and dictionaries as in Python; bytes and objects as Python writes them. */
export type PythonValue = string | number | boolean | null | PythonValue[] | { [key: string]: PythonValue };

/** The lists that are tuples in Python, so that they are shown as such. */
const tuples = new WeakSet<PythonValue[]>();

/** For JSON.parse: call.py marks tuples, which JSON does not have. */
export function withTuples(_key: string, value: PythonValue): PythonValue {
  const isMarked = value !== null && typeof value === "object" && !Array.isArray(value);
  const items = isMarked ? value["()"] : undefined;
  if (!Array.isArray(items)) return value;
  tuples.add(items);
  return items;
}

/** A step of the conversation between server and application. */
export interface CallMessage {
  from: "server" | "application";
  /** What was called: `start_response` and `return` of WSGI, `receive` and `send` of ASGI. */
  call: string;
  message: Readonly<Record<string, PythonValue>>;
}

export interface CallFacts {
  protocol: Protocol;
  module: string;
  method: string;
  path: string;
  input: Record<string, PythonValue>;
  messages: CallMessage[];
  status: number;
  reason: string;
  headers: [name: string, value: string][];
  /** Base64. */
  body: string;
}

/** One call of a project's `application`. */
export class Called extends Shown {
  readonly protocol: Protocol;
  /** For instance `mysite.wsgi`. */
  readonly module: string;
  readonly method: string;
  readonly path: string;
  /** WSGI's environ, or ASGI's scope, as it was handed over. */
  readonly input: Readonly<Record<string, PythonValue>>;
  /** What passed between the two, in order. */
  readonly messages: readonly CallMessage[];
  readonly status: number;
  /** For instance `Not Found`; ASGI has no such words. */
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as text. */
  readonly body: string;

  constructor(facts: CallFacts) {
    super();
    this.protocol = facts.protocol;
    this.module = facts.module;
    this.method = facts.method;
    this.path = facts.path;
    this.input = facts.input;
    this.messages = facts.messages;
    this.status = facts.status;
    this.reason = facts.reason;
    this.headers = facts.headers;
    this.body = textIn(Buffer.from(facts.body, "base64"), this.header("content-type") ?? "");
  }

  /** The value of a header, by its name in any case. */
  header(name: string): string | undefined {
    return this.headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
  }

  /** The call as one would write it in Python. */
  get expression(): string {
    return this.protocol === "WSGI"
      ? "application(environ, start_response)"
      : "await application(scope, receive, send)";
  }

  get #inputName(): string {
    return this.protocol === "WSGI" ? "environ" : "scope";
  }

  #inputRows(): [key: string, value: string, meaning: string][] {
    return Object.entries(this.input).map(([key, value]) => [
      key,
      key === "HTTP_COOKIE" || key === "HTTP_AUTHORIZATION" ? "****" : shown(value),
      meaningOf(this.protocol, key),
    ]);
  }

  protected asText(): string {
    const input = this.#inputRows().map(([key, value, meaning]) => `  ${key} = ${value}  # ${meaning}`);
    const messages = this.messages.map(
      ({ from, call, message }) => `  ${from}: ${call} ${shown({ ...message })}`,
    );
    const outcome = `${this.status} ${this.reason}`.trim();
    return [`${this.module}: ${this.expression}`, ...input, ...messages, outcome].join("\n");
  }

  protected asHtml(): Html {
    const { reason, status } = this;
    return html`<div class="card"><p class="title"><code>${this.module}</code>: <code>${this.expression}</code></p>
      <p>${this.method} <code>${this.path}</code> gave ${`${status} ${reason}`.trim()}, ${this.headers.length} headers and a body of ${this.body.length} characters.</p>
      <details open><summary>What went in: the ${this.#inputName}</summary>${table(["key", "value", "what it is"], this.#inputRows())}</details>
      <details><summary>What passed between server and application</summary>${table(
        ["who", "by", "what"],
        this.messages.map(({ from, call, message }) => [`the ${from}`, call, shown({ ...message })]),
      )}</details>
      <details><summary>The headers that came out</summary>${table(
        ["name", "value"],
        this.headers.map(([name, value]) => [name, headerShown(name, value)]),
      )}</details></div>`;
  }
}

function table(head: string[], rows: string[][]): Html {
  return html`<table><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ([first, second = "", ...rest]) =>
        html`<tr><th scope="row"><code>${first}</code></th><td><code>${second}</code></td>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody></table>`;
}

/** A value as it may be shown: whose it is may stand beside it, as in a pair of a header's name and value. */
function shown(value: PythonValue): string {
  return withoutTokens(written(value));
}

/** A value much as Python writes it: a reader knows lists and dictionaries from there. */
function written(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    const items = value.map(written).join(", ");
    return tuples.has(value) ? `(${items}${value.length === 1 ? "," : ""})` : `[${items}]`;
  }
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, one]) => `'${key}': ${written(one)}`)
      .join(", ")}}`;
  }
  return /^(b['"]|<)/.test(value) ? value : `'${value}'`;
}
