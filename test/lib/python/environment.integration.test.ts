import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailed, findPython, type MadeEnvironment, venv } from "../../../lib/index.js";
import { programsFolder } from "../../../lib/python/environment.js";
import { site } from "../django/site.js";
import { printed } from "../printed.js";

describe("a virtual environment", () => {
  let env: MadeEnvironment;
  let text: string;
  before(async function () {
    ({ environment: env, text } = await site(this));
  });

  it("is made by the command that was shown", () => {
    const [, command] = /^\$ (.*)\n/.exec(text) ?? [];
    assert.equal(command, env.made.command);
    assert.match(env.made.command, / -m venv env$/);
  });

  it("knows that it is one, and which Python lends it the library", async () => {
    const python = await findPython();
    assert.equal(env.prefix, env.folder);
    assert.equal(env.basePrefix, python.facts.basePrefix);
    assert.equal(env.version, python.version);
    assert.ok(!env.standardLibrary.startsWith(env.folder));
    assert.ok(existsSync(join(env.workspace.folder, env.sitePackages, "pip")));
  });

  it("tells from the disk whether its interpreter is a link or a copy", () => {
    const isLink = lstatSync(join(env.workspace.folder, env.interpreter.path)).isSymbolicLink();
    assert.equal(env.interpreter.kind, isLink ? "link" : "copy");
    assert.ok(existsSync(env.interpreter.target));
  });

  it("is renewed when it is made again, and keeps its packages", async function () {
    this.timeout(120_000);
    const { value } = await printed(async () => venv(env.workspace, await findPython(), "env"));
    assert.ok(!value.made.argv.includes("--clear"));
    assert.ok(await value.pip.has("django"));
  });

  it("that was half made is made anew", async function () {
    this.timeout(120_000);
    const half = env.workspace.making("half", async () => {
      mkdirSync(join(env.workspace.path("half"), programsFolder), { recursive: true });
      writeFileSync(join(env.workspace.path("half"), "rest"), "");
      throw new Error("interrupted");
    });
    await assert.rejects(half);
    const { value } = await printed(async () => venv(env.workspace, await findPython(), "half"));
    assert.ok(value.made.argv.includes("--clear"));
    assert.ok(!existsSync(join(value.folder, "rest")));
    rmSync(value.folder, { recursive: true });
  });

  it("does not touch something else that has its name", async () => {
    mkdirSync(env.workspace.path("mine"));
    writeFileSync(join(env.workspace.path("mine"), "notes.txt"), "mine");
    await assert.rejects(
      venv(env.workspace, await findPython(), "mine"),
      /something else with the name mine/,
    );
    assert.ok(existsSync(join(env.workspace.path("mine"), "notes.txt")));
    rmSync(env.workspace.path("mine"), { recursive: true });
  });
});

describe("pip", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("says what an installation put where", async () => {
    const django = await env.pip.show("Django");
    const [first, ...others] = django.packages.map(({ name }) => name.toLowerCase());
    assert.equal(first, "django");
    assert.ok(others.includes("sqlparse") && others.includes("asgiref"));
    assert.ok(django.folder.startsWith(env.folder));
    assert.ok(django.programs.some((path) => path.includes("django-admin")));
    for (const { files, bytes } of django.packages) assert.ok(files > 5 && bytes > 10_000);
  });

  it("is satisfied when it is asked again", async function () {
    this.timeout(120_000);
    const { value } = await printed(() => env.pip.install("django"));
    assert.match(value.command.stdout, /already satisfied: django/);
  });

  it("refuses what is no name of a package, and so can become no option of pip's", async () => {
    for (const name of ["--user", "-r/etc/passwd", "https://host.test/x.whl", "../x", "a b", ""]) {
      await assert.rejects(env.pip.install(name), {
        name: "DjlabError",
        message: /is not the name of a package/,
      });
    }
  });

  it("that finds no such package says to check the name", async function () {
    this.timeout(120_000);
    await withVariable("PIP_NO_INDEX", "1", async () => {
      const failing = printed(() => env.pip.install("no-such-package-of-djlab"));
      await assert.rejects(
        failing,
        (error) => error instanceof CommandFailed && /spelling/.test(error.next ?? ""),
      );
    });
  });

  it("that reaches no index says that it is the network", async function () {
    this.timeout(120_000);
    const [url, retries] = ["http://127.0.0.1:9/simple", "1"];
    await withVariable("PIP_INDEX_URL", url, () =>
      withVariable("PIP_EXTRA_INDEX_URL", url, () =>
        withVariable("PIP_RETRIES", retries, async () => {
          const failing = printed(() => env.pip.install("no-such-package-of-djlab"));
          await assert.rejects(
            failing,
            (error) => error instanceof CommandFailed && /network/.test(error.next ?? ""),
          );
        }),
      ),
    );
  });
});

async function withVariable(name: string, value: string, act: () => Promise<void>): Promise<void> {
  const before = process.env[name];
  process.env[name] = value;
  try {
    await act();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}
