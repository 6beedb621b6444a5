/**
 * How hard prose is to read, by LIX: words to a sentence, plus the percentage of words of more than six letters.
 * Below 30 very easy, 40 a newspaper, 50 hard. Reported, never refused: a number does not know who reads.
 * Source: C. H. Björnsson, Läsbarhet, 1968.
 */
import type { ChapterText } from "./course-text.js";
import { wordsOf } from "./prose.js";

export interface Readability {
  chapter: string;
  /** Cells of code. */
  cells: number;
  words: number;
  wordsToASentence: number;
  lix: number;
}

export function readability(chapter: ChapterText): Readability {
  const text = chapter.cells.map(wordsOf).join("\n");
  const words = text.match(/\p{L}[\p{L}'’-]*/gu) ?? [];
  // A list item or heading is a sentence, too.
  const sentences = text.split(/[.!?:](?=\s|$)|\n+/).filter((part) => /\p{L}/u.test(part));
  const long = words.filter((word) => word.length > 6).length;
  const wordsToASentence = words.length / Math.max(1, sentences.length);
  return {
    chapter: chapter.name,
    cells: chapter.cells.filter(({ kind }) => kind === "code").length,
    words: words.length,
    wordsToASentence,
    lix: wordsToASentence + (100 * long) / Math.max(1, words.length),
  };
}
