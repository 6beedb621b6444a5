/** Migrations, and which has to run before which. */
import { Diagram, type Outline } from "./diagram.js";
import { drawnGraph } from "./graph.js";
import type { Arrangement, Link, Sized } from "./layout.js";
import { good } from "./svg.js";

export interface MigrationEntry {
  app: string;
  /** For instance `0001_initial`. */
  name: string;
  applied: boolean;
  /** Those that must have run, as `app.name`. */
  dependsOn: readonly string[];
}

export interface MigrationGraphInput {
  title?: string;
  description?: string;
  migrations: readonly MigrationEntry[];
}

const idOf = ({ app, name }: { app: string; name: string }) => `${app}.${name}`;

/**
 * Draws migrations, a column for each app: an arrow leads from each to those that need it to have run. What is
 * applied has a tick and a full line, what is not a broken line.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/migrations/#dependencies
 * @example
 * await migrationGraph({ migrations: [
 *   { app: "blog", name: "0001_initial", applied: true, dependsOn: [] },
 *   { app: "blog", name: "0002_entry_slug", applied: false, dependsOn: ["blog.0001_initial"] },
 * ] });
 */
export async function migrationGraph(input: MigrationGraphInput): Promise<Diagram> {
  const { title = "The migrations", description, migrations } = input;
  const applied = migrations.filter((migration) => migration.applied).length;
  const piece = await drawnGraph({
    nodes: migrations.map((migration) => {
      const [, number, rest] = /^(\d+)_(.+)$/.exec(migration.name) ?? [];
      return {
        id: idOf(migration),
        group: migration.app,
        kicker: [number, migration.applied ? "✓ applied" : "not applied"].filter(Boolean).join(" "),
        label: rest ?? migration.name,
        mono: true,
        isQuiet: true,
        widest: 158,
        hue: migration.applied ? good : undefined,
        dashed: !migration.applied,
      };
    }),
    edges: migrations.flatMap((migration) =>
      migration.dependsOn.map((needed) => ({ from: needed, to: idOf(migration) })),
    ),
    arrange: (nodes, links) => inColumns(migrations, nodes, links),
  });
  return new Diagram({
    title,
    description:
      description ??
      `${applied} of ${migrations.length} migrations are applied. An arrow leads to what needs the other to have run.`,
    ...piece,
    outline: outlined(migrations),
  });
}

/** A column for each app, and in it a row for each step from the first migration. */
function inColumns(
  migrations: readonly MigrationEntry[],
  nodes: readonly Sized[],
  links: readonly Link[],
): Arrangement {
  const level = levels(migrations);
  const rowNumbers = [...new Set(level.values())].sort((a, b) => a - b);
  const rowOf = (id: string) => rowNumbers.indexOf(level.get(id) ?? 0);
  const isLinked = (app: string) =>
    migrations.some(({ app: own, dependsOn }) =>
      own === app
        ? dependsOn.some((id) => !id.startsWith(`${app}.`))
        : dependsOn.some((id) => id.startsWith(`${app}.`)),
    );
  // The app that others need first stands leftmost, those that have nothing to do with others rightmost.
  const place = ({ app, ...migration }: MigrationEntry) =>
    (isLinked(app) ? 0 : migrations.length) + level.get(idOf({ app, ...migration }))!;
  const apps = [...new Set([...migrations].sort((a, b) => place(a) - place(b)).map(({ app }) => app))];
  const appOf = new Map(migrations.map((migration) => [idOf(migration), migration.app]));
  const [columnWidth, corridor] = [Math.max(0, ...nodes.map(({ width }) => width)), 54];
  const middle = (app: string) => apps.indexOf(app) * (columnWidth + corridor);
  const passing = new Map<string, number>();
  return {
    spots: new Map(nodes.map(({ id }) => [id, { row: rowOf(id), x: middle(appOf.get(id)!) }])),
    lanes: links.map(({ from, to }) => {
      const rows = Array.from(
        { length: Math.max(0, rowOf(to) - rowOf(from) - 1) },
        (_, index) => rowOf(from) + 1 + index,
      );
      // Past other rows in the corridor at the side that it comes from.
      const side = middle(appOf.get(from)!) <= middle(appOf.get(to)!) ? -1 : 1;
      const corridorKey = `${appOf.get(to)} ${side}`;
      const used = passing.get(corridorKey) ?? 0;
      if (rows.length) passing.set(corridorKey, used + 1);
      const x = middle(appOf.get(to)!) + side * ((columnWidth + corridor) / 2 - 8 + (used % 3) * 8);
      return { from, to, via: rows.map((row) => ({ row, x })) };
    }),
    groups: new Map(
      apps.map((app) => [
        app,
        { left: middle(app) - columnWidth / 2 - 10, right: middle(app) + columnWidth / 2 + 10 },
      ]),
    ),
  };
}

/** How many have to run before each, one after the other. Those in a circle, which Django refuses, count as 0. */
function levels(migrations: readonly MigrationEntry[]): Map<string, number> {
  const entries = new Map(migrations.map((migration) => [idOf(migration), migration]));
  const known = new Map<string, number>();
  const levelOf = (id: string, above: ReadonlySet<string>): number => {
    const there = known.get(id);
    if (there !== undefined) return there;
    const needed = entries
      .get(id)!
      .dependsOn.filter((other) => entries.has(other) && !above.has(other) && other !== id);
    const deeper = new Set(above).add(id);
    const level = Math.max(0, ...needed.map((other) => 1 + levelOf(other, deeper)));
    known.set(id, level);
    return level;
  };
  for (const id of entries.keys()) levelOf(id, new Set());
  return known;
}

function outlined(migrations: readonly MigrationEntry[]): Outline[] {
  const apps = [...new Set(migrations.map(({ app }) => app))];
  return apps.map((app) => ({
    text: app,
    under: migrations
      .filter((migration) => migration.app === app)
      .map(({ name, applied, dependsOn }) => ({
        text: `${name}, ${applied ? "applied" : "not applied"}${dependsOn.length ? `, after ${dependsOn.join(", ")}` : ""}`,
      })),
  }));
}
