/** Two or more environments, side by side. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { type EnvironmentInspection, type Inspectable, inspectEnvironment } from "./inspection.js";

/** One thing of which each environment has its own. */
export interface ComparedRow {
  what: string;
  /** One for each environment, in their order. */
  values: readonly string[];
  differs: boolean;
}

/**
 * Looks at environments and tells in what they differ.
 *
 * @throws CommandFailed when the Python of one does not run
 * @example (await compareEnvironments(env, env)).differing.length // 0
 */
export async function compareEnvironments(
  ...environments: [Inspectable, Inspectable, ...Inspectable[]]
): Promise<EnvironmentComparison> {
  return new EnvironmentComparison(await Promise.all(environments.map(inspectEnvironment)));
}

/** A table of environments; rows in which they differ say so. */
export class EnvironmentComparison extends Shown {
  readonly rows: readonly ComparedRow[];

  constructor(readonly environments: readonly EnvironmentInspection[]) {
    super();
    const [first, ...others] = environments.map(({ rows }) => rows);
    this.rows = (first ?? []).map(([what, value], at) => {
      const values = [value, ...others.map((rows) => rows[at]?.[1] ?? "")];
      return { what, values, differs: new Set(values).size > 1 };
    });
  }

  /** What they differ in. */
  get differing(): string[] {
    return this.rows.filter(({ differs }) => differs).map(({ what }) => what);
  }

  protected asText(): string {
    const names = this.environments.map(({ name }) => name);
    const lines = this.rows.map(({ what, values, differs }) =>
      differs
        ? `  ${what} differs: ${values.map((value, at) => `${names[at]}: ${value}`).join("; ")}`
        : `  ${what}: ${values[0]}`,
    );
    return [names.join(" and "), ...lines].join("\n");
  }

  protected asHtml(): Html {
    const heads = this.environments.map(({ name }) => html`<th scope="col"><code>${name}</code></th>`);
    const rows = this.rows.map(
      ({
        what,
        values,
        differs,
      }) => html`<tr><th scope="row">${what}${differs && html`<span class="badge">differs</span>`}</th>
        ${differs ? values.map((value) => html`<td>${breakable(value)}</td>`) : html`<td colspan="${values.length}">${breakable(values[0] ?? "")}</td>`}</tr>`,
    );
    return html`<div class="card"><p class="title">What they have in common, and what not</p>
      <table><thead><tr><th scope="col">what</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
  }
}

/** A long path may go on in the next line, so that the table keeps within the page. */
const breakable = (text: string) => text.split(/(?<=[/\\])/).map((part) => html`${part}<wbr>`);
