/** Edits of a project's code: addresses, models, the admin, views, tests, and any text. */
import { DjlabError } from "../../tools/errors.js";
import { dotted, inside, named } from "./names.js";
import { SettingsOperations } from "./settings-operations.js";

/** Where an address leads: to the addresses of an app, or to a view. */
export type Target =
  | { /** A module with `urlpatterns`, for instance `polls.urls`. */ include: string; app?: string }
  | {
      /** A function or class with its module, for instance `polls.views.index`. */
      view: string;
      /** By which `reverse()` and `{% url %}` find it. */
      name?: string;
      /** The app into whose urls.py it goes; without, into the project's. */
      app?: string;
      /** Whether the address is a regular expression: `re_path`. */
      regular?: boolean;
    };

/** A model by its fields. */
export interface ModelFields {
  name: string;
  /** By name, in order: Python source, for instance `models.CharField(max_length=200)`. */
  fields: Readonly<Record<string, string>>;
  /** The field whose value is the text of an object. */
  str?: string;
}

/** All that can be done to a project's files. Paths are from its folder, with forward slashes. */
export abstract class Operations<Done> extends SettingsOperations<Done> {
  /**
   * Adds an address, with the imports that it needs. An app's urls.py is made when there is none yet.
   *
   * @throws TakenAlready when this address leads elsewhere
   * @throws PlaceNotFound when there is no such view
   * @source https://docs.djangoproject.com/en/stable/topics/http/urls/
   * @example
   * await new Edits(mysite).addPath("accounts/", { include: "django.contrib.auth.urls" });
   */
  addPath(route: string, target: Target): Done {
    const app = target.app === undefined ? {} : { app: dotted(target.app, "an app") };
    if ("include" in target) {
      return this.perform(["addPath", { route, include: dotted(target.include, "a module"), ...app }]);
    }
    const { view, name, regular = false } = target;
    return this.perform(["addPath", { route, view: dotted(view, "a view"), name, regular, ...app }]);
  }

  /** Takes an address out of the project's urls.py, or of an app's, with the imports that only it has used. */
  removePath(route: string, { app }: { app?: string } = {}): Done {
    return this.perform(["removePath", { route, ...(app && { app: dotted(app, "an app") }) }]);
  }

  /**
   * Adds a model to an app: a class as Python source, or by its fields.
   *
   * @throws TakenAlready when the app has another class of that name
   * @throws DjlabError when `str` names none of its fields
   * @source https://docs.djangoproject.com/en/stable/topics/db/models/
   */
  addModel(app: string, model: string | ModelFields): Done {
    if (typeof model === "string") return this.#addCode(app, "models.py", model, true);
    const fields = Object.entries(model.fields).map(([name, source]) => [named(name, "a field"), source]);
    const text_field = model.str === undefined ? undefined : fieldOf(model, model.str);
    return this.perform([
      "addModel",
      { app: dotted(app, "an app"), name: named(model.name, "a model"), fields, text_field },
    ]);
  }

  /** Takes a model out of an app, with the imports that only it has used. Where another file imports it is said. */
  removeModel(app: string, model: string): Done {
    return this.perform(["removeModel", { app: dotted(app, "an app"), name: named(model, "a model") }]);
  }

  /** Adds a field to a model, after its last one: Python source, for instance `models.DateField(null=True)`. */
  addField(app: string, model: string, field: string, source: string): Done {
    return this.perform(["addField", { ...this.#field(app, model, field), value: source }]);
  }

  /** Takes a field out of a model, with the imports that only it has used. */
  removeField(app: string, model: string, field: string): Done {
    return this.perform(["removeField", this.#field(app, model, field)]);
  }

  /**
   * Shows a model in Django's admin.
   *
   * @source https://docs.djangoproject.com/en/stable/ref/contrib/admin/
   */
  register(app: string, model: string): Done {
    return this.perform(["register", { app: dotted(app, "an app"), name: named(model, "a model") }]);
  }

  /** Adds views to an app: functions or classes as Python source, their imports merged with those that are there. */
  addView(app: string, source: string): Done {
    return this.#addCode(app, "views.py", source);
  }

  /** Adds tests to an app: classes as Python source. */
  addTest(app: string, source: string): Done {
    return this.#addCode(app, "tests.py", source);
  }

  /**
   * Writes a text file, with the folders that it needs.
   *
   * @throws OutsideProject when the path leads out of the project
   * @throws EditRefused when it is Python that does not compile
   * @example
   * await new Edits(mysite).write("templates/about.html", "<h1>About</h1>\n");
   */
  write(path: string, text: string): Done {
    return this.perform(["write", { path: inside(path), text }]);
  }

  /**
   * Replaces a text in a file by another; it must be there exactly once. Where the new one is there in its place
   * already, nothing is done.
   *
   * @throws NotOneMatch when it is not
   */
  replace(path: string, from: string, to: string): Done {
    if (from === "") throw new TypeError("An empty text is everywhere: give the text to replace");
    return this.perform(["replace", { path: inside(path), old: from, new: to }]);
  }

  #addCode(app: string, file: string, code: string, only_class = false): Done {
    return this.perform(["addCode", { app: dotted(app, "an app"), file, code, only_class }]);
  }

  #field(app: string, model: string, field: string) {
    return { app: dotted(app, "an app"), name: named(model, "a model"), field: named(field, "a field") };
  }
}

/** Every model has a key, which is a field of it, too. */
function fieldOf({ name, fields }: ModelFields, field: string): string {
  const there = [...Object.keys(fields), "id", "pk"];
  if (there.includes(field)) return field;
  throw new DjlabError(`${name} has no field ${field} to be its text`, {
    next: `Take one of these: ${there.join(", ")}.`,
  });
}
