/** No word of the trade is used before the chapter that explains it. */
import type { CourseText } from "./course-text.js";
import { type Found, fileOf, type Rule } from "./finding.js";
import { wordsOf } from "./prose.js";

export const terms: Rule = ({ chapters, terms }: CourseText) => {
  const words = chapters.map((chapter) =>
    chapter.cells.map((cell) => ({ id: cell.id, text: wordsOf(cell), source: cell.source })),
  );
  const placeOf = (chapter: string) => chapters.findIndex(({ name }) => name === chapter);
  return terms.flatMap(({ term, also, chapter, since = chapter, everyday }): Found[] => {
    const [own, first] = [placeOf(chapter), placeOf(since)];
    if (own < 0 || first < 0) {
      const missing = own < 0 ? chapter : since;
      return [{ file: "notebooks/glossary.json", what: `${term}: there is no chapter ${missing}` }];
    }
    const pattern = patternOf([term, ...also]);
    const isUsed = words[own]?.some(({ source }) => pattern.test(source));
    const unused = isUsed
      ? []
      : [{ file: "notebooks/glossary.json", what: `${term}: the chapter ${chapter} does not speak of it` }];
    if (everyday) return unused;
    const early = chapters.slice(0, first).flatMap((one, index) =>
      (words[index] ?? [])
        // A look ahead is one when it says where.
        .filter(({ text, source }) => pattern.test(text) && !source.includes(`](${chapter}.ipynb`))
        .map(({ id }) => ({
          file: fileOf(one),
          cell: id,
          what: `it says "${term}", which ${since} explains: explain it here, or say it otherwise`,
        })),
    );
    return [...unused, ...early];
  });
};

/** Whole words, whatever their capitals; those of capitals alone (ASGI, ORM) as they are. */
function patternOf(forms: string[]): RegExp {
  const escaped = (form: string) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ \\n]");
  const allCapitals = forms.every((form) => form === form.toUpperCase());
  return new RegExp(
    `(?<![\\p{L}\\p{N}_-])(?:${forms.map(escaped).join("|")})(?![\\p{L}\\p{N}_-])`,
    allCapitals ? "u" : "iu",
  );
}
