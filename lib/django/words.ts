/** Words from a learner, for a command of Django's. */
import { DjlabError } from "../tools/errors.js";

/**
 * A label, a name or a dotted path, as it is.
 *
 * @throws DjlabError for what could be an option or lead elsewhere
 * @example word("polls.Question") // polls.Question
 */
export function word(text: string): string {
  if (/^\w[\w.]*$/.test(text)) return text;
  throw new DjlabError(`"${text}" cannot be a name here`, {
    next: "Take letters, digits, _ and dots, for instance polls or polls.Question.",
  });
}

/**
 * The path of a file below a project's folder, with forward slashes, as it is.
 *
 * @throws DjlabError for what could be an option or lead out
 * @example filePath("polls/fixtures/first.json") // polls/fixtures/first.json
 */
export function filePath(text: string): string {
  const parts = text.split("/");
  if (/^\w/.test(text) && parts.every((part) => /^[\w .-]+$/.test(part) && part !== "..")) return text;
  throw new DjlabError(`"${text}" cannot be a file here`, {
    next: "Give a path below the project's folder, for instance polls/fixtures/first.json.",
  });
}
