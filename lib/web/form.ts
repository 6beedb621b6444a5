/** A form of a page, filled in. */
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";

/** A control of a form. Several with one name are several fields. */
export interface Field {
  name: string;
  /** As in HTML: `text`, `password`, `hidden`, `checkbox`, `select`, `select-multiple`, `textarea`, `submit`… */
  type: string;
  /** What is in it, or chosen in it. */
  values: readonly string[];
  /** What can be chosen. */
  choices?: readonly string[];
}

/** What to put into a field: `true` and `false` tick boxes, several texts choose several, a File is sent along. */
export type FieldValue = string | number | boolean | File | readonly string[];

/** The form, or the page, has no field of that name. */
export class NoSuchField extends DjlabError {}

/** What a form sends: a name may come several times. */
export type Entries = [name: string, value: string | File][];

interface FormFacts {
  id?: string;
  action: string;
  method: "GET" | "POST";
  multipart: boolean;
  fields: readonly Field[];
}

export class Form extends Shown {
  readonly id?: string;
  /** The address that it is sent to, as the page has it; empty for the page's own. */
  readonly action: string;
  readonly method: "GET" | "POST";
  /** Whether it is sent as multipart/form-data, as for files. */
  readonly multipart: boolean;
  readonly fields: readonly Field[];

  constructor({ id, action, method, multipart, fields }: FormFacts) {
    super();
    this.id = id;
    this.action = action;
    this.method = method;
    this.multipart = multipart;
    this.fields = fields;
  }

  /** The names of its fields, each once. */
  get names(): string[] {
    return [...new Set(this.fields.map(({ name }) => name))];
  }

  /**
   * What a browser would send: what is in the fields, hidden ones too, with what is typed over it; of the
   * buttons, the one that is pressed.
   *
   * @param values by the fields' names
   * @param button the name of a button; the first one unless said, as by the Enter key
   * @throws NoSuchField
   * @source https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set
   */
  entries(values: Readonly<Record<string, FieldValue>> = {}, button?: string): Entries {
    for (const name of [...Object.keys(values), ...(button === undefined ? [] : [button])]) {
      if (!this.names.includes(name)) throw noSuchField(name, this.names);
    }
    const buttons = this.fields.filter(({ type }) => type === "submit" || type === "image");
    const pressed = buttons.find(({ name }) => button === undefined || name === button);
    const given = new Set<string>();
    return this.fields.flatMap((field): Entries => {
      const { name, type } = field;
      if (type === "reset" || type === "button") return [];
      if (buttons.includes(field)) return field === pressed ? [[name, field.values[0] ?? ""]] : [];
      const value = values[name];
      if (value === undefined) return unchanged(field);
      if (type === "checkbox" && typeof value === "boolean") return ticked(field, value);
      if (given.has(name)) return [];
      given.add(name);
      return typedIn(name, value);
    });
  }

  #rows(): string[][] {
    return this.fields.map(({ name, type, values, choices }) => [
      name,
      type,
      shownValue(name, type, values, choices),
    ]);
  }

  protected asText(): string {
    const rows = this.#rows().map((row) => `  ${row.join("  ")}`.trimEnd());
    return [`${this.method} ${this.action || "(this page)"}`, ...rows].join("\n");
  }

  protected asHtml(): Html {
    return html`<p class="title">A form: ${this.method} to <code>${this.action || "this page"}</code></p>
      <table><thead><tr><th scope="col">name</th><th scope="col">type</th><th scope="col">what is in it</th></tr></thead>
      <tbody>${this.#rows().map(
        ([name, type, value]) =>
          html`<tr><th scope="row"><code>${name}</code></th><td>${type}</td><td>${value}</td></tr>`,
      )}</tbody></table>`;
  }
}

function noSuchField(name: string, names: readonly string[]): NoSuchField {
  return new NoSuchField(`The form has no field "${name}"`, {
    next: `It has: ${names.join(", ") || "none"}`,
  });
}

function unchanged({ name, type, values }: Field): Entries {
  if (type === "file") return [[name, new File([], "")]];
  return values.map((value) => [name, value]);
}

function ticked({ name, values, choices = [] }: Field, tick: boolean): Entries {
  return tick ? [[name, choices[0] ?? values[0] ?? "on"]] : [];
}

function typedIn(name: string, value: FieldValue): Entries {
  if (value === false) return [];
  if (value instanceof File) return [[name, value]];
  const several = Array.isArray(value) ? (value as readonly string[]) : [value];
  return several.map((one) => [name, one === true ? "on" : String(one)]);
}

function shownValue(
  name: string,
  type: string,
  values: readonly string[],
  choices?: readonly string[],
): string {
  if (type === "password" || /token|secret|password/i.test(name)) {
    return values.join("") === "" ? "" : `(${values.join("").length} characters)`;
  }
  const chosen = values.join(", ");
  return choices && choices.length > 1 ? `${chosen || "nothing"} (of ${choices.length} choices)` : chosen;
}
