/** `manage.py check`: what Django finds wrong in a project. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { counted } from "../tools/table.js";
import { deployAdvice } from "./deploy-advice.js";
import { type Managed, manageFor } from "./manage.js";
import { htmlTable } from "./table.js";

/** Django's levels, the gravest first. */
export const levels = ["critical", "error", "warning", "info", "debug"] as const;
export type Level = (typeof levels)[number];

/** Something that Django's checks have found. */
export interface Issue {
  level: Level;
  /** For instance `urls.W002`; empty when the check gives none. */
  id: string;
  /** What it is about, for instance `polls.Question.text`; empty for the project as a whole. */
  object: string;
  message: string;
  /** What to do, where Django says so. */
  hint: string;
}

const headings: Record<string, Level> = {
  CRITICALS: "critical",
  ERRORS: "error",
  WARNINGS: "warning",
  INFOS: "info",
  DEBUGS: "debug",
};

const columns = [
  { title: "level", cell: ({ level }: Issue) => level },
  { title: "id", cell: ({ id }: Issue) => id, code: true },
  { title: "about", cell: ({ object }: Issue) => object, code: true },
  { title: "what Django says", cell: ({ message }: Issue) => message },
  { title: "what to do", cell: advice },
];

/** What to do about an issue: Django's own hint, or ours where it gives none; may be empty. */
export function advice({ id, hint }: Issue): string {
  return hint || (deployAdvice[id] ?? "");
}

/** What the checks have found. */
export class CheckReport extends Shown {
  constructor(
    readonly issues: readonly Issue[],
    readonly command: CommandResult,
  ) {
    super();
  }

  /** Whether Django would go on: nothing is an error. Warnings may be there. */
  get ok(): boolean {
    return this.issues.every(({ level }) => level !== "critical" && level !== "error");
  }

  get #title(): string {
    return `Django's checks found ${this.issues.length === 0 ? "nothing" : counted(this.issues.length, "issue")}`;
  }

  protected asText(): string {
    const lines = this.issues.map((issue) => {
      const about = [issue.level, issue.id, issue.object].filter(Boolean).join(" ");
      return [`${about}: ${issue.message}`, advice(issue)].filter(Boolean).join("\n    what to do: ");
    });
    return [this.#title, ...lines].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.#title}</p>${this.issues.length > 0 && htmlTable(columns, this.issues)}</div>`;
  }
}

/**
 * `python manage.py check`, really run. That it finds errors is an answer, no failure.
 *
 * @param options.deploy asks also what matters on a public site
 * @param options.printed whether Django's words are shown as they come, too; true unless said
 * @throws CommandFailed when the project does not load, so that nothing could be checked
 * @source https://docs.djangoproject.com/en/stable/ref/checks/
 * @example (await mysite.check()).ok // true
 */
export async function check(project: Managed, { deploy = false, printed = true } = {}): Promise<CheckReport> {
  const result = await manageFor(project, "check", deploy ? ["--deploy"] : [], {
    accept: ({ stderr }) => /^SystemCheckError: /m.test(stderr),
    printed,
  });
  return new CheckReport(issuesIn(result.stdout + result.stderr), result);
}

/** Reads the issues in the order in which Django prints them: by level, each as `object: (id) message`, then its hint. */
export function issuesIn(printed: string): Issue[] {
  const issues: Issue[] = [];
  let level: Level | undefined;
  for (const line of printed.split(/\r?\n/)) {
    const heading = headings[line.replace(/:$/, "")];
    const last = issues.at(-1);
    const [, object = "", id = "", message = ""] = /^(\S.*?): (?:\(([\w.]+)\) )?(.+)$/.exec(line) ?? [];
    if (heading) level = heading;
    else if (!level) continue;
    else if (/^System check identified/.test(line)) level = undefined;
    else if (/^\tHINT: /.test(line) && last) last.hint = line.replace(/^\tHINT: /, "");
    else if (message && (id || !last)) {
      issues.push({ level, id, object: object === "?" ? "" : object, message, hint: "" });
    } else if (line.trim() && last) continued(last, line.trim());
  }
  return issues;
}

/** A message, or a hint, that goes on in the next line. */
function continued(issue: Issue, line: string): void {
  if (issue.hint) issue.hint += ` ${line}`;
  else issue.message += ` ${line}`;
}
