/** The interpreters of a machine, side by side. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Candidate } from "./candidate.js";
import { oldestPython, type Python } from "./interpreter.js";

type Interpreter = Extract<Candidate, { python: Python }>;

/** Every Python that was found, in the order of preference; iterable. */
export class Pythons extends Shown implements Iterable<Candidate> {
  /** The one that the course uses; undefined when none will do. */
  readonly chosen?: Python;
  /** Why that one, in a sentence. */
  readonly why: string;
  readonly #all: readonly Candidate[];

  /** @param named what DJLAB_PYTHON says: then the first candidate is the one that it names */
  constructor(all: readonly Candidate[], named?: string) {
    super();
    this.#all = all;
    const [first] = named ? all : this.#interpreters.filter(({ why }) => !why);
    if (first && "python" in first && !first.why) this.chosen = first.python;
    this.why = whyThis(this.chosen, named);
  }

  [Symbol.iterator](): Iterator<Candidate> {
    return this.#all[Symbol.iterator]();
  }

  /** Those that the course could use. */
  get usable(): Python[] {
    return this.#interpreters.filter(({ why }) => !why).map(({ python }) => python);
  }

  /** The different programs that are Python: each once, by however many names it is started. Absolute. */
  get programs(): string[] {
    return [...new Set(this.#interpreters.map(({ python }) => python.facts.file))];
  }

  /** Those that belong to the system, which asks pip to keep out of them (PEP 668), usable or not. */
  get managed(): Python[] {
    return this.#interpreters.map(({ python }) => python).filter(({ facts }) => facts.externallyManaged);
  }

  get #interpreters(): Interpreter[] {
    return this.#all.filter((one) => "python" in one);
  }

  /** What looked like a Python, but starts none. */
  get #others(): string[] {
    return this.#all.flatMap((one) => ("python" in one ? [] : [`${one.command.join(" ")} ${one.why}`]));
  }

  #notes({ python, why }: Interpreter): string {
    const { missing, externallyManaged } = python.facts;
    const notes = [
      python === this.chosen ? "used" : undefined,
      python.isEnvironment ? "of a virtual environment" : undefined,
      missing.length > 0 ? `without ${missing.join(", ")}` : undefined,
      why?.includes("is needed") ? `too old: ${oldestPython} or newer is needed` : undefined,
      externallyManaged ? "managed by the system: pip keeps out" : undefined,
    ];
    return notes.filter((note) => note !== undefined).join("; ");
  }

  protected asText(): string {
    const lines = this.#interpreters.map((one) => {
      const { version, facts } = one.python;
      const notes = this.#notes(one);
      const typed = one.command.join(" ");
      return `${version}: ${typed}${typed === facts.file ? "" : ` starts ${facts.file}`} (${one.from})${notes && `: ${notes}`}`;
    });
    return [...lines, ...this.#others, this.why].join("\n");
  }

  protected asHtml(): Html {
    const rows = this.#interpreters.map(
      (
        one,
      ) => html`<tr><th scope="row">${one.python.version}</th><td><code>${one.command.join(" ")}</code></td>
        <td><code>${one.python.facts.file}</code></td><td>${one.from}</td><td>${this.#notes(one)}</td></tr>`,
    );
    const others = this.#others;
    return html`<div class="card"><p class="title">The Pythons of this computer</p><table><thead><tr><th scope="col">version</th>
      <th scope="col">typed as</th><th scope="col">what it starts</th><th scope="col">from</th><th scope="col">to know</th></tr></thead>
      <tbody>${rows}</tbody></table><p>${this.why}</p>
      ${others.length > 0 && html`<details><summary>Names that start no Python</summary><ul>${others.map((text) => html`<li>${text}</li>`)}</ul></details>`}</div>`;
  }
}

function whyThis(chosen: Python | undefined, named?: string): string {
  if (named)
    return chosen ? `DJLAB_PYTHON names ${named}.` : `DJLAB_PYTHON names ${named}, which cannot be used.`;
  if (!chosen) return `None of them is ${oldestPython} or newer and complete.`;
  return `The course uses ${chosen.command.join(" ")}: it is the first, in the order in which a terminal finds them, that is ${oldestPython} or newer and complete.`;
}
