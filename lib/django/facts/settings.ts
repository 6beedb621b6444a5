/** A project's settings: values, Django's own, and where they are set. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, folded, htmlTable, shortened, textTable } from "../../tools/table.js";
import { type Place, shownPlace } from "./place.js";
import { settingPurpose } from "./setting-purposes.js";

/** As topics/settings.py answers. */
export interface SettingsAnswer {
  module: string;
  settings: readonly SettingAnswer[];
}

export interface SettingAnswer {
  name: string;
  value: unknown;
  text: string;
  default?: string;
  secret: boolean;
  isSet: boolean;
  differs: boolean;
  places: readonly Place[];
}

/** There is no setting of that name. */
export class SettingUnknown extends DjlabError {}

/** One setting. */
export class Setting extends Shown {
  readonly name: string;
  /** As JSON would hold it (tuples are lists, paths are texts); of secrets, `****`. */
  readonly value: unknown;
  /** As Python writes it; of secrets, `****`. */
  readonly text: string;
  /** Django's own value as Python writes it; undefined where Django does not know the setting. */
  readonly default?: string;
  readonly secret: boolean;
  /** Whether the project sets it, be it to Django's own value. */
  readonly isSet: boolean;
  /** Whether its value is another than Django's own. */
  readonly differs: boolean;
  /** The lines that made its value: the last that sets it, and those that change it from there on. */
  readonly places: readonly Place[];
  /** What it is for; empty where the course does not say. */
  readonly purpose: string;

  constructor(answer: SettingAnswer) {
    super();
    this.name = answer.name;
    this.value = answer.value;
    this.text = answer.text;
    if (answer.default !== undefined) this.default = answer.default;
    this.secret = answer.secret;
    this.isSet = answer.isSet;
    this.differs = answer.differs;
    this.places = answer.places;
    this.purpose = settingPurpose(answer.name);
  }

  /** The last of these. Undefined where no line sets it. */
  get place(): Place | undefined {
    return this.places.at(-1);
  }

  /** Django's own value beside the project's: empty where they are the same. */
  get instead(): string {
    if (this.default === undefined) return "none";
    return this.differs ? this.default : "";
  }

  /** Where it comes from, in a few words. */
  get origin(): string {
    if (!this.isSet) return "Django's own";
    return shownPlace(this.place) || "set, but by no line of its own";
  }

  protected asText(): string {
    return [`${this.name} = ${this.text}`, ...this.#notes()].join("\n  ");
  }

  protected asHtml(): Html {
    return html`<div class="card"><code>${this.name} = ${this.text}</code>${this.#notes().map((note) => html`<p class="soft">${note}</p>`)}</div>`;
  }

  #notes(): string[] {
    const own = this.isSet && this.default !== undefined ? `; Django's own value is ${this.default}` : "";
    return [this.purpose, `${this.isSet ? `set in ${this.origin}` : this.origin}${own}`].filter(Boolean);
  }
}

/** All settings; shows those that differ from Django's own. */
export class ProjectSettings extends Shown {
  /** For instance `mysite.settings`. */
  readonly module: string;
  /** Every setting that Django or the project knows, by name. */
  readonly all: readonly Setting[];
  readonly #showsAll: boolean;

  constructor(answer: SettingsAnswer, showsAll = false) {
    super();
    this.module = answer.module;
    this.all = answer.settings.map((setting) => new Setting(setting));
    this.#showsAll = showsAll;
  }

  /** Those that differ from Django's own, by name. */
  get changed(): Setting[] {
    return this.all.filter(({ differs }) => differs);
  }

  /** The same, showing every setting, folded. */
  complete(): ProjectSettings {
    return new ProjectSettings({ module: this.module, settings: this.all }, true);
  }

  /**
   * One setting by its name.
   *
   * @throws SettingUnknown
   * @source https://docs.djangoproject.com/en/stable/ref/settings/
   * @example (await mysite.settings()).get("DEBUG").value // true
   */
  get(name: string): Setting {
    const found = this.all.find((setting) => setting.name === name);
    if (found) return found;
    const upper = name.toUpperCase();
    const near = this.all.find((setting) => setting.name === upper)?.name;
    throw new SettingUnknown(`Neither Django nor ${this.module} knows a setting ${name}`, {
      next: near ? `Write it in capitals: ${near}` : "Look at all of them: settings.complete()",
    });
  }

  #rows(): readonly Setting[] {
    return this.#showsAll ? this.all : this.changed;
  }

  #title(): string {
    const own = this.all.length - this.changed.length;
    return this.#showsAll
      ? `All ${this.all.length} settings of ${this.module}`
      : `What ${this.module} sets otherwise than Django (${own} more are as Django has them)`;
  }

  protected asText(): string {
    const rows = this.#rows().map((row) => [
      row.name,
      shortened(row.text),
      shortened(row.instead),
      row.origin,
      row.purpose,
    ]);
    return `${this.#title()}\n${textTable(rows)}`;
  }

  protected asHtml(): Html {
    const rows = this.#rows().map((row) => [
      code(row.name),
      folded(row.text),
      row.default === undefined ? row.instead : folded(row.instead),
      row.origin,
      row.purpose,
    ]);
    const table = htmlTable(
      ["setting", "value", "Django's own, where it differs", "set in", "what for"],
      rows,
    );
    // All of them fill several screens, so they are folded.
    const shown = this.#showsAll
      ? html`<details><summary>${this.#title()}</summary>${table}</details>`
      : html`<p class="title">${this.#title()}</p>${table}`;
    return html`<div class="card">${shown}</div>`;
  }
}
