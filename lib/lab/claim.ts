/** Sentences that are true here, or stop the cell. */
import { inspect } from "node:util";
import { DjlabError } from "../tools/errors.js";
import { html } from "../tools/html.js";
import { masked } from "../tools/secrets.js";
import { framed, show } from "../tools/show.js";

/** What was seen, by name. */
export type Evidence = Record<string, unknown>;

/** A claim turned out to be untrue on this machine. */
export class ClaimFailed extends DjlabError {
  constructor(
    readonly sentence: string,
    readonly evidence: Evidence,
    cause?: unknown,
  ) {
    const seen = told(evidence).map(([name, value]) => `\n  ${name}: ${value}`);
    const why = cause instanceof Error ? `\n  it could not be checked: ${cause.message}` : "";
    super(`Not true here: ${sentence}${seen.join("")}${why}`, {
      next: "Run the cells above again, in order. If it stays untrue, the course is wrong here: please report it.",
      cause,
    });
  }
}

/**
 * Checks a sentence against reality and shows it with what was seen.
 *
 * @param check true when the sentence is
 * @param evidence what the reader may look at to see for themselves; a function is asked after the check
 * @throws ClaimFailed when the check is false or fails
 * @example
 * const page = await server.get("/");
 * await claim("The page is there", () => page.status === 200, { status: page.status });
 */
export async function claim(
  sentence: string,
  check: () => boolean | Promise<boolean>,
  evidence: Evidence | (() => Evidence) = {},
): Promise<void> {
  const seen = () => (typeof evidence === "function" ? evidence() : evidence);
  const holds = await Promise.resolve()
    .then(check)
    .catch((cause: unknown) => {
      throw new ClaimFailed(sentence, typeof evidence === "function" ? {} : evidence, cause);
    });
  if (holds !== true) throw new ClaimFailed(sentence, seen());
  const rows = told(seen());
  show({
    "text/plain": [`✓ ${sentence}`, ...rows.map(([name, value]) => `  ${name}: ${value}`)].join("\n"),
    "text/html": framed(html`<div class="card"><span aria-label="true">✓</span> ${sentence}
      ${rows.length > 0 && html`<table><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`)}</tbody></table>`}</div>`),
  });
}

function told(evidence: Evidence): [name: string, value: string][] {
  return Object.entries(evidence).map(([name, value]) => [
    name,
    masked(
      typeof value === "string"
        ? value
        : inspect(value, { breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 20 }),
    ),
  ]);
}
