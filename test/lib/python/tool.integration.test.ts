import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  Environment,
  findPython,
  findPythons,
  isAtLeast,
  Python,
  relocation,
  repairMoved,
  run,
  ShellMissing,
  type Workspace,
} from "../../../lib/index.js";
import { createEnvironment } from "../../../lib/python/create-environment.js";
import { pinnedTools } from "../../../lib/python/pinned-tools.js";
import { onPath } from "../../../lib/python/tool.js";
import { toolsEnvironment, toolsFolder, toolsPython } from "../../../lib/python/tools-environment.js";
import { uvInstall } from "../../../lib/python/uv.js";
import { virtualenv } from "../../../lib/python/virtualenv.js";
import { printed } from "../printed.js";
import { chapterWorkspace } from "./course-folder.js";
import { makePackages } from "./packages.js";

/** What lies in the folder of the tools, without those that other tests have fetched. */
function besideIt(place: string): string[] {
  return readdirSync(dirname(place)).filter((name) => !name.startsWith("pipenv-"));
}

describe("a tool that is missing", () => {
  let workspace: Workspace;
  let python: Python;
  before(async () => {
    workspace = await chapterWorkspace("tools");
    python = await findPython();
  });

  it("is put beside the course, once, by two programs at the same time, and nothing else is left", async function () {
    this.timeout(300_000);
    const left = join(toolsFolder(workspace), ".making-999999999-killed");
    mkdirSync(left, { recursive: true });
    const fetch = () => toolsEnvironment(workspace, python, "virtualenv");
    const { text, value } = await printed(() => Promise.all([fetch(), fetch()]));
    assert.equal(value[0], value[1]);
    assert.match(text, /virtualenv [\d.]+ is put into \.\.\/\.\.\/\.djlab\/tools\/virtualenv-/);
    assert.deepEqual(besideIt(value[0]), [`virtualenv-${pinnedTools.virtualenv}`]);
    const again = await printed(fetch);
    assert.equal(again.text, "");
    assert.equal(again.value, value[0]);
  });

  it("is mended when its Python is gone", async function () {
    this.timeout(300_000);
    if (process.platform === "win32") this.skip();
    const place = await toolsEnvironment(workspace, python, "virtualenv");
    unlinkSync(toolsPython(place));
    symlinkSync("/nowhere/python", toolsPython(place));
    const { text, value } = await printed(() => toolsEnvironment(workspace, python, "virtualenv"));
    assert.match(text, /is put into/);
    assert.equal(value, place);
    assert.ok(existsSync(toolsPython(place)));
    assert.equal(besideIt(place).length, 1);
  });

  it("makes environments as venv does, and renews them", async function () {
    this.timeout(120_000);
    const { text, value: env } = await printed(() => virtualenv(workspace, python, "env"));
    assert.match(text, /virtualenv --python .* env\n/);
    assert.equal(env.version, python.version);
    assert.equal(env.basePrefix, python.facts.basePrefix);
    assert.ok(await env.pip.has("pip"));
    writeFileSync(join(env.folder, "mine"), "");
    const { value: again } = await printed(() =>
      createEnvironment(workspace, python, "env", { by: "virtualenv" }),
    );
    assert.ok(!again.made.argv.includes("--clear") && existsSync(join(env.folder, "mine")));
    rmSync(join(env.folder, "pyvenv.cfg"));
    await assert.rejects(virtualenv(workspace, python, "env"), /something else with the name env/);
  });

  it("makes environments that work after a move to a folder with a space in its name, when they are repaired", async function () {
    if (process.platform === "win32") return this.skip(); // launchers cannot be written anew
    this.timeout(120_000);
    // A plain path stands in the activators without quotes.
    const plain = mkdtempSync(join(tmpdir(), "djlab-plain-"));
    try {
      const place = await toolsEnvironment(workspace, python, "virtualenv");
      const make = (name: string) =>
        run([toolsPython(place), "-m", "virtualenv", "--no-periodic-update", name], {
          cwd: plain,
          show: false,
        });
      await make("env");
      await make("Ada's");
      assert.ok((await relocation(join(plain, "Ada's"))).works, "an apostrophe is no sign of a move");
      cpSync(join(plain, "env"), workspace.path("came"), { recursive: true, verbatimSymlinks: true });
      const found = await repairMoved(workspace.path("came"));
      assert.ok(found.works, String(found));
      const came = await Environment.read(workspace, "came");
      for (const shell of ["sh", "bash", "zsh", "fish"] as const) {
        try {
          const { leadsHere, restored } = await came.activated(shell);
          assert.ok(leadsHere && restored, shell);
        } catch (error) {
          if (!(error instanceof ShellMissing)) throw error;
        }
      }
    } finally {
      rmSync(plain, { recursive: true });
    }
  });

  it("makes none of a Python that is gone", async function () {
    this.timeout(120_000);
    const gone = new Python(["/no/python"], { ...python.facts, executable: "/no/python" });
    await assert.rejects(
      printed(() => virtualenv(workspace, gone, "none")),
      { name: "PythonNotFound", next: /findPythons/ },
    );
    assert.ok(!existsSync(workspace.path("none")));
  });

  it("makes none of a Python that is too old for it", async function () {
    this.timeout(120_000);
    const old = [...(await findPythons())].find(
      (one) => "python" in one && /^3\.[67]\./.test(one.python.version),
    );
    if (!old || !("python" in old)) {
      console.log("      there is no Python here that is too old: skipped");
      return this.skip();
    }
    await assert.rejects(
      printed(() => virtualenv(workspace, old.python, "none")),
      { name: "PythonNotFound", next: /not too old/ },
    );
  });

  it("is no tool when what has its name on PATH does not start", async () => {
    const folder = workspace.path("path");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "pipenv");
    writeFileSync(file, "#!/bin/sh\nexit 127\n", { mode: 0o755 });
    assert.equal(await onPath("pipenv", [folder], "linux"), false);
    writeFileSync(file, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    assert.equal(await onPath("pipenv", [folder], "linux"), process.platform !== "win32");
    assert.equal(await onPath("pipenv", [folder], "win32"), false);
  });

  it("is not fetched unasked when it is uv", async function () {
    if (await onPath("uv")) this.skip();
    await assert.rejects(createEnvironment(workspace, python, "by-uv", { by: "uv" }), {
      name: "ProgramMissing",
      next: /pipx install uv/,
    });
  });

  it("is uv also where packages lie beside the course: it asks no index for what is there", async function () {
    this.timeout(300_000);
    const wheels = join(dirname(toolsFolder(workspace)), "wheels");
    mkdirSync(wheels);
    try {
      await makePackages(python.command, wheels);
      const { value: env } = await printed(() =>
        createEnvironment(workspace, python, "beside", { by: "uv", fetch: true }),
      );
      const options = { fetch: true, variables: { UV_DEFAULT_INDEX: "http://127.0.0.1:9/simple" } };
      const { text, value } = await printed(() => uvInstall(env, python, ["djlabone"], options));
      assert.match(text, /pip install --no-index --find-links \S*\.djlab\/wheels --python .* djlabone\n/);
      assert.equal(value.get("djlabthing")?.version, "1.0");
      await assert.rejects(
        printed(() => uvInstall(env, python, ["sqlparse"], { fetch: true, offline: true })),
        { name: "NoSuchPackage" },
      );
    } finally {
      rmSync(wheels, { recursive: true });
    }
  });

  it("is uv when that is asked for, which makes environments and fills them", async function () {
    this.timeout(300_000);
    const { value: env } = await printed(() =>
      createEnvironment(workspace, python, "by-uv", { by: "uv", fetch: true }),
    );
    assert.equal(env.version, python.version);
    assert.ok(!(await env.pip.has("pip")));
    await assert.rejects(
      printed(() => env.pip.list()),
      { name: "NoPip", next: /ensurepip/ },
    );
    const install = (name: string, variables = {}) =>
      printed(() => uvInstall(env, python, [name], { fetch: true, variables }));
    const { text, value } = await install("sqlparse");
    assert.match(text, /uv(\.exe)? pip install --python .* sqlparse\n/);
    assert.ok(value.get("sqlparse"));
    await assert.rejects(install("no-such-package-of-djlab"), { name: "NoSuchPackage" });
    await assert.rejects(install("sqlparse==99"), { name: "NoSuchVersion" });
    await assert.rejects(install("sqlparse>=99"), { name: "NoSuchVersion" });
    await assert.rejects(install("django>=99"), { name: "NoSuchVersion" });
    await assert.rejects(install("sqlparse>0.4.4,<0.5"), { name: "NoSuchVersion" });
    if (!isAtLeast(python.version, "3.12")) {
      await assert.rejects(install("django>=6"), { name: "PythonDoesNotFit" });
    }
    await assert.rejects(install("djago"), { name: "NoSuchPackage", next: /Did you mean django\?/ });
    await assert.rejects(
      printed(() => uvInstall(env, python, ["django==5.2", "asgiref==3.0"], { fetch: true })),
      { name: "PackagesConflict" },
    );
    const gone = new Python(["/no/python"], { ...python.facts, executable: "/no/python" });
    await assert.rejects(
      printed(() => createEnvironment(workspace, gone, "none", { by: "uv", fetch: true })),
      { name: "PythonNotFound", next: /findPythons/ },
    );
    const closed = { UV_DEFAULT_INDEX: "http://127.0.0.1:9/simple", UV_HTTP_RETRIES: "0" };
    await assert.rejects(install("asgiref", closed), { name: "NetworkFailed" });
    const { value: again } = await printed(() =>
      createEnvironment(workspace, python, "by-uv", { by: "uv", fetch: true }),
    );
    assert.ok(await again.pip.has("sqlparse"));
  });
});
