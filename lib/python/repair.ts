/** Making an environment whose folder was moved or copied lead to where it is now. */
import { chmod, lstat, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programsFolder } from "./layout.js";
import { type Relocation, relocation } from "./relocation.js";

/** Characters that Linux reads of a script's first line; nor may the path in it hold a space. */
const longestFirstLine = 127;

/**
 * Where an environment was moved or copied, writes its new place into its programs and links. One that works
 * is left as it is. Windows' launchers cannot be written anew, nor paths with quotes in them: then the answer
 * says what to do.
 *
 * @param folder of the environment, absolute
 * @returns how it is now
 * @throws NotAnEnvironment when it has no pyvenv.cfg
 * @example (await repairMoved(env.folder)).works // true
 */
export async function repairMoved(folder: string): Promise<Relocation> {
  const found = await relocation(folder);
  const { madeAt, stray } = found;
  if (madeAt === undefined || !found.repairable) return found;
  await rewrite(join(found.folder, "pyvenv.cfg"), madeAt, found.folder);
  // The activator says where it was: as long as that is not rewritten, an interrupted repair can go on.
  const inOrder = [...stray].sort((a, b) => Number(a === "activate") - Number(b === "activate"));
  for (const name of inOrder) await lead(join(found.folder, programsFolder, name), madeAt, found.folder);
  return relocation(folder);
}

async function lead(path: string, from: string, to: string): Promise<void> {
  if (!(await lstat(path)).isSymbolicLink()) return rewrite(path, from, to);
  const target = (await readlink(path)).replace(from, () => to);
  await replace(path, (beside) => symlink(target, beside));
}

/** Activators in whose language a path with a space in it needs quotes, and one without may have none. */
const isOfShell = /activate(?:\.c?sh|\.fish)?$/;

/** Texts only: a program that is none would be damaged. */
async function rewrite(path: string, from: string, to: string): Promise<void> {
  const bytes = await readFile(path);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes) || text.includes("\0")) return;
  await replace(path, async (beside) => {
    await writeFile(beside, moved(text, from, to, isOfShell.test(path)));
    await chmod(beside, (await lstat(path)).mode);
  });
}

/** Writes beside and renames: whoever looks finds the old one or the new one, whole. */
async function replace(path: string, write: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${path}.moving`;
  await rm(beside, { force: true });
  try {
    await write(beside);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * A text with one folder in place of another; `/a/env` in `/a/env2` is left alone.
 *
 * @param ofShell whether the text is a shell's: there a bare path gets the quotes that the new one needs
 * @example moved("#!/a/env/bin/python", "/a/env", "/b") // #!/b/bin/python
 */
export function moved(text: string, from: string, to: string, ofShell = false): string {
  const folder = new RegExp(`(^|.)${from.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(?![\\w.-])`, "gms");
  const word = ofShell && /[^\w@%+=:,./-]/.test(to) ? `'${to}'` : to;
  const changed = text.replace(folder, (_, before: string) => before + (/["']/.test(before) ? to : word));
  const [first = ""] = changed.split("\n", 1);
  const isTooMuch = /^#!.* /.test(first) || first.length > longestFirstLine;
  if (!first.startsWith(`#!${to}`) || !isTooMuch) return changed;
  // A shell starts the Python, for which these lines are a text that is not used: so pip writes it, too.
  return `#!/bin/sh\n'''exec' "${first.slice(2)}" "$0" "$@"\n' '''${changed.slice(first.length)}`;
}
