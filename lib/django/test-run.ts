/** `manage.py test`: a project's own tests. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { counted } from "../tools/table.js";
import { type Managed, manageFor } from "./manage.js";
import { word } from "./words.js";

/** A test that did not succeed. */
export interface BrokenTest {
  /** `failure` when what it asserts is not so, `error` when it ended by another exception. */
  kind: "failure" | "error";
  /** For instance `test_a (polls.tests.QuestionTests.test_a)`. */
  name: string;
  traceback: string;
}

/** How a project's tests went. */
export class TestRun extends Shown {
  constructor(
    /** How many ran. */
    readonly ran: number,
    readonly broken: readonly BrokenTest[],
    readonly skipped: number,
    /** As the runner counts them, without the making of the test database. */
    readonly seconds: number,
    readonly command: CommandResult,
  ) {
    super();
  }

  get ok(): boolean {
    return this.command.exitCode === 0;
  }

  get failures(): BrokenTest[] {
    return this.broken.filter(({ kind }) => kind === "failure");
  }

  get errors(): BrokenTest[] {
    return this.broken.filter(({ kind }) => kind === "error");
  }

  get #sentence(): string {
    if (this.ran === 0 && this.ok) return "There are no tests yet";
    const how = this.ok ? "all well" : `${this.failures.length} failed, ${this.errors.length} with an error`;
    return `${counted(this.ran, "test")} ran: ${how}${this.skipped > 0 ? `, ${this.skipped} left out` : ""}`;
  }

  protected asText(): string {
    return [this.#sentence, ...this.broken.map(({ kind, name }) => `  ${kind}: ${name}`)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.#sentence}</p>${this.broken.map(
      ({ kind, name, traceback }) =>
        html`<details><summary><span class="badge">${kind}</span><code>${name}</code></summary><pre>${traceback}</pre></details>`,
    )}</div>`;
  }
}

/**
 * `python manage.py test`, really run. That tests fail is an answer, no failure.
 *
 * @param labels of apps, modules, classes or single tests, dotted; all tests unless said
 * @throws CommandFailed when the tests could not be run
 * @source https://docs.djangoproject.com/en/stable/topics/testing/overview/#running-tests
 * @example (await mysite.test()).ran // 0
 */
export async function test(project: Managed, ...labels: string[]): Promise<TestRun> {
  const command = await manageFor(project, "test", labels.map(word), {
    accept: ({ stderr }) => finished.test(stderr),
  });
  const [, ran, seconds] = finished.exec(command.stderr) ?? [];
  const skipped = /\bskipped=(\d+)/.exec(command.stderr)?.[1];
  return new TestRun(
    Number(ran ?? 0),
    brokenIn(command.stderr),
    Number(skipped ?? 0),
    Number(seconds ?? 0),
    command,
  );
}

const finished = /^Ran (\d+) tests? in ([\d.]+)s$/m;

/** Each begins with a double line, has its traceback below a single one, and ends at the next line of either. */
function brokenIn(printed: string): BrokenTest[] {
  const blocks = printed
    .replaceAll("\r\n", "\n")
    .split(/^={70}\n/m)
    .slice(1);
  return blocks.map((block) => {
    const [head = "", traceback = ""] = block.split(/^-{70}\n/m);
    const [, kind, name = ""] = /^(FAIL|ERROR): (.*)/.exec(head) ?? [];
    return { kind: kind === "FAIL" ? "failure" : "error", name, traceback: traceback.trim() };
  });
}
