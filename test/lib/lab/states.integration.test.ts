import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Environment, findPython, openProject, type Python, run, Workspace } from "../../../lib/index.js";
import { bringTo } from "../../../lib/lab/states.js";
import { programsFolder } from "../../../lib/python/environment.js";
import { printed } from "../printed.js";

describe("a state that a chapter starts from", function () {
  this.timeout(300_000);
  let folder: string;
  let first: Workspace;
  let second: Workspace;
  let python: Python;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "djlab states-"));
    mkdirSync(join(folder, ".djlab"));
    first = await Workspace.open(join(folder, "first"));
    second = await Workspace.open(join(folder, "second chapter"));
    python = await findPython();
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is made by the real commands, which are shown, where no chapter has made it", async () => {
    const { text } = await printed(() => bringTo("app", first, python));
    assert.match(text, /-m venv env\n[\s\S]*-m pip install [\s\S]*startproject mysite[\s\S]*startapp books/);
    const mysite = await openProject("mysite", await Environment.read(first, "env"));
    assert.ok((await mysite.apps()).own.some(({ name }) => name === "books"));
    assert.deepEqual(readdirSync(join(folder, ".djlab", "prepared")).length, 2);
  });

  it("costs another chapter no command, and works in its place", async () => {
    const { text } = await printed(() => bringTo("app", second, python));
    assert.equal(text, "");
    const inside = join(second.path("env"), programsFolder, "python");
    const { stdout } = await run([inside, "manage.py", "check"], {
      cwd: second.path("mysite"),
      show: false,
    });
    assert.match(stdout, /no issues/);
    const admin = join(second.path("env"), programsFolder, "django-admin");
    await run([admin, "--version"], { cwd: second.folder, show: false });
    const env = await Environment.read(second, "env");
    assert.ok(env.prefix.startsWith(second.folder), env.prefix);
  });

  it("leaves alone what the reader has made meanwhile", async () => {
    rmSync(join(second.path("mysite"), "mysite", "asgi.py"));
    const { text } = await printed(() => bringTo("app", second, python));
    assert.equal(text, "");
    assert.ok(!existsSync(join(second.path("mysite"), "mysite", "asgi.py")));
  });

  it("takes over the environment of a state that it shares with another", async () => {
    await second.clear();
    const { text } = await printed(() => bringTo("project", second, python));
    assert.doesNotMatch(text, /venv|pip install/);
    assert.match(text, /startproject mysite/);
    const mysite = await openProject("mysite", await Environment.read(second, "env"));
    assert.deepEqual((await mysite.apps()).own, []);
  });

  it("that was half made is made anew", async () => {
    await assert.rejects(
      second.making(
        "mysite",
        async () => {
          rmSync(join(second.path("mysite"), "mysite"), { recursive: true });
          throw new Error("interrupted");
        },
        { replace: true },
      ),
    );
    await printed(() => bringTo("project", second, python));
    assert.ok(existsSync(join(second.path("mysite"), "mysite", "settings.py")));
  });

  it("of another name is refused, with those that there are", async () => {
    await assert.rejects(bringTo("constructor", first, python), {
      message: 'There is no state "constructor"',
      next: /empty, environment, project, app, pages, models, site/,
    });
  });
});
