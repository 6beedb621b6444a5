/** The readings, and what is printed of them. */

/** A number in the row's unit, or what happened instead in two words. */
export type Reading = number | string;

export type Unit = "ms" | "MiB" | "%" | "×" | "";

export interface Row {
  id: string;
  title: string;
  /** Rows without a unit state facts: they are compared with nothing. */
  unit: Unit;
}

export class Table {
  readonly #readings = new Map<string, Reading[]>();
  readonly #notes: string[] = [];

  constructor(
    readonly rows: Row[],
    readonly columns: string[],
  ) {}

  add(row: string, column: string, reading: Reading): void {
    this.#readings.set(`${row} ${column}`, [...this.readings(row, column), reading]);
  }

  readings(row: string, column: string): Reading[] {
    return this.#readings.get(`${row} ${column}`) ?? [];
  }

  /** A sentence under the table, once however often it is said. */
  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  /** @param own the column that the others are compared with */
  markdown(own: string): string {
    const measured = this.rows.filter(({ id }) =>
      this.columns.some((column) => this.readings(id, column).length > 0),
    );
    const head = [
      "work (minimum / median)",
      ...this.columns.map((name) => heading(name, own, this.columns.includes(own))),
    ];
    const body = measured.map(({ id, title, unit }) => {
      const base = median(numbers(this.readings(id, own)));
      const cells = this.columns.map((column) =>
        cell(this.readings(id, column), unit, column === own ? undefined : base),
      );
      return [title, ...cells];
    });
    const widths = head.map((_, i) => Math.max(...[head, ...body].map((line) => line[i]!.length)));
    const lines = [head, widths.map((width) => "-".repeat(width)), ...body].map(
      (line) => `| ${line.map((text, i) => text.padEnd(widths[i]!)).join(" | ")} |\n`,
    );
    return lines.join("") + this.#notes.map((note) => `\n- ${note}`).join("") + (this.#notes[0] ? "\n" : "");
  }

  json(): object {
    const rows = this.rows.map(({ id, title, unit }) => {
      const entries = this.columns.map((column) => [column, this.readings(id, column)]);
      return { id, title, unit, readings: Object.fromEntries(entries) };
    });
    return { rows, notes: this.#notes };
  }
}

function heading(name: string, own: string, compared: boolean): string {
  return name === own || !compared ? name : `${name} (${own} ÷ it)`;
}

/**
 * One cell: minimum and median of what could be measured, the ratio, and what happened instead, with its count.
 * @param base the median of the column that this one is compared with
 * @example cell([120, 110, "no idle"], "ms", 55) // "110 / 115 ms (0.48), no idle (1 of 3)"
 */
export function cell(readings: Reading[], unit: Unit, base?: number): string {
  if (readings.length === 0) return "–";
  const values = numbers(readings);
  const parts: string[] = [];
  if (values.length > 0) {
    const middle = median(values)!;
    const shown = [...new Set([Math.min(...values), middle].map((value) => digits(value, unit)))];
    const ratio = base !== undefined && unit !== "" && middle > 0 ? ` (${ratioOf(base, middle)})` : "";
    parts.push(shown.join(" / ") + (unit && ` ${unit}`) + ratio);
  }
  for (const word of new Set(readings.filter((one) => typeof one === "string"))) {
    const count = readings.filter((one) => one === word).length;
    parts.push(count === readings.length ? word : `${word} (${count} of ${readings.length})`);
  }
  return parts.join(", ");
}

/** The middle one, or the mean of the two in the middle; of nothing, none. */
export function median(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The readings without the words. */
export const numbers = (readings: Reading[]) => readings.filter((one) => typeof one === "number");

function digits(value: number, unit: Unit): string {
  const fraction = unit === "×" ? 2 : unit === "%" || (unit === "ms" && value < 100) ? 1 : 0;
  const form = { minimumFractionDigits: fraction, maximumFractionDigits: fraction };
  return value.toLocaleString("en", form);
}

/** Two figures that count, in plain notation. */
function ratioOf(ours: number, theirs: number): string {
  return (ours / theirs).toLocaleString("en", { maximumSignificantDigits: 2 });
}
