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

/**
 * Whether a version is one of those that a requirement allows.
 *
 * @source PEP 440, version specifiers; of pre-releases this knows nothing
 * @example allows("django>=5.2,<6", "5.2.8") // true
 */
export function allows(requirement: string, version: string): boolean {
  const bounds = [...requirement.matchAll(/(===?|[<>!~]=|[<>])\s*([\w.*+!-]+)/g)];
  return bounds.every(([, sign, bound = ""]) => holds(version, sign, bound));
}

function holds(version: string, sign: string | undefined, bound: string): boolean {
  const order = comparable(version).localeCompare(comparable(bound), "en", { numeric: true });
  const among = `${version}.`.startsWith(bound.replace(/\*$/, ""));
  if (sign === "~=") return order >= 0 && `${version}.`.startsWith(bound.replace(/[^.]*$/, ""));
  if (sign === "!=") return bound.endsWith("*") ? !among : order !== 0;
  if (sign?.startsWith("==")) return bound.endsWith("*") ? among : order === 0;
  return (sign?.includes("=") && order === 0) || (sign?.startsWith(">") ? order > 0 : order < 0);
}

/** `6` and `6.0` are the same version. */
const comparable = (version: string) => version.replace(/(?:\.0+)+$/, "");

/** Holds it to a bare name, without a version. */
export function checkName(asked: string): void {
  if (new RegExp(`^${name}$`).test(asked) && asked.length <= 200) return;
  throw new DjlabError(`"${asked}" is not the name of a package`, {
    next: "Give the name alone, for instance django.",
  });
}
