/** Which settings of a project are not Django's defaults. */
import { type Html, html } from "../tools/html.js";
import { masked } from "../tools/secrets.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import type { Managed } from "./manage.js";
import { htmlTable } from "./table.js";

/** A setting that is not as Django has it. Values as Python writes them, secrets masked. */
export interface ChangedSetting {
  name: string;
  value: string;
  /** Whether Django knows it; otherwise it is the project's own. */
  known: boolean;
  /** Django's own value; of a setting of the project's own, `None`. */
  default: string;
}

const columns = [
  { title: "setting", cell: ({ name }: ChangedSetting) => name, code: true },
  { title: "here", cell: ({ value }: ChangedSetting) => value, code: true },
  { title: "Django's default", cell: (one: ChangedSetting) => (one.known ? one.default : "(none)") },
];

/** The settings that are not Django's defaults. */
export class SettingsDiff extends Shown {
  constructor(readonly settings: readonly ChangedSetting[]) {
    super();
  }

  /** The setting of that name, when it is not Django's default. */
  get(name: string): ChangedSetting | undefined {
    return this.settings.find((setting) => setting.name === name);
  }

  protected asText(): string {
    return this.settings
      .map(({ name, value, known }) => `${name} = ${value}${known ? "" : "  ###"}`)
      .join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.settings.length} settings are not Django's defaults</p>${htmlTable(columns, this.settings)}</div>`;
  }
}

/**
 * What `python manage.py diffsettings` compares. The command itself is not run: it would print the secrets.
 *
 * @throws CommandFailed as `diagnosisOfTraceback` tells it, when the settings do not load
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#diffsettings
 * @example (await mysite.diffsettings()).get("DEBUG")?.value // True
 */
export async function diffsettings(project: Managed): Promise<SettingsDiff> {
  const found = await ask<ChangedSetting[]>("settings_diff", project.environment, project.folder);
  return new SettingsDiff(found.map((setting) => ({ ...setting, value: masked(setting.value) })));
}
