import assert from "node:assert/strict";
import type { ChapterText, CourseCell, CourseText } from "../../../scripts/check/course-text.js";
import { readability } from "../../../scripts/check/readability.js";
import { check, rules } from "../../../scripts/check.js";
import { packageRoot } from "../../../scripts/places.js";

const cell = (kind: CourseCell["kind"], id: string, source: string, more: Partial<CourseCell> = {}) => ({
  id,
  kind,
  source,
  outputs: 0,
  executionCount: null,
  hidden: false,
  topics: [],
  ...(kind === "code" && { role: "run" }),
  ...more,
});
const code = (id: string, source: string, more: Partial<CourseCell> = {}) => cell("code", id, source, more);
const prose = (id: string, source: string, more: Partial<CourseCell> = {}) =>
  cell("markdown", id, source, more);

/** A course of two chapters in which nothing is wrong, with these cells besides in the second one. */
function course(...cells: CourseCell[]): CourseText {
  const chapter = (name: string, title: string, topic: string, more: CourseCell[]): ChapterText => ({
    name,
    states: [],
    entry: {
      file: `${name}.ipynb`,
      title,
      part: "All",
      minutes: 10,
      needs: "empty",
      topics: { [topic]: ["look"] },
      exercises: ["again"],
    },
    cells: [
      prose("intro", `# ${title}\n\nYou will look at a thing.`),
      code(
        "open-chapter",
        `import { chapter, claim, md, predict } from "djlab";\nconst lab = await chapter("${name}");\nlab`,
        {
          role: "setup",
        },
      ),
      code("look", "lab.shownFolder", { topics: [topic] }),
      ...more,
      code("recap", "lab.recap()", { role: "recap" }),
      prose("exercise-again", "Look once more.", { role: "exercise", exercise: "again" }),
    ],
  });
  const explained = prose("about-views", "A **view** answers. This is a *migration*.");
  return {
    root: packageRoot,
    chapters: [
      chapter("01-first", "The first", "start", cells),
      chapter("02-second", "The second", "goal", [explained]),
    ],
    strangers: [],
    topics: [
      { id: "start", title: "Starting" },
      { id: "goal", title: "Arriving" },
    ],
    terms: [
      { term: "migration", also: ["migrations"], chapter: "02-second", meaning: "A step.", everyday: false },
    ],
    pictures: [{ name: "app.png", shows: "an app", chapter: "01-first", cell: "look" }],
    words: [],
  };
}

const found = async (rule: string, text: CourseText) =>
  (await check(text, [rule])).map(({ cell, what }) => `${cell ?? "-"}: ${what}`);

describe("djlab check", function () {
  this.timeout(60_000);

  for (const rule of Object.keys(rules))
    it(`finds nothing in a good course by the rule "${rule}"`, async () =>
      assert.deepEqual(await found(rule, course()), []));

  const finds = (what: string, rule: string, text: () => CourseText, ...expected: RegExp[]) =>
    it(`finds ${what}`, async () => {
      const seen = await found(rule, text());
      assert.equal(seen.length, expected.length, seen.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(seen[index]!, pattern);
    });
  const changed = (change: (text: CourseText) => void) => () => {
    const text = course();
    change(text);
    return text;
  };
  const having =
    (...cells: CourseCell[]) =>
    () =>
      course(...cells);

  finds(
    "a topic that no cell shows, and one that nobody has named",
    "manifest",
    changed((text) => text.topics.splice(0, 1, { id: "lost", title: "Lost" })),
    /no cell shows the topic lost \(Lost\)/,
    /topics\.json has no topic start/,
  );
  finds(
    "a chapter that course.json does not name, and one that is missing",
    "manifest",
    changed((text) => {
      text.strangers.push("09-new.ipynb");
      text.chapters.push({
        ...text.chapters[0]!,
        name: "03-gone",
        cells: [],
        entry: { ...text.chapters[0]!.entry, topics: {}, exercises: [] },
      });
    }),
    /course\.json does not name this chapter/,
    /missing or empty/,
  );
  finds(
    "a cell that shows another topic than course.json says",
    "manifest",
    having(code("more", "lab.folder", { topics: ["goal"] })),
    /^more: it says that it shows goal; course\.json does not/,
  );
  finds(
    "an exercise that course.json does not know",
    "manifest",
    having(prose("exercise-more", "Do it.", { exercise: "more" })),
    /its exercises are "more, again"; course\.json says "again"/,
  );
  finds(
    "a picture that no cell draws",
    "manifest",
    changed((text) => Object.assign(text.pictures[0]!, { cell: "nowhere" })),
    /app\.png: no cell of code nowhere/,
  );
  finds(
    "outputs and execution counts",
    "committed",
    having(code("shown", "lab", { outputs: 2, executionCount: 3 })),
    /^shown: .*outputs/,
    /^shown: .*execution count/,
  );
  finds(
    "a cell without an id, with one that says nothing, and one that another has",
    "ids",
    having(code("", "lab.id"), code("3f9A", "lab.id"), code("look", "lab.id")),
    /cell 4 \(lab\.id…\) has no id/,
    /^3f9A: its id does not say what it is/,
    /^look: another cell has its id/,
  );
  finds(
    "a cell of too many lines, one of a too long line, and too much prose at once",
    "lengths",
    having(
      code("long", "lab;\n".repeat(11).trim()),
      code("wide", `lab.path("${"x".repeat(140)}")`),
      code("folded", `md\`${"word ".repeat(40)}\``, { hidden: true }),
      prose("much", "word ".repeat(151)),
    ),
    /^long: 11 lines of code/,
    /^wide: a line of 152 characters/,
    /^much: 151 words/,
  );
  finds(
    "a chapter that does not open itself, does not end in a recap, and has no exercise",
    "order",
    changed(({ chapters }) => {
      const [{ cells }] = chapters as [ChapterText];
      cells.splice(1, 1);
      cells.splice(-2, 2);
      cells.push(code("extra", "1", { role: "play" }));
    }),
    /^look: the first cell of code opens the chapter/,
    /^extra: the last cell of code is a recap/,
    /^extra: its role is play/,
    /ends without an exercise/,
  );
  for (const text of [
    "Django 5.2",
    "port 8000",
    "127.0.0.1",
    "localhost",
    "takes 3 seconds",
    "40 MB",
    "/home/ada/x",
    "C:\\Users",
    // A registry's name is not written out in any file of the project.
    `on ${["pypi", "org"].join(".")}`,
  ])
    finds(
      `that prose states ${text}`,
      "stated",
      having(prose("said", `It is ${text} here.`)),
      /^said: it states/,
    );
  for (const text of [
    "in 1847",
    "PEP 3333",
    "chapter 12",
    "`a/b/c`",
    "[it](https://docs.djangoproject.com/en/5.2/)",
  ])
    finds(`nothing wrong with ${text}`, "stated", having(prose("said", `It is ${text} here.`)));
  finds(
    "nothing wrong with what a cell may state, as it is its subject",
    "stated",
    changed(({ chapters }) => {
      chapters[0]!.states.push("8000");
      chapters[0]!.cells.push(prose("said", "The port 8000 is Django's usual one."));
    }),
  );
  finds(
    "a second title and a heading that skips a rank",
    "headings",
    having(prose("twice", "# Another"), prose("skip", "### Deep")),
    /^twice: "Another" is a second heading of the first rank/,
    /^skip: "Deep" skips a rank: 3 after 1/,
  );
  finds(
    "a title that is not that of course.json",
    "headings",
    changed(({ chapters }) => Object.assign(chapters[0]!.entry, { title: "Other" })),
    /^intro: its first heading is "# Other"/,
  );
  finds(
    "pictures without words, in Markdown, HTML and SVG",
    "pictures",
    having(
      prose("blind", "![](tree.png)"),
      prose("tag", '<img src="tree.png">'),
      code("drawn", 'md`<svg viewBox="0 0 1 1"></svg>`'),
      code("untitled", 'boxes({ title: "", nodes: [], edges: [] })'),
      prose("good", "![A tree](tree.png)"),
    ),
    /^blind: the picture tree\.png/,
    /^tag: .*has no alt/,
    /^drawn: an SVG has no title/,
    /^untitled: .*empty/,
  );
  finds(
    "links that lead nowhere, in prose and in live prose",
    "links",
    having(
      prose("dead", "[a](03-third.ipynb) [b](#nothing) [c](02-second.ipynb#The-second) [d](#The-first)"),
      code("live", "md`[a](nowhere.md) [b](" + "$" + "{lab.id}) [c](https://example.org/)`"),
    ),
    /^dead: the link 03-third\.ipynb leads nowhere/,
    /^dead: the link #nothing/,
    /^live: the link nowhere\.md/,
  );
  finds(
    "a term before the chapter that explains it, in prose, live prose and questions, but not in code",
    "terms",
    having(
      prose("early", "All Migrations ran. Type `migration` here."),
      code("asked", 'predict("m", "How many migrations?", ["one", "two"])'),
      code("named", 'const migration = lab.id; lab.save("migration")'),
    ),
    /^early: it says "migration", which 02-second explains/,
    /^asked: it says "migration"/,
  );
  finds(
    "a term that its own chapter does not speak of",
    "terms",
    changed(({ terms }) => Object.assign(terms[0]!, { term: "tier", also: [] })),
    /tier: the chapter 02-second does not speak of it/,
  );
  for (const check of [
    "true",
    "1 < 2",
    "lab.id === lab.id",
    "lab.id.length >= 0",
    'lab.id.startsWith("")',
    "lab.minutes > 3 || true",
    "written === 3",
    "{ return true; }",
  ])
    finds(
      `that a claim cannot fail: ${check}`,
      "claims",
      having(code("said", `const written = 3;\nawait claim("It is so", () => ${check});`)),
      /^said: the claim "It is so" cannot fail/,
    );
  for (const check of ["lab.id === 'x'", "lab.kept.length > 0", "page.status === written", "same(lab.id)"])
    finds(
      `nothing wrong with a claim that can: ${check}`,
      "claims",
      having(code("said", `const written = 3;\nawait claim("It is so", () => ${check});`)),
    );
  finds(
    "a question without an answer, and an answer that was written beforehand",
    "predictions",
    having(
      code("asked", 'const one = predict("one", "Which?", ["a", "b"]);'),
      code("asked-too", 'const two = predict("two", "Which?", ["a", "b"]);'),
      code("told", 'two.answer("a", md`Because.`)'),
    ),
    /^asked: its question is never answered/,
    /^told: the answer of two is written, not found/,
  );
  finds(
    "a cell that TypeScript refuses, by its id",
    "types",
    having(code("good", "const folder: string = lab.folder;"), code("bad", "\nlab.nothing")),
    /^bad: Property 'nothing' does not exist on type 'Chapter'/,
  );
  finds(
    "a word that is misspelt, in prose and in claims, but not in code",
    "spelling",
    having(
      prose("typo", "This is a wrod, not `a wrod2`."),
      code("said", 'await claim("It is recieved", () => lab.kept.length > 1)'),
    ),
    /^typo: "wrod" is in no word list/,
    /^said: "recieved" is in no word list/,
  );

  it("measures how hard prose is to read, without code", () => {
    const { words, wordsToASentence, lix } = readability({
      ...course().chapters[0]!,
      cells: [prose("one", "This is short. These are considerably complicated words `x.y()`.")],
    });
    assert.deepEqual([words, wordsToASentence, Math.round(lix)], [8, 4, 29]);
  });
});
