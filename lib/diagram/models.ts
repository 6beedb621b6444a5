/** Models with their fields, and how they belong together. */
import { type Html, html } from "../tools/html.js";
import { counted } from "../tools/table.js";
import { Diagram, type Outline } from "./diagram.js";
import { drawnGraph, type GraphEdge } from "./graph.js";
import { hues, type Point, path } from "./svg.js";

export type Relation = "many-to-one" | "one-to-one" | "many-to-many";

export interface ModelField {
  name: string;
  /** For instance `CharField`. */
  type: string;
  primaryKey?: boolean;
  null?: boolean;
  unique?: boolean;
  /** The model that it leads to, as `app.Model`. */
  to?: string;
  relation?: Relation;
}

export interface ModelEntry {
  app: string;
  name: string;
  table?: string;
  fields: readonly ModelField[];
}

export interface ModelMapInput {
  title?: string;
  description?: string;
  models: readonly ModelEntry[];
}

/**
 * Draws models as boxes with a line for each field. The lines between them have a crow's foot where there may
 * be many, a bar where there is one, and a ring where there may be none.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/db/models/#relationships; Everest, Basic Data Structure
 *   Models Explained with a Common Example (1976), for the crow's foot
 * @example
 * await modelMap({ models: [{ app: "blog", name: "Entry", fields: [
 *   { name: "id", type: "BigAutoField", primaryKey: true },
 *   { name: "title", type: "CharField" },
 * ] }] });
 */
export async function modelMap({
  title = "The models",
  description,
  models,
}: ModelMapInput): Promise<Diagram> {
  const apps = [...new Set(models.map(({ app }) => app))];
  const nodes = models.map(({ app, name, fields }) => ({
    id: `${app}.${name}`,
    kicker: app,
    label: name,
    mono: true,
    widest: 284,
    hue: hues[apps.indexOf(app) % hues.length],
    lines: fields.map((field) => ({ name: field.name, about: about(field) })),
  }));
  const edges = models.flatMap(({ app, name, fields }) =>
    fields.flatMap((field) => edge(`${app}.${name}`, field)),
  );
  const piece = await drawnGraph({ nodes, edges });
  return new Diagram({
    title,
    description:
      description ??
      `${counted(models.length, "model")} of ${counted(apps.length, "app")}; a crow's foot stands for many, a bar for one, a ring for perhaps none.`,
    ...piece,
    outline: models.map(outlined),
  });
}

function about({ type, primaryKey, unique, null: mayBeNull }: ModelField): string {
  const marks = [primaryKey ? "key" : unique && "unique", mayBeNull && "null"].filter(Boolean);
  return [type.replace(/Field$/, ""), ...marks].join(", ");
}

function edge(
  from: string,
  { name, to, relation = "many-to-one", null: mayBeNull }: ModelField,
): GraphEdge[] {
  if (to === undefined) return [];
  return [
    {
      from,
      to,
      label: name,
      ends: (points) => {
        const [start, second] = [points[0]!, points[1]!];
        const [end, beforeLast] = [points.at(-1)!, points.at(-2)!];
        const near = relation === "one-to-one" ? bar(start, second) : crowsFoot(start, second);
        const far =
          relation === "many-to-many"
            ? crowsFoot(end, beforeLast)
            : mayBeNull
              ? html`${bar(end, beforeLast)}${ring(end, beforeLast)}`
              : html`${bar(end, beforeLast)}${bar(end, beforeLast, 11)}`;
        return html`${near}${far}`;
      },
    },
  ];
}

/** A place on a line, so many pixels from its end and to its side. */
function beside(end: Point, towards: Point, steps: number, side = 0): Point {
  const length = Math.hypot(towards.x - end.x, towards.y - end.y) || 1;
  const [dx, dy] = [(towards.x - end.x) / length, (towards.y - end.y) / length];
  return { x: end.x + dx * steps - dy * side, y: end.y + dy * steps + dx * side };
}

function bar(end: Point, towards: Point, steps = 7): Html {
  return path([beside(end, towards, steps, 5), beside(end, towards, steps, -5)], { weight: 1.5 });
}

function crowsFoot(end: Point, towards: Point): Html {
  const foot = beside(end, towards, 11);
  return html`${path([foot, beside(end, towards, 0, 6)])}${path([foot, beside(end, towards, 0, -6)])}`;
}

function ring(end: Point, towards: Point): Html {
  const { x, y } = beside(end, towards, 14);
  return html`<circle cx="${Math.round(x * 10) / 10}" cy="${Math.round(y * 10) / 10}" r="3.5" fill="none" stroke="currentColor" stroke-width="1.3"/>`;
}

function outlined({ app, name, table, fields }: ModelEntry): Outline {
  return {
    text: `${app}.${name}${table ? `, table ${table}` : ""}`,
    under: fields.map((field) => ({
      text: [
        `${field.name}: ${about(field)}`,
        field.to && `${field.relation ?? "many-to-one"} to ${field.to}`,
      ]
        .filter(Boolean)
        .join(", "),
    })),
  };
}
