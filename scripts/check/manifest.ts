/** course.json, topics.json, pictures.json and the notebooks agree. */
import type { ChapterText, CourseText } from "./course-text.js";
import { type Found, fileOf, type Rule } from "./finding.js";

export const manifest: Rule = (course) => [
  ...chaptersOnBothSides(course),
  ...topicsShown(course),
  ...course.chapters.flatMap(topicsOnBothSides),
  ...course.chapters.flatMap(exercisesOnBothSides),
  ...picturesDrawn(course),
];

function chaptersOnBothSides({ chapters, strangers }: CourseText): Found[] {
  return [
    ...strangers.map((file) => ({
      file: `notebooks/${file}`,
      what: "course.json does not name this chapter",
    })),
    ...chapters
      .filter(({ cells }) => cells.length === 0)
      .map((chapter) => ({
        file: fileOf(chapter),
        what: "course.json names it, but it is missing or empty",
      })),
  ];
}

/** Every topic is shown by a cell somewhere. */
function topicsShown({ chapters, topics }: CourseText): Found[] {
  const known = new Set(topics.map(({ id }) => id));
  const shown = new Set(chapters.flatMap(({ entry }) => Object.keys(entry.topics)));
  return [
    ...topics
      .filter(({ id }) => !shown.has(id))
      .map(({ id, title }) => ({
        file: "notebooks/course.json",
        what: `no cell shows the topic ${id} (${title})`,
      })),
    ...[...shown]
      .filter((id) => !known.has(id))
      .map((id) => ({ file: "notebooks/course.json", what: `topics.json has no topic ${id}` })),
  ];
}

/** course.json says of a topic's cells what these say of themselves. */
function topicsOnBothSides(chapter: ChapterText): Found[] {
  const told = new Set(
    Object.entries(chapter.entry.topics).flatMap(([topic, ids]) => ids.map((id) => `${topic} ${id}`)),
  );
  const marked = new Set(
    chapter.cells
      .filter(({ kind }) => kind === "code")
      .flatMap(({ id, topics }) => topics.map((topic) => `${topic} ${id}`)),
  );
  const only = (here: Set<string>, there: Set<string>, sentence: (topic: string) => string): Found[] =>
    [...here]
      .filter((pair) => !there.has(pair))
      .map((pair) => {
        const [topic = "", cell] = pair.split(" ");
        return { file: fileOf(chapter), cell, what: sentence(topic) };
      });
  return [
    ...only(
      told,
      marked,
      (topic) => `course.json says that it shows ${topic}; no cell of code of that id says so`,
    ),
    ...only(marked, told, (topic) => `it says that it shows ${topic}; course.json does not`),
    ...Object.entries(chapter.entry.topics)
      .filter(([, ids]) => ids.length === 0)
      .map(([topic]) => ({ file: fileOf(chapter), what: `course.json gives the topic ${topic} no cell` })),
  ];
}

function exercisesOnBothSides(chapter: ChapterText): Found[] {
  const told = chapter.entry.exercises.join(", ");
  const written = chapter.cells.flatMap(({ exercise }) => exercise ?? []).join(", ");
  if (told === written) return [];
  return [{ file: fileOf(chapter), what: `its exercises are "${written}"; course.json says "${told}"` }];
}

function picturesDrawn({ chapters, pictures }: CourseText): Found[] {
  return pictures.flatMap(({ name, chapter, cell }) => {
    const cells = chapters.find((one) => one.name === chapter)?.cells ?? [];
    if (cells.some(({ id, kind }) => id === cell && kind === "code")) return [];
    return [{ file: "notebooks/pictures.json", what: `${name}: no cell of code ${cell} in ${chapter}` }];
  });
}
