/** What Django's own checks find in a project. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { counted, htmlTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";

/** One finding. */
export interface Issue {
  level: "debug" | "info" | "warning" | "error" | "critical";
  /** For instance `urls.W002`; empty where there is none. */
  id: string;
  message: string;
  hint?: string;
  /** What it is about, as Django names it: a model, a field, a pattern. */
  object?: string;
}

/** As topics/checks.py answers. */
export interface ChecksAnswer {
  deploy: boolean;
  issues: Issue[];
}

/** The findings, the gravest first. */
export class Checks extends Shown {
  readonly issues: readonly Issue[];
  /** Whether the checks for a public site ran as well. */
  readonly deploy: boolean;

  constructor({ issues, deploy }: ChecksAnswer) {
    super();
    this.issues = issues;
    this.deploy = deploy;
  }

  /** Whether there are none that keep Django's commands from running: errors, or worse. */
  get passed(): boolean {
    return !this.issues.some(({ level }) => level === "error" || level === "critical");
  }

  #title(): string {
    const what = this.deploy ? "Django's checks, with those for a public site" : "Django's checks";
    return `${what}: ${this.issues.length === 0 ? "nothing found" : counted(this.issues.length, "issue")}`;
  }

  protected asText(): string {
    const lines = this.issues.map(({ level, id, object, message, hint }) =>
      [
        `${level} ${id}: ${object ? `${object}: ` : ""}${message}`,
        ...(hint ? [`    hint: ${hint}`] : []),
      ].join("\n"),
    );
    return [this.#title(), ...lines].join("\n");
  }

  protected asHtml(): Html {
    const rows = this.issues.map(({ level, id, object, message, hint }) => [
      html`<span class="badge">${level}</span> ${id}`,
      object,
      html`${message}${hint && html`<p class="soft">${hint}</p>`}`,
    ]);
    return html`<div class="card"><p class="title">${this.#title()}</p>${rows.length > 0 && htmlTable(["issue", "about", "what it says"], rows)}</div>`;
  }
}

/**
 * Django's checks, as data: what `manage.py check` finds, with `deploy` what `check --deploy` finds.
 *
 * @throws CommandFailed when the project does not load
 * @source https://docs.djangoproject.com/en/stable/ref/checks/
 * @example (await mysite.checks()).issues.length // 0
 */
export async function checks(project: Managed, { deploy = false } = {}): Promise<Checks> {
  const answers = await ask<{ checks: ChecksAnswer }>(project, { checks: { deploy } });
  return new Checks(answers.checks);
}
