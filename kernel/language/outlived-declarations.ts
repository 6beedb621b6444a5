/**
 * Declarations that a cell has replaced, and that what it left as it was still means: of `class A`, `const a = new A()`
 * and again `class A`, the `a` is no instance of the new class. The old one is kept as `A__earlier`.
 */
import { type Declaration, declarationsIn } from "./declaration.js";
import { type Edit, edited, ownName, referencesIn } from "./references.js";

const mark = "/** As an earlier cell has declared it; it has been declared anew since. */\n";

/**
 * @param cell.earlier what was declared before the cell
 * @param cell.kept those of them that declare none of its names
 * @param cell.added what is declared now besides these
 * @param cell.names what the cell declares
 * @returns `kept` and `added`, with the old declarations that they mean
 */
export function keepOutlived({
  earlier,
  kept,
  added,
  names,
}: {
  earlier: Declaration[];
  kept: Declaration[];
  added: Declaration[];
  names: ReadonlySet<string>;
}): Declaration[] {
  const isOld = ({ name }: Declaration) => name === undefined || !names.has(name);
  const replaced = replacedBy(added, earlier, names);
  if (replaced.size === 0) return [...kept, ...added];
  const holders = [...kept, ...added.filter(isOld)];
  const taken = new Set([...holders, ...added].flatMap(({ name }) => name ?? []));
  const renamed = new Map<string, string>();
  const outlived: Declaration[] = [];
  for (let before = -1; before !== renamed.size; ) {
    before = renamed.size;
    for (const [name, declarations] of replaced) {
      if (renamed.has(name) || ![...holders, ...outlived].some((one) => refersTo(one, name))) continue;
      renamed.set(name, freeName(name, taken));
      outlived.push(...declarations);
    }
  }
  const meantOld = (one: Declaration) => renamedIn(one, renamed);
  return [
    ...outlived.map((one) => asOutlived(one, renamed)),
    ...kept.map(meantOld),
    ...added.map((one) => (isOld(one) ? meantOld(one) : one)),
  ];
}

/** Without what was kept for others that are gone by now. */
export function withoutForgotten(declarations: Declaration[]): Declaration[] {
  const isNeeded = (one: Declaration) =>
    !one.text.startsWith(mark) || declarations.some((other) => other !== one && other.words.has(one.name!));
  const needed = declarations.filter(isNeeded);
  return needed.length === declarations.length ? needed : withoutForgotten(needed);
}

/** The old declarations of the names that now mean something else. */
function replacedBy(
  added: Declaration[],
  earlier: Declaration[],
  names: ReadonlySet<string>,
): Map<string, Declaration[]> {
  const now = new Set(added.map(({ text }) => inOneLine(text)));
  const replaced = new Map<string, Declaration[]>();
  const same: Declaration[] = [];
  const put = (one: Declaration) => replaced.set(one.name!, [...(replaced.get(one.name!) ?? []), one]);
  for (const one of earlier) {
    if (one.name === undefined || !names.has(one.name)) continue;
    if (now.has(inOneLine(one.text))) same.push(one);
    else put(one);
  }
  // What reads the same is another thing when it is made of what has changed.
  for (let before = -1; before !== replaced.size; ) {
    before = replaced.size;
    for (const one of same) {
      if (!replaced.has(one.name!) && [...replaced.keys()].some((other) => refersTo(one, other))) put(one);
    }
  }
  return replaced;
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ");

function refersTo(one: Declaration, name: string): boolean {
  return one.words.has(name) && referencesIn(one.text, new Set([name])).length > 0;
}

function freeName(name: string, taken: Set<string>): string {
  const base = name.replace(/__earlier\d*$/, "");
  let free = `${base}__earlier`;
  for (let i = 2; taken.has(free); i++) free = `${base}__earlier${i}`;
  taken.add(free);
  return free;
}

function renamedIn(one: Declaration, renamed: ReadonlyMap<string, string>): Declaration {
  const names = new Set([...renamed.keys()].filter((name) => one.words.has(name)));
  if (names.size === 0) return one;
  return read(edited(one.text, edits(one.text, names, renamed)));
}

/** A declaration under its new name. */
function asOutlived({ text, name }: Declaration, renamed: ReadonlyMap<string, string>): Declaration {
  const all = edits(text, new Set(renamed.keys()), renamed, name);
  const under = edited(text, [ownName(text, renamed.get(name!)!), ...all]);
  return read(`${text.startsWith(mark) ? "" : mark}${under}`);
}

function edits(
  text: string,
  names: ReadonlySet<string>,
  renamed: ReadonlyMap<string, string>,
  own?: string,
): Edit[] {
  return referencesIn(text, names, own).map((one) => ({ ...one, text: renamed.get(one.name)! }));
}

const read = (text: string) => declarationsIn(text)[0]!;
