/** Names that a reader gives to what they make: each becomes that of a file. */
import { DjlabError } from "./errors.js";
import { shortened } from "./table.js";

/** Names that Windows keeps for devices, in any folder, whatever ending they have. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Bytes: the rest of the 255 that systems take is for the marks that we put before it. */
const longest = 200;

/**
 * The name of something directly in a folder.
 *
 * @param name letters of any language, digits, `_`, `-` and `.`; it begins with a letter or `_`, so it can be neither
 *   hidden, nor an option of a command, nor a path that leads out
 * @throws DjlabError when the name is none of these, or kept by Windows
 */
export function entryName(name: string): string {
  const isName =
    typeof name === "string" && /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u.test(name) && !name.endsWith(".");
  if (isName && Buffer.byteLength(name) <= longest) return notDevice(name);
  throw refused(
    name,
    "a name here",
    "letters, digits, - and _, with a letter at the beginning, for instance mysite",
  );
}

/**
 * The name of a saved state.
 *
 * @param name letters from a to z, digits, `-` and `_`, with a letter at the beginning
 * @throws DjlabError when the name is none of these, or kept by Windows
 */
export function stateName(name: string): string {
  if (typeof name === "string" && /^[a-z][\w-]{0,60}$/i.test(name)) return notDevice(name);
  throw refused(
    name,
    "the name of a state",
    "letters from a to z, digits, - and _, with a letter at the beginning",
  );
}

function notDevice(name: string): string {
  if (!devices.test(name)) return name;
  throw new DjlabError(`"${name}" cannot be a name here: Windows keeps it for a device`, {
    next: "Take another one.",
  });
}

function refused(name: unknown, what: string, rule: string): DjlabError {
  return new DjlabError(`${JSON.stringify(shortened(String(name)))} cannot be ${what}`, {
    next: `Take ${rule}.`,
  });
}
