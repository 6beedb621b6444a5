/** The course as a whole: its chapters as a list and as a picture. */
import { drawnCard, fitted } from "../diagram/card.js";
import { Diagram } from "../diagram/diagram.js";
import { arrowHead, hues, path, type Rectangle } from "../diagram/svg.js";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { ChapterEntry } from "./course.js";
import { courseFiles } from "./course-files.js";

interface Part {
  name: string;
  chapters: ChapterEntry[];
}

/** Pixels between parts of the picture. */
const [across, down] = [44, 46];

/** All chapters, in their order. */
export class Course extends Shown {
  constructor(readonly chapters: readonly ChapterEntry[]) {
    super();
  }

  /** How long a beginner takes for all of them, about. */
  get minutes(): number {
    return this.chapters.reduce((sum, { minutes }) => sum + minutes, 0);
  }

  /** The chapters of each part, in order. */
  get parts(): Part[] {
    const found: Part[] = [];
    for (const chapter of this.chapters) {
      if (found.at(-1)?.name !== chapter.part) found.push({ name: chapter.part, chapters: [] });
      found.at(-1)?.chapters.push(chapter);
    }
    return found;
  }

  /**
   * The course as a picture: its parts, one after the other, each with its chapters.
   *
   * @example (await course()).diagram();
   */
  diagram(): Diagram {
    return new Diagram({
      title: "The course",
      description: `${this.chapters.length} chapters in ${this.parts.length} parts; each part leads to the next.`,
      ...drawn(this.parts),
      outline: this.parts.map(({ name, chapters }) => ({
        text: name,
        under: chapters.map((chapter) => ({ text: lineOf(chapter) })),
      })),
    });
  }

  protected asText(): string {
    return this.chapters
      .map((chapter) => `${numberOf(chapter)}  ${chapter.title}, about ${chapter.minutes} minutes`)
      .join("\n");
  }

  protected asHtml(): Html {
    const rows = this.parts.map(
      ({ name, chapters }) =>
        html`<tbody><tr><th scope="rowgroup" colspan="3">${name}</th></tr>${chapters.map(
          (chapter) =>
            html`<tr><td>${numberOf(chapter)}</td><td><a href="${chapter.file}">${chapter.title}</a></td><td>${chapter.minutes}</td></tr>`,
        )}</tbody>`,
    );
    return html`<div class="card"><p class="title">The course</p><table><thead><tr><th scope="col">chapter</th>
      <th scope="col">title</th><th scope="col">minutes, about</th></tr></thead>${rows}</table></div>`;
  }
}

function lineOf(chapter: ChapterEntry): string {
  return `${numberOf(chapter)}  ${chapter.title}`;
}

/** Two parts in a row, from left to right, with an arrow from each to the next. */
function drawn(parts: readonly Part[]): { width: number; height: number; drawing: Html } {
  const cards = parts.map(({ name, chapters }, index) =>
    fitted({
      kicker: `part ${index + 1}`,
      label: name,
      lines: chapters.map(lineOf),
      widest: 330,
      hue: hues[index],
    }),
  );
  const width = Math.max(0, ...cards.map((card) => card.width));
  let y = 6;
  const places = cards.map((card, index) => {
    const isRight = index % 2 === 1;
    const rowHeight = Math.max(card.height, cards[isRight ? index - 1 : index + 1]?.height ?? 0);
    const at = { x: isRight ? 6 + width + across : 6, y, width, height: card.height };
    if (isRight) y += rowHeight + down;
    return at;
  });
  const arrows = places.slice(1).map((to, index) => arrow(places[index] ?? to, to));
  const height = Math.max(0, ...places.map((at) => at.y + at.height)) + 6;
  const drawing = html`${arrows}${cards.map((card, index) => drawnCard(card, places[index] ?? { x: 0, y: 0, width, height: 0 }))}`;
  return { width: 2 * width + across + 12, height, drawing };
}

/** From a part to the next: to its right, or down to the left end of the next row. */
function arrow(from: Rectangle, to: Rectangle): Html {
  const beside = Math.min(from.height, to.height) / 2;
  const points =
    from.y === to.y
      ? [
          { x: from.x + from.width, y: from.y + beside },
          { x: to.x, y: to.y + beside },
        ]
      : [
          { x: from.x + from.width / 2, y: from.y + from.height },
          { x: from.x + from.width / 2, y: to.y - down / 2 },
          { x: to.x + to.width / 2, y: to.y - down / 2 },
          { x: to.x + to.width / 2, y: to.y },
        ];
  const [before, end] = points.slice(-2);
  return html`${path(points)}${before && end && arrowHead(before, end)}`;
}

/** The number that a chapter's file begins with. */
function numberOf({ file }: ChapterEntry): string {
  return file.slice(0, file.indexOf("-"));
}

/**
 * The chapters, as the course.json of the notebook's folder has them, or else that of djlab itself.
 *
 * @throws DjlabError when there is none
 * @example (await course()).chapters[0].title // Start here
 */
export async function course(): Promise<Course> {
  for await (const { chapters } of courseFiles<{ chapters: ChapterEntry[] }>("course.json"))
    return new Course(chapters);
  throw new DjlabError("There is no course.json here", {
    next: "Open the notebook from the folder notebooks.",
  });
}
