/** Names that beginners take for packages, and those that they mean. */
import { normalised } from "./requirement.js";

const known = [
  "django",
  "asgiref",
  "sqlparse",
  "tzdata",
  "pip",
  "pipenv",
  "virtualenv",
  "gunicorn",
  "uvicorn",
];

const notPackages: Record<string, string> = {
  "django-admin": "django-admin is a command that the package django brings.",
  "manage-py": "manage.py is a file that startproject makes.",
  venv: "venv comes with Python.",
  sqlite3: "sqlite3 comes with Python.",
};

/**
 * A sentence on what was probably meant by a name that the index has no package of.
 *
 * @example probablyMeant("djnago") // Did you mean django?
 */
export function probablyMeant(asked: string): string | undefined {
  const name = normalised(asked);
  const near = known.find((one) => one !== name && isOneSlipAway(name, one));
  return notPackages[name] ?? (near && `Did you mean ${near}?`);
}

/** Whether one letter too many, too few, another one, or two in the wrong order make the one into the other. */
function isOneSlipAway(typed: string, meant: string): boolean {
  let start = 0;
  while (start < meant.length && typed[start] === meant[start]) start += 1;
  const rest = (text: string, skipped: number) => text.slice(start + skipped);
  return (
    rest(typed, 1) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    (typed[start] === meant[start + 1] &&
      typed[start + 1] === meant[start] &&
      rest(typed, 2) === rest(meant, 2))
  );
}
