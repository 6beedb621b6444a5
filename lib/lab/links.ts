/** Where to read on: links.json. */
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { courseFiles } from "./course-files.js";

export interface ReadingLink {
  title: string;
  address: string;
  /** What is to be found there. */
  about: string;
  /** Whether the lecture notes name it. */
  notes?: boolean;
}

export interface LinkGroup {
  name: string;
  /** Ids of the chapters that it belongs to. */
  chapters: string[];
  links: ReadingLink[];
}

/** Links, grouped by what the chapters are about. */
export class FurtherReading extends Shown {
  constructor(readonly groups: readonly LinkGroup[]) {
    super();
  }

  /** All of them, in order. */
  get links(): ReadingLink[] {
    return this.groups.flatMap(({ links }) => links);
  }

  protected asText(): string {
    return this.groups
      .flatMap(({ name, links }) => [
        name,
        ...links.map((link) => `  ${link.title}: ${link.address} (${link.about})`),
      ])
      .join("\n");
  }

  protected asHtml(): Html {
    const groups = this.groups.map(
      ({ name, chapters, links }) => html`<p class="title">${name}</p>
        <p class="soft">for the chapters ${chapters.map((id) => id.slice(0, id.indexOf("-"))).join(", ")}</p>
        <ul>${links.map((link) => html`<li><a href="${link.address}">${link.title}</a>: ${link.about}</li>`)}</ul>`,
    );
    return html`<div class="card">${groups}</div>`;
  }
}

/**
 * The links of the course, from links.json in the notebook's folder, or else that of djlab itself. Nothing is fetched.
 *
 * @throws DjlabError when there is none
 * @example (await furtherReading()).links.length > 20 // true
 */
export async function furtherReading(): Promise<FurtherReading> {
  for await (const { groups } of courseFiles<{ groups: LinkGroup[] }>("links.json"))
    return new FurtherReading(groups);
  throw new DjlabError("There is no links.json here", {
    next: "Open the notebook from the folder notebooks.",
  });
}
