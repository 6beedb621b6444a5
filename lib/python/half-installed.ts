/** What an interrupted installation leaves behind. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { remove } from "../tools/state/copy.js";

/**
 * Takes away the records of packages that an interrupted pip has not finished: it would take these for installed, and
 * leave them as they are. pip writes INSTALLER when all files are there; what it was about to remove begins with `~`.
 *
 * @param folder of an environment's own packages, absolute
 * @returns the packages with their versions, for instance `django-5.2`
 * @source https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-installer-file
 */
export async function forgetHalfInstalled(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  const isHalf = (name: string) =>
    /\.dist-info$/.test(name) && !/^pip-/.test(name) && !existsSync(join(folder, name, "INSTALLER"));
  const half = names.filter((name) => !name.startsWith("~") && isHalf(name));
  for (const name of half) await remove(join(folder, name));
  for (const name of names) {
    // Windows keeps what a running program has loaded, which is why pip has left it: it passes over these itself.
    if (name.startsWith("~")) await remove(join(folder, name)).catch(() => undefined);
  }
  return half.map((name) => name.replace(/\.dist-info$/, ""));
}
