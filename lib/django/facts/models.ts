/** A project's models. */
import type { Diagram } from "../../diagram/diagram.js";
import { modelMap } from "../../diagram/models.js";
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import { type Place, shownPlace } from "./place.js";

/** A field of a model. */
export interface ModelField {
  name: string;
  /** For instance `CharField`. */
  type: string;
  /** The column that holds it; many-to-many fields have none. */
  column?: string;
  primaryKey: boolean;
  null: boolean;
  /** Whether a form may leave it empty. */
  blank: boolean;
  unique: boolean;
  /** Characters. */
  maxLength?: number;
  /** As Python writes it; of a function, its full name. */
  default?: string;
  choices?: [value: unknown, label: string][];
  /** The model that it leads to, for instance `auth.User`. */
  to?: string;
  relation?: "many-to-one" | "one-to-one" | "many-to-many";
  /** The name by which the other model leads back. */
  reverseName?: string;
  /** For instance `CASCADE`. */
  onDelete?: string;
  /** The model between the two, of many-to-many fields. */
  through?: string;
}

/** As topics/models.py answers, and as `Models` holds them. */
export interface ModelAnswer extends Partial<Place> {
  /** The label of its app. */
  app: string;
  name: string;
  table: string;
  /** Whether migrations make and change its table. */
  managed: boolean;
  proxy: boolean;
  fields: ModelField[];
  /** Models without a table whose fields it takes over, by their full names. */
  abstractParents: string[];
  /** Models with a table of their own that it extends. */
  parents: string[];
  /** Names of fields, with `-` for descending. */
  ordering: string[];
  constraints: { name: string; kind: string; text: string }[];
  /** Where its own `__str__` is written; undefined when it has none, or one not written in Python. */
  str?: Place | null;
}

/** There is no such model. */
export class ModelUnknown extends DjlabError {}

/** The models, app by app. */
export class Models extends Shown {
  constructor(readonly all: readonly ModelAnswer[]) {
    super();
  }

  /**
   * One model.
   *
   * @param label with its app, for instance `auth.User`; capitals do not matter, as to Django
   * @throws ModelUnknown
   * @example (await mysite.models()).get("auth.User").table // auth_user
   */
  get(label: string): ModelAnswer {
    const wanted = label.toLowerCase();
    const found = this.all.find(({ app, name }) => `${app}.${name}`.toLowerCase() === wanted);
    if (found) return found;
    throw new ModelUnknown(`The project has no model ${label}`, {
      next: `Take one of these: ${this.all.map(({ app, name }) => `${app}.${name}`).join(", ")}.`,
    });
  }

  /** The models of one app, by its label. */
  of(app: string): Models {
    return new Models(this.all.filter((model) => model.app === app));
  }

  /**
   * The same as a picture: a box for each model, a line for each relation.
   *
   * @example await (await mysite.models()).of("auth").diagram();
   */
  diagram(): Promise<Diagram> {
    const [app, ...others] = new Set(this.all.map((model) => model.app));
    return modelMap({
      models: this.all,
      ...(others.length === 0 && app && { title: `The models of ${app}` }),
    });
  }

  protected asText(): string {
    return this.all.map((model) => `${title(model)}\n${textTable(model.fields.map(fieldRow))}`).join("\n\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${counted(this.all.length, "model")}</p>${this.all.map(
      (model) => html`<details open><summary>${title(model)}</summary>
        ${htmlTable(
          ["field", "type", "what holds"],
          model.fields.map((field) => [code(field.name), code(field.type), fieldRow(field)[2]?.trim()]),
        )}</details>`,
    )}</div>`;
  }
}

function title(model: ModelAnswer): string {
  const place = shownPlace(model);
  return `${model.app}.${model.name}, table ${model.table}${place && ` (${place})`}`;
}

function fieldRow(field: ModelField): string[] {
  return [`  ${field.name}`, field.type, traits(field).join(", ")];
}

function traits(field: ModelField): string[] {
  return [
    field.primaryKey && "primary key",
    field.relation && `${field.relation} to ${field.to}`,
    field.reverseName && `back by ${field.reverseName}`,
    field.maxLength !== undefined && `at most ${field.maxLength} characters`,
    field.unique && !field.primaryKey && "unique",
    field.null && "may be NULL",
    field.default !== undefined && `default ${field.default}`,
    field.choices && `one of ${field.choices.map(([, label]) => label).join("/")}`,
  ].filter((trait) => typeof trait === "string");
}
