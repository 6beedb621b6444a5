/** A request that was followed, as a nested list. */
import { type Html, html } from "../../tools/html.js";
import { type Followed, statusText } from "./followed.js";
import { type Row, rowsOf } from "./rows.js";
import { milliseconds, placeText } from "./step.js";

/** A line, and those inside of it. */
interface Branch {
  row: Row;
  inside: Branch[];
}

/** Statements, patterns and headers are folded; places in the project are marked by a word. */
export function traceHtml(request: Followed, failure?: { message: string; next?: string }): Html {
  const { method, path, size, seconds } = request;
  return html`<div class="card"><p class="title"><code>${method} ${path}</code> ${statusText(request)}</p>
    <p class="soft">${size} bytes in ${milliseconds(seconds)}</p>${failure && said(failure)}
    ${list(branches(rowsOf(request)))}</div>`;
}

function said({ message, next }: { message: string; next?: string }): Html {
  return html`<p>${message.split("\n")[0]}</p>${next && html`<p>What to do: ${next}</p>`}`;
}

function branches(rows: readonly Row[]): Branch[] {
  const top: Branch[] = [];
  const open: Branch[] = [];
  for (const row of rows) {
    const branch: Branch = { row, inside: [] };
    open.length = Math.min(open.length, row.level);
    (open.at(-1)?.inside ?? top).push(branch);
    open.push(branch);
  }
  return top;
}

function list(all: readonly Branch[]): Html {
  return html`<ul>${all.map(({ row, inside }) => html`<li>${item(row)}${inside.length > 0 && list(inside)}</li>`)}</ul>`;
}

function item(row: Row): Html {
  const { word, name, remark, place = {}, seconds, detail } = row;
  const where = placeText(place);
  const line = html`<span class="badge">${word}</span><code>${name}</code>${remark && html` ${remark}`}
    <span class="soft">${where && html`<code>${where}</code>`}${place.isProject && html`<span class="badge">yours</span>`}
    ${seconds !== undefined && milliseconds(seconds).replace(" ", "\u00a0")}</span>`;
  return detail ? html`<details><summary>${line}</summary><pre>${detail}</pre></details>` : line;
}
