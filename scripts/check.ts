/** `djlab check`: the course's own linter. */
import type { Command } from "commander";
import { claims, predictions } from "./check/claims.js";
import { type CourseText, readCourseText } from "./check/course-text.js";
import type { Finding, Rule } from "./check/finding.js";
import { committed, ids, lengths, order } from "./check/form.js";
import { headings } from "./check/headings.js";
import { links } from "./check/links.js";
import { manifest } from "./check/manifest.js";
import { pictures } from "./check/pictures.js";
import { type Readability, readability } from "./check/readability.js";
import { spelling } from "./check/spelling.js";
import { stated } from "./check/stated.js";
import { terms } from "./check/terms.js";
import { types } from "./check/types.js";
import { WrongUse } from "./errors.js";
import { packageRoot } from "./places.js";

/** Every rule, by the name that a finding has. */
export const rules: Record<string, Rule> = {
  manifest,
  committed,
  ids,
  order,
  lengths,
  stated,
  headings,
  pictures,
  links,
  terms,
  claims,
  predictions,
  types,
  spelling,
};

/** Looks at the whole course by some rules, all unless said. */
export async function check(course: CourseText, names: string[] = Object.keys(rules)): Promise<Finding[]> {
  const found = await Promise.all(
    names.map(async (rule) => (await rules[rule]!(course)).map((finding) => ({ rule, ...finding }))),
  );
  return found.flat();
}

export function checkCommand(program: Command): void {
  program
    .command("check")
    .description("look through the course: what would be untrue, unclear or unsafe for its readers")
    .argument("[chapters...]", "show only what is about these chapters, for instance 06-settings")
    .option("--json", "print one JSON object with the results")
    .addHelpText(
      "after",
      `\nRules: ${Object.keys(rules).join(", ")}. How hard each chapter is to read is told, too.`,
    )
    .action((chapters: string[], options: { json?: true }) => checkCourse(packageRoot, chapters, options));
}

async function checkCourse(root: string, named: string[], { json }: { json?: true }): Promise<void> {
  const course = await readCourseText(root);
  const names = named.map((name) => name.replace(/^.*[\\/]/, "").replace(/\.ipynb$/, ""));
  const unknown = names.find((name) => !course.chapters.some((chapter) => chapter.name === name));
  if (unknown !== undefined) {
    const all = course.chapters.map(({ name }) => name).join(", ");
    throw new WrongUse(`there is no chapter ${unknown}`, { next: `Name one of these: ${all}` });
  }
  const isAsked = (name: string) => names.length === 0 || names.includes(name);
  const findings = (await check(course)).filter(
    ({ file }) => names.length === 0 || names.some((name) => file === `notebooks/${name}.ipynb`),
  );
  const measures = course.chapters.filter(({ name }) => isAsked(name)).map(readability);
  if (json) {
    const ok = findings.length === 0;
    process.stdout.write(`${JSON.stringify({ ok, findings, readability: measures })}\n`);
  } else {
    for (const { rule, file, cell, what } of findings)
      process.stdout.write(`${file}${cell ? `, cell ${cell}` : ""}: ${what} (${rule})\n`);
    process.stdout.write(`${table(measures)}\n${summary(findings.length, measures.length)}\n`);
  }
  if (findings.length > 0) process.exitCode = 1;
}

const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

const summary = (findings: number, chapters: number) =>
  findings === 0
    ? `${counted(chapters, "chapter")}, nothing found`
    : `${counted(chapters, "chapter")}, ${counted(findings, "finding")}`;

function table(measures: Readability[]): string {
  const rows = measures.map(({ chapter, cells, words, wordsToASentence, lix }) => [
    chapter,
    String(cells),
    String(words),
    wordsToASentence.toFixed(1),
    lix.toFixed(0),
  ]);
  const all = [["chapter", "cells", "words", "a sentence", "LIX"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((text, column) => (column ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
        .join("  "),
    )
    .join("\n");
}
