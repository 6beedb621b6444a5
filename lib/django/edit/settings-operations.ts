/** Edits of a project's settings. */
import { dotted, setting } from "./names.js";
import type { Step } from "./plan.js";
import { encoded, type SettingValue } from "./python-value.js";

/** Where in a list something goes; at its end unless said. Neighbours are named as they are in the list. */
export type ListPlace = { after: string } | { before: string } | { first: true } | { last: true };

/**
 * What can be done to the settings: at once (`Edits`), or in one go with others (`together`). Where one file of
 * settings takes over what another says (`from .base import *`), the one that sets the name is edited, and named.
 */
export abstract class SettingsOperations<Done> {
  protected abstract perform(step: Step): Done;

  /**
   * Gives a setting a value, where it has one now; at the end of the file when it has none.
   * Of a list or dict, what stays the same keeps its place and its comments. How many comments go with what is
   * replaced is said.
   *
   * @throws PlaceNotFound when it gets its value in several steps, or under a condition
   * @source https://docs.djangoproject.com/en/stable/ref/settings/
   * @example
   * await new Edits(mysite).set("LANGUAGE_CODE", "de");
   */
  set(name: string, value: SettingValue): Done {
    return this.perform(["set", { name: setting(name), value: encoded(value) }]);
  }

  /**
   * Takes a setting out of each file that sets it, so that Django's own value holds.
   *
   * @throws PlaceNotFound when another line needs it
   */
  unset(name: string): Done {
    return this.perform(["unset", { name: setting(name) }]);
  }

  /**
   * Adds an item to a setting that is a list, unless it is there. A setting that the project does not have becomes
   * a list of this item alone.
   *
   * @throws PlaceNotFound when the list is computed, or has no such neighbour
   * @example
   * await new Edits(mysite).addTo("STATICFILES_DIRS", pythonCode("BASE_DIR / 'static'"));
   */
  addTo(name: string, item: SettingValue, place: ListPlace = { last: true }): Done {
    const { last: _, ...where } = place as { last?: true };
    return this.perform(["addTo", { name: setting(name), value: encoded(item), ...where }]);
  }

  /** Takes an item out of a setting that is a list. */
  removeFrom(name: string, item: SettingValue): Done {
    return this.perform(["removeFrom", { name: setting(name), value: encoded(item) }]);
  }

  /**
   * Adds an app to INSTALLED_APPS, unless it is there by this name or by its configuration.
   *
   * @param app a module or an AppConfig, for instance `polls` or `polls.apps.PollsConfig`
   * @source https://docs.djangoproject.com/en/stable/ref/settings/#installed-apps
   * @example
   * await new Edits(mysite).addApp("django.contrib.humanize");
   */
  addApp(app: string): Done {
    return this.perform(["addApp", { app: dotted(app, "an app") }]);
  }

  /** Takes an app out of INSTALLED_APPS, by whichever name it is there. */
  removeApp(app: string): Done {
    return this.perform(["removeApp", { app: dotted(app, "an app") }]);
  }

  /**
   * Adds to MIDDLEWARE. The order matters: a request goes through it from the first to the last.
   *
   * @source https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering
   * @example
   * await new Edits(mysite).addMiddleware("django.middleware.gzip.GZipMiddleware", { first: true });
   */
  addMiddleware(name: string, place: ListPlace = { last: true }): Done {
    return this.addTo("MIDDLEWARE", dotted(name, "a middleware"), place);
  }

  removeMiddleware(name: string): Done {
    return this.removeFrom("MIDDLEWARE", dotted(name, "a middleware"));
  }

  /**
   * Adds a folder of the project to those in which Django looks for templates.
   *
   * @param folder from BASE_DIR, for instance `templates`
   * @source https://docs.djangoproject.com/en/stable/ref/settings/#dirs
   */
  addTemplateDir(folder: string): Done {
    return this.perform(["addTemplateDir", { folder }]);
  }
}
