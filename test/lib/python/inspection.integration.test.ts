import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Environment, jupyterDisplay, type MadeEnvironment } from "../../../lib/index.js";
import { compareEnvironments } from "../../../lib/python/comparison.js";
import type { EnvironmentInspection } from "../../../lib/python/inspection.js";
import { isAtLeast } from "../../../lib/python/interpreter.js";
import { onEachDjango, site } from "../django/site.js";

describe("an environment that is looked at closely", () => {
  let env: MadeEnvironment;
  let found: EnvironmentInspection;
  before(async function () {
    ({ environment: env } = await site(this));
    found = await env.inspect();
  });

  it("was made by venv, in the time that its command took", () => {
    assert.equal(found.maker.tool, "venv");
    assert.equal(found.seconds, env.made.seconds);
    assert.deepEqual([found.prompt, found.systemSitePackages, found.hasLibrary], ["env", false, false]);
  });

  it("has pip in it, and setuptools only where its Python is older than 3.12", () => {
    assert.ok(found.has("pip"));
    assert.equal(found.has("setuptools") === undefined, isAtLeast(found.version, "3.12"));
  });

  it("tells of each program what it is and which package brought it", () => {
    const named = (name: RegExp) =>
      found.programs.find((one) => name.test(one.name)) ?? assert.fail(String(name));
    assert.equal(named(/^django-admin/).package?.toLowerCase(), "django");
    assert.equal(named(/^django-admin/).calls, "django.core.management:execute_from_command_line");
    assert.deepEqual(
      [named(/^python(\.exe)?$/).kind, named(/^activate$/).kind],
      ["interpreter", "activator"],
    );
    assert.equal(named(/^pip(\.exe)?$/).kind, "script");
    assert.ok(found.activators.includes("activate") && !found.activators.includes("deactivate.bat"));
  });

  it("counts its files and bytes, not those that links lead to", () => {
    const django = Object.keys(found.packages).find((name) => name.toLowerCase() === "django");
    assert.ok(django);
    assert.ok(found.files > 3000 && found.bytes > 10e6 && found.bytes < 500e6);
    assert.ok(existsSync(join(env.workspace.folder, found.sitePackages, "django")));
  });

  it("shows itself with headings to each row", () => {
    const looks = String(found[jupyterDisplay]()["text/html"]);
    assert.match(looks, /<th scope="row">made by<\/th><td>venv<\/td>/);
    assert.match(looks, /Django: calls django\.core/i);
    assert.match(String(found), /^Environment env\n {2}made by {2,}venv\n/);
  });
});

describe("environments that are compared", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("differ in nothing when they are one", async () => {
    assert.deepEqual((await compareEnvironments(env, env)).differing, []);
  });

  it("differ in what another run of this program knows, and the row says so in words", async () => {
    const comparison = await compareEnvironments(env, await Environment.read(env.workspace, "env"));
    assert.deepEqual(comparison.differing, ["time to make it"]);
    const looks = String(comparison[jupyterDisplay]()["text/html"]);
    assert.equal(looks.match(/differs/g)?.length, 1);
    assert.match(String(comparison), /time to make it differs: env: .* s; env: not in this run/);
  });
});

describe("environments of two Pythons", () => {
  let usual: MadeEnvironment;
  before(async function () {
    ({ environment: usual } = await site(this));
  });

  onEachDjango("that are compared with the usual one", (site) => {
    it("differ in all that comes with a Python, and in nothing else of how they were made", async function () {
      const { environment } = await site(this);
      if (environment === usual) return this.skip();
      const { differing } = await compareEnvironments(usual, environment);
      for (const what of ["Python", "its interpreter", "folder of packages"])
        assert.ok(differing.includes(what), what);
      for (const what of ["made by", "Python's library", "prompt when active"])
        assert.ok(!differing.includes(what), what);
    });
  });
});
