/** Names and versions of packages, as a person asks for them. */
import { DjlabError } from "../tools/errors.js";

/**
 * The name in a requirement, as the index compares names.
 *
 * @source PEP 503
 * @example normalised("Typing_Extensions>=4") // typing-extensions
 */
export function normalised(requirement: string): string {
  const name = /^[\w.-]+/.exec(requirement.trim())?.[0] ?? "";
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

const name = "[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?";
const extras = "(?:\\[[\\w.-]+(?:, ?[\\w.-]+)*\\])?";
const version = "(?:===?|[<>!~]=|[<>]) ?[\\w.*+!-]+";
const requirement = new RegExp(`^${name}${extras}(?: ?${version}(?:, ?${version})*)?$`);

/**
 * Holds what a learner asks for to a name, extras and versions, so that it can become neither an option, nor
 * a path, nor an address.
 *
 * @throws DjlabError when it is anything else
 * @source PEP 508, of which this takes the part that one types
 * @example checkRequirement("django>=5.2,<6")
 */
export function checkRequirement(asked: string): void {
  if (asked.length <= 200 && requirement.test(asked)) return;
  throw new DjlabError(`"${asked}" is not the name of a package`, {
    next: "Give a name and perhaps a version, for instance django or django<6.",
  });
}

/** Holds it to a bare name, without a version. */
export function checkName(asked: string): void {
  if (new RegExp(`^${name}$`).test(asked) && asked.length <= 200) return;
  throw new DjlabError(`"${asked}" is not the name of a package`, {
    next: "Give the name alone, for instance django.",
  });
}
