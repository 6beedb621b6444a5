import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, type Python, run, Workspace } from "../../../lib/index.js";
import { bringTo } from "../../../lib/lab/states.js";
import { programsFolder } from "../../../lib/python/environment.js";
import { printed } from "../printed.js";

describe("a state that a chapter starts from", function () {
  this.timeout(300_000);
  let folder: string;
  let workspace: Workspace;
  let python: Python;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "djlab states-"));
    workspace = await Workspace.open(join(folder, "work"));
    python = await findPython();
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is made where there is nothing, shown, and saved", async () => {
    const { text, value } = await printed(() => bringTo("project", workspace, python));
    assert.match(text, /-m venv env\n[\s\S]*-m pip install [\s\S]*startproject mysite/);
    assert.equal(value?.what, "saved");
    assert.ok(existsSync(join(workspace.path("mysite"), "manage.py")));
  });

  it("costs an empty folder no command the next time, and works in its place", async () => {
    await workspace.clear();
    const { text, value } = await printed(() => bringTo("project", workspace, python));
    assert.equal(text, "");
    assert.equal(value?.what, "restored");
    const inside = join(workspace.path("env"), programsFolder, "python");
    const { stdout } = await run([inside, "manage.py", "check"], {
      cwd: workspace.path("mysite"),
      show: false,
    });
    assert.match(stdout, /no issues/);
    const admin = join(workspace.path("env"), programsFolder, "django-admin");
    await run([admin, "--version"], { cwd: workspace.folder, show: false });
  });

  it("leaves alone what the reader has made meanwhile", async () => {
    rmSync(join(workspace.path("mysite"), "mysite", "asgi.py"));
    const { value } = await printed(() => bringTo("project", workspace, python));
    assert.equal(value, undefined);
    assert.ok(!existsSync(join(workspace.path("mysite"), "mysite", "asgi.py")));
  });

  it("of another name is refused, with those that there are", async () => {
    await assert.rejects(bringTo("constructor", workspace, python), {
      message: 'There is no state "constructor"',
      next: /empty, environment, project/,
    });
  });
});
