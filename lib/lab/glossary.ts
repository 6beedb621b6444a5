/** The course's words, each with its meaning and the chapter that explains it. */
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { textTable } from "../tools/table.js";
import { type ChapterEntry, chapterEntry } from "./course.js";
import { courseFiles } from "./course-files.js";

/** A word of the trade. */
export interface Term {
  term: string;
  /** Its other forms: the plural, another name. */
  also?: string[];
  /** What it means, in a sentence. */
  meaning: string;
  /** Name of the chapter that explains it, for instance `09-views-and-urls`. */
  chapter: string;
}

/** The glossary has no such word. */
export class TermUnknown extends DjlabError {}

/** Words with their meanings, in the order of the alphabet. */
export class Glossary extends Shown {
  constructor(
    readonly terms: readonly Term[],
    /** The chapters that they come from. */
    readonly chapters: readonly ChapterEntry[],
  ) {
    super();
  }

  /**
   * One word, by any of its forms.
   *
   * @throws TermUnknown
   * @example (await glossary()).get("virtual environments").term // virtual environment
   */
  get(word: string): Term {
    const wanted = word.toLowerCase();
    const found = this.terms.find(({ term, also = [] }) =>
      [term, ...also].some((form) => form.toLowerCase() === wanted),
    );
    if (found) return found;
    const near = this.terms.map(({ term }) => term).filter((term) => term[0]?.toLowerCase() === wanted[0]);
    throw new TermUnknown(`The glossary has no word ${word}`, {
      next: near.length > 0 ? `Take one of these: ${near.join(", ")}.` : "See all of them: await glossary()",
    });
  }

  protected asText(): string {
    return textTable(this.terms.map(({ term, meaning }) => [term, meaning]));
  }

  protected asHtml(): Html {
    const entries = this.terms.map((term) => {
      const chapter = this.chapters.find(({ file }) => file === `${term.chapter}.ipynb`);
      const link = chapter && html` <span class="soft"><a href="${chapter.file}">${chapter.title}</a></span>`;
      return html`<dt><strong>${term.term}</strong></dt><dd>${term.meaning}${link}</dd>`;
    });
    return html`<div class="card"><dl>${entries}</dl></div>`;
  }
}

/**
 * The glossary of the whole course, or what it says about some words.
 *
 * @param words in any of their forms; none: all that there are
 * @throws TermUnknown
 * @throws DjlabError when the course has no glossary
 * @example (await glossary("virtual environment")).terms.length // 1
 */
export async function glossary(...words: string[]): Promise<Glossary> {
  for await (const { terms } of courseFiles<{ terms: Term[] }>("glossary.json")) {
    const sorted = terms.toSorted((a, b) => a.term.localeCompare(b.term, "en"));
    const names = new Set(sorted.map(({ chapter }) => chapter));
    const chapters = await Promise.all([...names].map((name) => chapterEntry(name, process.cwd())));
    const all = new Glossary(sorted, chapters);
    return words.length === 0
      ? all
      : new Glossary(
          words.map((word) => all.get(word)),
          chapters,
        );
  }
  throw new DjlabError("The course has no glossary.json", { next: "Restore notebooks/glossary.json." });
}
