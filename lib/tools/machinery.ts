/** Where the library keeps what is no reader's business: beside their work, not in it. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * The folder `.djlab` that belongs to a place: the nearest on the way up, or else one in the folder itself.
 * It need not be there yet.
 *
 * @param folder absolute
 */
export function machinery(folder: string): string {
  for (let place = folder; place !== dirname(place); place = dirname(place)) {
    const found = join(place, ".djlab");
    if (existsSync(found)) return found;
  }
  return join(folder, ".djlab");
}

/**
 * The part of it that belongs to one folder alone: its lock, its saved states, what undoes edits.
 *
 * @param folder absolute; another one of the same name elsewhere has another part
 */
export function machineryOf(folder: string): string {
  const place = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join(machinery(folder), "work", `${basename(folder)}-${place}`);
}
