/**
 * A notebook as a document: nbformat 4 read, checked and written. While in memory, text that the format may
 * cut into lines is one string; on disk it is cut into lines, sorted and indented as Jupyter does.
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { WrongUse } from "../errors.js";
import { writeWhole } from "../write-whole.js";

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((t) => (typeof t === "string" ? t : t.join("")));
const metadata = z.record(z.string(), z.unknown());
const isJson = (mime: string) => /^application\/(.*\+)?json$/.test(mime);
const bundle = z
  .record(z.string(), z.unknown())
  .transform((data) =>
    Object.fromEntries(
      Object.entries(data).map(([mime, value]) => [
        mime,
        !isJson(mime) && Array.isArray(value) ? value.join("") : value,
      ]),
    ),
  );

const output = z.discriminatedUnion("output_type", [
  z.looseObject({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.looseObject({ output_type: z.literal("display_data"), data: bundle, metadata }),
  z.looseObject({
    output_type: z.literal("execute_result"),
    execution_count: z.number().nullable(),
    data: bundle,
    metadata,
  }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const cellBase = { id: z.string().optional(), metadata, source: text };
const attachments = z.record(z.string(), bundle).optional();
const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({
    cell_type: z.literal("code"),
    ...cellBase,
    execution_count: z.number().nullable(),
    outputs: z.array(output),
  }),
  z.looseObject({ cell_type: z.literal("markdown"), ...cellBase, attachments }),
  z.looseObject({ cell_type: z.literal("raw"), ...cellBase, attachments }),
]);

const notebook = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int(),
  metadata: z.looseObject({ kernelspec: z.looseObject({ name: z.string() }).optional() }),
  cells: z.array(cell),
});

export type Notebook = z.infer<typeof notebook>;
export type Cell = z.infer<typeof cell>;
export type CodeCell = Extract<Cell, { cell_type: "code" }>;
export type Output = z.infer<typeof output>;

/**
 * Reads a notebook of nbformat 4.
 *
 * @param path file, absolute or relative to the working directory
 * @throws WrongUse when there is no such file, or it is not a notebook
 * @example
 * const { cells } = await readNotebook("notebooks/04-first-project.ipynb");
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parseNotebook(await readFile(path, "utf8").catch((cause) => noFile(path, cause)), path);
}

/** Checks the text of a notebook; `path` is for the message. @throws WrongUse when it is not a notebook */
export function parseNotebook(json: string, path: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    // Node quotes the file, with its line ends.
    const why = (cause as Error).message.replace(/\s+/g, " ");
    throw notANotebook(path, why, "restore it, for instance from .ipynb_checkpoints beside it.");
  }
  const parsed = notebook.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the whole";
  throw notANotebook(
    path,
    `${where}: ${issue?.message}`,
    "open it in JupyterLab and save it: that writes format 4.",
  );
}

function noFile(path: string, cause: NodeJS.ErrnoException): never {
  if (cause.code === "ENOENT")
    throw new WrongUse(`there is no notebook ${path}`, { next: "Name one that there is: ls notebooks" });
  throw new WrongUse(`cannot read the notebook ${path}: ${cause.message}`, {
    next: cause.code === "EISDIR" ? "Name a notebook in that folder." : "Make the file readable.",
    cause,
  });
}

function notANotebook(path: string, why: string, remedy: string): WrongUse {
  return new WrongUse(`${path} is not a Jupyter notebook of format 4: ${why}`, {
    next: `If it should be one, ${remedy}`,
  });
}

/** The notebook's text as Jupyter writes it: keys sorted, one space of indent, texts cut into lines. */
export function formatNotebook(nb: Notebook): string {
  return `${JSON.stringify(sorted({ ...nb, cells: nb.cells.map(cut) }), undefined, 1)}\n`;
}

/** Writes a notebook, whole or not at all: a reader of the file never sees half of it. */
export async function writeNotebook(path: string, nb: Notebook): Promise<void> {
  await writeWhole(path, formatNotebook(nb));
}

const lines = (t: string) => t.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function cut(c: Cell): unknown {
  if (c.cell_type !== "code") return { ...c, source: lines(c.source) };
  return { ...c, source: lines(c.source), outputs: c.outputs.map(cutOutput) };
}

function cutOutput(o: Output): unknown {
  if (o.output_type === "stream") return { ...o, text: lines(o.text) };
  if (o.output_type === "error") return o;
  const data = Object.entries(o.data).map(([mime, value]) => [
    mime,
    typeof value === "string" && isText(mime) ? lines(value) : value,
  ]);
  return { ...o, data: Object.fromEntries(data) };
}

const isText = (mime: string) =>
  mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
