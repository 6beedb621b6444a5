/** A virtual environment as a picture. */
import { basename, dirname } from "node:path";
import type { Diagram } from "../diagram/diagram.js";
import { type TreeEntry, treeDiagram } from "../diagram/tree.js";
import type { Environment } from "../python/environment.js";
import { type Program, whatItIs } from "../python/inspection.js";

/** More programs than these would hide the others. */
const mostPrograms = 6;

/**
 * Draws an environment as it lies on the disk: its parts, the programs that matter most, and its packages.
 *
 * @example (await environmentDiagram(env)).title.startsWith("The environment env") // true
 */
export async function environmentDiagram(environment: Environment): Promise<Diagram> {
  const holdings = await environment.inspect();
  const { name, interpreter, sitePackages, parts, folder, workspace } = environment;
  const below = (path: string) => path.slice(workspace.shown(folder).length + 1);
  const programs = below(dirname(interpreter.path));
  const packages = below(sitePackages);
  const installed = Object.entries(holdings.packages).map(([one, version]) => `${one} ${version}`);
  const inside: Record<string, TreeEntry[]> = {
    [programs]: shownPrograms(holdings.programs, environment).map((one) => ({
      ...one,
      path: `${programs}/${one.path}`,
    })),
    [packages.split("/")[0] ?? ""]: [{ path: `${packages}/`, note: `installed: ${installed.join(", ")}` }],
  };
  const entries = parts.flatMap(([path, note]): TreeEntry[] => {
    const part = below(path);
    const children = inside[part];
    return [{ path: children || !/\./.test(part) ? `${part}/` : part, note }, ...(children ?? [])];
  });
  return treeDiagram({ title: `The environment ${name}, as it lies on the disk`, root: name, entries });
}

/** The interpreter by the name that one types, an activator, pip, and the commands that packages brought. */
function shownPrograms(all: readonly Program[], { interpreter }: Environment): TreeEntry[] {
  const python = basename(interpreter.path);
  const first = all.filter(({ name }) => name === python);
  const activator = all.filter(({ name }) => /^activate(\.bat)?$/i.test(name)).slice(0, 1);
  const scripts = all.filter(({ name, kind }) => kind === "script" && !/^pip\d/.test(name));
  return [...first, ...activator, ...scripts].slice(0, mostPrograms).map((one) => {
    const note =
      one.kind === "script" && one.package ? `a command of the package ${one.package}` : whatItIs(one);
    if (!first.includes(one)) return { path: one.name, note };
    const linked = interpreter.kind === "link";
    return { path: one.name, note: "Python", ...(linked && { linksTo: interpreter.target }) };
  });
}
