import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { django } from "../../../lib/django/django.js";
import { checkName } from "../../../lib/django/name-check.js";
import { openProject } from "../../../lib/django/project.js";
import { NotAProject, projectFolder } from "../../../lib/django/project-folder.js";
import { DestinationMissing, NameRefused, NameTaken } from "../../../lib/django/refusals.js";
import { formatter } from "../../../lib/django/skeleton.js";
import { startproject } from "../../../lib/django/startproject.js";
import type { Environment } from "../../../lib/python/environment.js";
import { Workspace } from "../../../lib/tools/workspace.js";
import { printed } from "../printed.js";
import { onEachDjango } from "./site.js";

onEachDjango("startproject", (site) => {
  let env: Environment;
  let workspace: Workspace;
  before(async function () {
    ({ environment: env } = await site(this));
    ({ workspace } = env);
    rmSync(workspace.path("first"), { recursive: true, force: true });
    await printed(() => startproject("first", env));
  });
  after(async () => {
    const made = ["first", "second", "third", "x", "kind", "notes", "manage.py"];
    for (const name of made) rmSync(workspace.path(name), { recursive: true, force: true });
  });

  it("takes a Django as well as its environment, and tells where that Django's command is", async () => {
    const found = await django(env);
    assert.ok(existsSync(found.program));
    assert.match(found.program, /(bin|Scripts)[\\/]django-admin(\.exe)?$/);
    const { value } = await printed(() => startproject("second", found));
    assert.equal(value.django, found);
    assert.equal(value.folder, workspace.path("second"));
  });

  it("is refused a second time in two ways, and what is there stays", async () => {
    const admin = (await printed(() => startproject("first", env))).value;
    assert.match(admin.made.stderr, /already exists/);
    const { value, text } = await printed(() => startproject("first", env, { byModule: true }));
    assert.match(value.made.stderr, /conflicts with the name of an existing Python module/);
    assert.match(text, /first is there already\. It stays as it is/);
  });

  it("puts a project right into the workspace, and again", async () => {
    const { value: project } = await printed(() => startproject("x", env, { into: "." }));
    assert.equal(project.folder, workspace.folder);
    assert.match(await project.read("x/settings.py"), /x\.urls/);
    const again = await printed(() => startproject("x", env, { into: "." }));
    assert.match(again.text, /x is there already/);
    await assert.rejects(
      printed(() => startproject("y", env, { into: "." })),
      NameTaken,
    );
    rmSync(join(workspace.folder, "manage.py"));
    rmSync(workspace.path("x"), { recursive: true });
  });

  it("puts a project right into the workspace anew where an earlier run was interrupted", async () => {
    const half = workspace.making("x", async () => {
      mkdirSync(workspace.path("x"));
      writeFileSync(join(workspace.folder, "manage.py"), "'x.settings'");
      throw new Error("interrupted");
    });
    await assert.rejects(half, /interrupted/);
    const { value: project } = await printed(() => startproject("x", env, { into: "." }));
    assert.match(await project.read("manage.py"), /execute_from_command_line/);
    assert.ok(!existsSync(join(workspace.folder, ".making-x")));
    rmSync(join(workspace.folder, "manage.py"));
    rmSync(workspace.path("x"), { recursive: true });
  });

  it("puts a project into a folder, which Django 5 wants to be there", async () => {
    const into = () => printed(() => startproject("x", env, { into: "third" }));
    if ((await django(env)).version.startsWith("5.")) await assert.rejects(into(), DestinationMissing);
    mkdirSync(workspace.path("third"), { recursive: true });
    const { value } = await into();
    assert.deepEqual([value.name, value.folder], ["x", workspace.path("third")]);
    assert.match((await into()).text, /x is there already/);
    assert.ok(existsSync(join(value.folder, "x", "settings.py")));
  });

  it("fills in a template of the reader's own", async () => {
    const kind = workspace.path("kind");
    mkdirSync(join(kind, "project_name"), { recursive: true });
    for (const file of ["manage.py-tpl", "notes.txt", "Dockerfile", "raw.md"]) {
      writeFileSync(join(kind, file), "{{ project_name }}");
    }
    rmSync(workspace.path("second"), { recursive: true, force: true });
    const options = { template: "kind", extensions: ["txt"], names: ["Dockerfile"] };
    const { value, text } = await printed(() => startproject("second", env, options));
    assert.match(text, /startproject second --template kind --extension txt --name Dockerfile/);
    const files = ["manage.py", "notes.txt", "Dockerfile", "raw.md"];
    const texts = files.map((file) => readFileSync(join(value.folder, file), "utf8"));
    assert.deepEqual(texts, ["second", "second", "second", "{{ project_name }}"]);
    assert.ok(existsSync(join(value.folder, "second")));
    await assert.rejects(startproject("z", env, { template: "../kind" }), /cannot be a name here/);
    await assert.rejects(startproject("z", env, { extensions: ["--x"] }), /is not a file's name or ending/);
  });

  it("refuses names in Django's own words, and leaves nothing", async () => {
    const before = await workspace.entries();
    for (const name of ["my-site", "1st", "my site"]) {
      await assert.rejects(
        printed(() => startproject(name, env)),
        (error) => {
          assert.ok(error instanceof NameRefused);
          return error.lastWords.includes(`'${name}' is not a valid project name`);
        },
      );
    }
    await assert.rejects(
      printed(() => startproject("os", env)),
      NameTaken,
    );
    assert.deepEqual(await workspace.entries(), before);
  });

  it("is never given an option or a path for a name", async () => {
    for (const name of ["-x", "--template=a", "../x", "a/b", ""]) {
      await assert.rejects(startproject(name, env), /cannot be a name here/);
    }
    await assert.rejects(startproject("z", env, { into: "../z" }), /cannot be a name here/);
  });

  it("has its names checked beforehand, by Django, without writing anything", async () => {
    const before = await workspace.entries();
    assert.equal((await checkName("good", env)).ok, true);
    const keyword = await checkName("class", env);
    assert.ok(keyword.ok && keyword.isKeyword);
    assert.match(String(keyword), /takes it for a project, but it is a word of Python's own/);
    assert.match((await checkName("my-site", env)).refusal ?? "", /not a valid project name/);
    assert.match((await checkName("os", env, "app")).refusal ?? "", /conflicts with .* as an app name/);
    assert.deepEqual(await workspace.entries(), before);
  });

  it("is not needed for a project that is there", async () => {
    const project = await openProject("first", env);
    assert.deepEqual((await project.tree()).added, []);
    assert.equal(project.made, undefined);
    assert.equal((await project.facts()).settingsModule, "first.settings");
    mkdirSync(workspace.path("notes"), { recursive: true });
    await assert.rejects(openProject("notes", env), NotAProject);
  });
});

describe("a project's folder", () => {
  it("can be looked at without any Django", async () => {
    const workspace = await Workspace.open(process.cwd());
    assert.throws(() => projectFolder(workspace, "lib"), NotAProject);
    assert.throws(() => projectFolder(workspace, ".."), /cannot be a name here/);
  });

  it("may be laid out anew by black, when that is on PATH outside of environments", async () => {
    const folder = await mkdtemp(join(tmpdir(), "djlab-black-"));
    const name = process.platform === "win32" ? "black.exe" : "black";
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", name), "");
    const variables = { PATH: join(folder, "bin") };
    assert.equal(formatter(variables), join(folder, "bin", name));
    writeFileSync(join(folder, "pyvenv.cfg"), "");
    assert.equal(formatter(variables), undefined);
    rmSync(folder, { recursive: true });
  });
});
