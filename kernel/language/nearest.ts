/** Looking for a file as Node does: in a folder, and in those above it. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** @returns the nearest folder, from `folder` upwards, that has a file `name`: it may be a path */
export function nearest(folder: string, name: string): string | undefined {
  if (existsSync(join(folder, name))) return folder;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder), name);
}
