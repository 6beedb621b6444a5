/** Spelling, by cspell: the only file that imports it. British English, and the course's own words. */
import { DjlabError } from "../../lib/index.js";
import type { ChapterText, CourseText } from "./course-text.js";
import { type Found, fileOf, type Rule } from "./finding.js";
import { wordsOf } from "./prose.js";

export const spelling: Rule = async (course: CourseText) => {
  const { spellCheckDocument } = await import("cspell-lib").catch((cause) => {
    throw new DjlabError("Spelling cannot be checked: cspell-lib is not installed", {
      next: "Run the check in a clone of djlab, whose npm start installs it.",
      cause,
    });
  });
  const settings = {
    words: course.words,
    language: "en-GB",
    dictionaries: ["softwareTerms", "python", "typescript", "html", "companies"],
    // Sentences of the course are prose, whatever they look like.
    ignoreRegExpList: [],
    minWordLength: 4,
  };
  const look = async (chapter: ChapterText): Promise<Found[]> => {
    const cells = chapter.cells.map((cell) => ({ id: cell.id, text: wordsOf(cell) }));
    const text = cells.map((cell) => cell.text).join("\n\n");
    const { issues } = await spellCheckDocument(
      { uri: `file:///${chapter.name}.md`, text, languageId: "markdown", locale: "en-GB" },
      { generateSuggestions: true, numSuggestions: 3, noConfigSearch: true },
      settings,
    );
    const seen = new Set<string>();
    return issues.flatMap(({ text: word, offset, suggestions }) => {
      if (seen.has(word)) return [];
      seen.add(word);
      const meant = suggestions?.length ? `: ${suggestions.join(", ")}?` : "";
      const what = `"${word}" is in no word list${meant} A word that is right goes into notebooks/words.txt`;
      return [{ file: fileOf(chapter), cell: cellAt(cells, offset), what }];
    });
  };
  return (await Promise.all(course.chapters.map(look))).flat();
};

function cellAt(cells: readonly { id: string; text: string }[], offset: number): string | undefined {
  let end = 0;
  return cells.find(({ text }) => {
    end += text.length + 2;
    return offset < end;
  })?.id;
}
