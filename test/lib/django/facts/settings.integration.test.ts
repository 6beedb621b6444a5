import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { probe } from "../../../../lib/django/facts/probe.js";
import { type ProjectSettings, SettingUnknown } from "../../../../lib/django/facts/settings.js";
import { jupyterDisplay, type MadeEnvironment, type Project } from "../../../../lib/index.js";
import { site } from "../site.js";
import { askDjango, pollsProject, remove, write } from "./polls.js";

/** The line of a text on which a piece of it stands, counted from 1. */
function lineOf(text: string, piece: string): number {
  return text.slice(0, text.indexOf(piece)).split("\n").length;
}

describe("a project's settings", () => {
  let project: Project;
  let settings: ProjectSettings;
  before(async function () {
    const { environment } = await site(this);
    project = await pollsProject(environment, "set", "PAGE_SIZE = 20\nUSE_I18N = False\n");
    ({ settings } = await probe(project, ["settings"]));
  });
  after(() => project && remove(project));

  it("are those that Django knows and those that the project adds", async () => {
    const names = await askDjango(
      project,
      "from django.conf import settings\nprint(*sorted(n for n in dir(settings) if n.isupper() and n != 'SETTINGS_MODULE'))",
    );
    assert.deepEqual(settings.all.map(({ name }) => name).sort(), names.trim().split(" "));
  });

  it("have a value, Django's own, a purpose, and the line that sets them", async () => {
    const text = await project.read("set/settings.py");
    const debug = settings.get("DEBUG");
    assert.deepEqual([debug.value, debug.text, debug.default, debug.differs], [true, "True", "False", true]);
    assert.deepEqual(debug.place, { file: "set/settings.py", line: lineOf(text, "DEBUG = True") });
    assert.match(debug.purpose, /errors are explained/);
    assert.deepEqual(
      settings.get("INSTALLED_APPS").places.map(({ line }) => line),
      [lineOf(text, "INSTALLED_APPS = ["), lineOf(text, "INSTALLED_APPS += [")],
    );
    const own = settings.get("PAGE_SIZE");
    assert.deepEqual([own.value, own.default, own.differs], [20, undefined, true]);
    const untouched = settings.get("APPEND_SLASH");
    assert.deepEqual(
      [untouched.isSet, untouched.place, untouched.origin],
      [false, undefined, "Django's own"],
    );
    assert.equal(settings.get("MEDIA_URL").differs, false);
    const same = settings.get("ALLOWED_HOSTS");
    assert.deepEqual([same.isSet, same.differs], [true, false]);
  });

  it("are set last where the project sets them again", () => {
    const { value, places } = settings.get("USE_I18N");
    assert.equal(value, false);
    assert.equal(places.length, 1, "the line with the value that no longer counts is left out");
  });

  it("show those that differ from Django's, on request all", () => {
    assert.match(String(settings), /^What set\.settings sets otherwise than Django/);
    assert.doesNotMatch(String(settings), /APPEND_SLASH/);
    assert.match(String(settings.complete()), /^APPEND_SLASH +True +Django's own/m);
    const all = settings.complete()[jupyterDisplay]();
    assert.match(JSON.stringify(all), /<details><summary>All \d+ settings/);
    assert.equal(settings.get("APPEND_SLASH").instead, "");
    assert.equal(settings.get("ROOT_URLCONF").instead, "none");
  });

  it("are missed by name, with what was perhaps meant", () => {
    assert.throws(() => settings.get("debug"), {
      name: "SettingUnknown",
      next: "Write it in capitals: DEBUG",
    });
    assert.throws(() => settings.get("NOTHING"), SettingUnknown);
  });
});

describe("a project's settings in a package", () => {
  let env: MadeEnvironment;
  let project: Project;
  const base = `SECRET_KEY = "not-for-anyone-0815"
DEBUG = False
ROOT_URLCONF = "packed.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
MIDDLEWARE = []
`;
  const development = `import os
from .base import *
from .base import DEBUG as BEFORE

print("settings are loaded")
os.system("echo from a shell")
DEBUG = True
if BEFORE:
    TIME_ZONE = "Europe/Paris"
else:
    TIME_ZONE = "Asia/Tokyo"
MIDDLEWARE.append("django.middleware.common.CommonMiddleware")
PAYMENT_TOKEN = "tok"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://me:pw-42@cache/0"}}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db", "PASSWORD": "tiger-4711"}}
EMAIL_HOST_PASSWORD = "lion-1234"
SIGN = "sent with lion-1234"
`;

  before(async function () {
    ({ environment: env } = await site(this));
    project = await pollsProject(env, "packed");
    rmSync(join(project.folder, "packed/settings.py"));
    write(project, {
      "packed/settings/__init__.py": "",
      "packed/settings/base.py": base,
      "packed/settings/dev.py": development,
      "manage.py": `import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "packed.settings.dev")
print("manage.py runs")
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    execute_from_command_line()
`,
    });
  });
  after(() => remove(project));

  it("are found where they are set, whatever the project prints, and give no secret away", async () => {
    const { settings } = await probe(project, ["settings"]);
    assert.equal(settings.module, "packed.settings.dev");
    assert.deepEqual(settings.get("INSTALLED_APPS").places, [{ file: "packed/settings/base.py", line: 4 }]);
    assert.deepEqual(settings.get("DEBUG").place, { file: "packed/settings/dev.py", line: 7 });
    assert.deepEqual(settings.get("BEFORE").place, { file: "packed/settings/base.py", line: 2 });
    assert.deepEqual(settings.get("TIME_ZONE").places, [{ file: "packed/settings/dev.py", line: 11 }]);
    assert.deepEqual(settings.get("MIDDLEWARE").places, [
      { file: "packed/settings/base.py", line: 5 },
      { file: "packed/settings/dev.py", line: 12 },
    ]);
    const everything = JSON.stringify([settings, settings.complete()[jupyterDisplay](), String(settings)]);
    assert.doesNotMatch(everything, /0815|"tok"|'tok'|pw-42|4711|lion/);
    assert.deepEqual(settings.get("SECRET_KEY").value, "****");
    assert.equal(settings.get("SIGN").value, "sent with ****");
    assert.match(settings.get("DATABASES").text, /'NAME': 'db', 'PASSWORD': '\*\*\*\*'/);
  });
});
