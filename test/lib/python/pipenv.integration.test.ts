import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import {
  compareEnvironments,
  findPython,
  jupyterDisplay,
  type Python,
  startproject,
  type Workspace,
} from "../../../lib/index.js";
import { Pipenv } from "../../../lib/python/pipenv.js";
import { printed } from "../printed.js";
import { chapterWorkspace } from "./course-folder.js";

const secret = "geheim-4711";

describe("pipenv", function () {
  this.timeout(300_000);
  let workspace: Workspace;
  let python: Python;
  let shop: Pipenv;
  before(async () => {
    workspace = await chapterWorkspace("pipenv");
    python = await findPython();
    shop = (await printed(() => Pipenv.open(workspace, python, "shop"))).value;
  });

  it("says where it works, and what is there", () =>
    assert.match(String(shop), /^pipenv at work in shop, with Python [\d.]+: no Pipfile yet$/));

  it("does not take a file for its folder", async () => {
    writeFileSync(workspace.path("notes"), "");
    await assert.rejects(Pipenv.open(workspace, python, "notes"), { name: "FolderUnusable", next: /file/ });
  });

  it("needs a Pipfile, except for making one", async () => {
    for (const act of [
      () => shop.lock(),
      () => shop.sync(),
      () => shop.graph(),
      () => shop.run("python"),
      () => shop.where(),
      () => shop.remove(),
      () => shop.shell(),
      () => shop.pipfile(),
      () => shop.install(),
    ]) {
      await assert.rejects(act, { name: "NoPipfile", next: /pipenv.install/ });
    }
    await assert.rejects(shop.lockFile(), { name: "NoLockFile", next: /pipenv.lock/ });
  });

  it("installs into an environment of the Python that it is given, in the workspace", async () => {
    const { text, value } = await printed(() => shop.install("sqlparse"));
    assert.match(text, /shop \$ .*WORKON_HOME=.* install sqlparse\n/);
    assert.equal(value.exitCode, 0);
    const [folder] = readdirSync(join(workspace.folder, ".virtualenvs"));
    assert.match(folder ?? "", /^shop-/);
    const { value: where } = await printed(() => shop.where());
    assert.equal(where, join(workspace.folder, ".virtualenvs", folder ?? ""));
    const env = await shop.environment();
    assert.equal(env.version, python.version);
    assert.ok(await env.pip.has("sqlparse"));
    assert.match(String(env), /shop.* has another hash/s);
  });

  it("explains its two files", async () => {
    const pipfile = await shop.pipfile();
    assert.deepEqual(pipfile.packages, { sqlparse: "*" });
    assert.ok(pipfile.lines.some(({ key, meaning }) => key === "sqlparse" && /any version/.test(meaning)));
    assert.ok(pipfile.lines.every(({ meaning }) => meaning));
    const lock = await shop.lockFile();
    const onDisk = JSON.parse(readFileSync(join(shop.folder, "Pipfile.lock"), "utf8"));
    const found = lock.get("sqlparse");
    assert.equal(found?.section, "default");
    assert.equal(`==${found?.version}`, onDisk.default.sqlparse.version);
    assert.equal(found?.hashes, onDisk.default.sqlparse.hashes.length);
    assert.equal(lock.pipfileHash, onDisk._meta.hash.sha256);
    assert.ok(python.version.startsWith(`${lock.pythonVersion}.`));
    assert.match(String(lock[jupyterDisplay]()["text/html"]), /<th scope="col">hashes<\/th>/);
  });

  it("runs a program in the environment", async () => {
    const { value } = await printed(() => shop.run("python", "-c", "import sys; print(sys.prefix)"));
    assert.equal(value.stdout.trim().split("\n").at(-1), (await shop.environment()).folder);
    await assert.rejects(
      printed(() => shop.run("no-such-program-of-djlab")),
      { name: "NotInEnvironment" },
    );
    await assert.rejects(shop.run("--version"), /cannot be the name of a program/);
  });

  it("takes the environment that is active, where it is told of one", async () => {
    const active = { folder: (await shop.environment()).folder };
    const stall = await Pipenv.open(workspace, python, "stall", { active });
    writeFileSync(join(stall.folder, "Pipfile"), "");
    assert.equal((await printed(() => stall.where())).value, active.folder);
  });

  it("draws who needs whom", async () => {
    const { value } = await printed(() => shop.graph());
    assert.deepEqual(
      value.roots.map(({ package_name }) => package_name),
      ["sqlparse"],
    );
    assert.match(value.command.stdout, /^sqlparse==/m);
  });

  it("gives a person a shell, in a real terminal", async function () {
    if (process.platform === "win32") this.skip();
    const { text, value } = await printed(() => shop.shell("python -c 'import sys; print(sys.prefix)'"));
    assert.ok(value.text.split("\n").includes((await shop.environment()).folder), value.text);
    assert.match(text, /^shop \$ WORKON_HOME=\S.* shell\n/);
    assert.match(text, /\(shop\)/);
    assert.doesNotMatch(value.text, /[^\n\P{Cc}]/u);
    assert.equal(value.exitCode, 0);
  });

  it("says of a package whether it was the name, the version or the network, and keeps the Pipfile", async () => {
    const before = readFileSync(join(shop.folder, "Pipfile"), "utf8");
    const install = (pipenv: Pipenv, asked: string) => printed(() => pipenv.install(asked));
    await assert.rejects(install(shop, "no-such-package-of-djlab"), { name: "NoSuchPackage" });
    await assert.rejects(install(shop, "sqlparse==99"), { name: "NoSuchVersion" });
    const variables = {
      PIP_INDEX_URL: `http://me:${secret}@127.0.0.1:9/simple`,
      PIP_RETRIES: "0",
      PIP_CONFIG_FILE: devNull,
      PIP_FIND_LINKS: "",
      PIP_EXTRA_INDEX_URL: "",
    };
    const { value: cut } = await printed(() => Pipenv.open(workspace, python, "cut", { variables }));
    await assert.rejects(install(cut, "sqlparse"), (error: Error) => {
      assert.equal(error.name, "NetworkFailed");
      assert.ok(!error.message.includes(secret) && !String(error.stack).includes(secret));
      return true;
    });
    assert.equal(readFileSync(join(shop.folder, "Pipfile"), "utf8"), before);
    assert.ok(!readFileSync(join(cut.folder, "Pipfile"), "utf8").includes(secret));
  });

  it("says of versions that do not fit together that it is they", async () => {
    const before = readFileSync(join(shop.folder, "Pipfile"), "utf8");
    await assert.rejects(
      printed(() => shop.install(["django==5.2", "asgiref==3.0"])),
      { name: "ResolutionFailed", next: /Leave out versions/ },
    );
    assert.equal(readFileSync(join(shop.folder, "Pipfile"), "utf8"), before);
  });

  it("says which of its files cannot be read, and where", async () => {
    for (const [name, text, message] of [
      ["Pipfile", '[packages]\nsqlparse = "*\n', /Pipfile is not TOML: line 2/],
      ["Pipfile.lock", '{"default": {', /Pipfile\.lock is not JSON/],
      ["Pipfile.lock", "{}", /Pipfile\.lock is not what pipenv writes/],
    ] as const) {
      const file = join(shop.folder, name);
      const before = readFileSync(file, "utf8");
      writeFileSync(file, text);
      try {
        const needPipfile = [
          () => shop.pipfile(),
          () => shop.install("asgiref"),
          () => shop.sync(),
          () => shop.graph(),
          () => shop.where(),
          () => shop.environment(),
          () => shop.shell("python --version"),
        ];
        for (const read of name === "Pipfile" ? needPipfile : [() => shop.lockFile()]) {
          await assert.rejects(read, { name: "PipfileUnreadable", message });
        }
      } finally {
        writeFileSync(file, before);
      }
    }
  });

  it("has an environment like all others: Django's project works in it", async () => {
    await printed(() => shop.install("django"));
    const env = await shop.environment();
    const { text, value: site } = await printed(() => startproject("mysite", env));
    assert.match(text, /^\$ \.virtualenvs\/shop-.*django-admin startproject mysite\n/);
    assert.equal(site.environment, env);
    assert.ok((await printed(() => site.check())).value.ok);
    const found = await env.inspect();
    assert.equal(found.maker.tool, "pipenv");
    assert.equal(found.prompt, "shop");
    assert.ok(found.packages.Django ?? found.packages.django);
    assert.match(String(found), /folder of packages +[Ll]ib/);
    const comparison = await compareEnvironments(env, env);
    assert.deepEqual(comparison.differing, []);
    if (process.platform === "win32") return;
    const activation = await env.activated("bash");
    assert.match(activation.command, /^source \.virtualenvs\/shop-.*\/bin\/activate$/);
    assert.ok(activation.restored && activation.leadsHere);
  });

  it("refuses to deploy a lock that is out of date, and installs a new one", async () => {
    const file = join(shop.folder, "Pipfile");
    writeFileSync(file, readFileSync(file, "utf8").replace('sqlparse = "*"', 'sqlparse = ">=0.4"'));
    await assert.rejects(
      printed(() => shop.install([], { deploy: true })),
      { name: "LockOutOfDate", next: /pipenv.lock/ },
    );
    await printed(() => shop.lock());
    const { value } = await printed(() => shop.sync());
    assert.equal(value.exitCode, 0);
  });

  it("loses the environment when the project is moved", async () => {
    const old = (await shop.environment()).folder;
    renameSync(shop.folder, workspace.path("moved"));
    const { value: moved } = await printed(() => Pipenv.open(workspace, python, "moved"));
    await assert.rejects(moved.environment(), { name: "NoPipenvEnvironment", next: /was moved/ });
    assert.ok(existsSync(old));
    assert.equal(await moved.remove(), undefined);
    renameSync(moved.folder, shop.folder);
    assert.equal((await shop.environment()).folder, old);
  });

  it("takes a package away, and the environment", async () => {
    await printed(() => shop.uninstall("sqlparse"));
    assert.deepEqual((await shop.pipfile()).packages, { django: "*" });
    assert.equal(await (await shop.environment()).pip.has("sqlparse"), false);
    const env = await shop.environment();
    const { text, value: removed } = await printed(() => env.remove());
    assert.match(text, / --rm\n/);
    assert.ok(removed.wasThere);
    assert.equal((await env.remove()).wasThere, false);
    assert.deepEqual(
      readdirSync(join(workspace.folder, ".virtualenvs")).filter((name) => name.startsWith("shop-")),
      [],
    );
    assert.equal((await printed(() => shop.remove())).value, undefined);
  });

  it("keeps the environment in the project where that is asked for, and leaves a Pipfile above alone", async () => {
    const above = '[packages]\nsqlparse = "*"\n';
    writeFileSync(join(workspace.folder, "Pipfile"), above);
    const { value: own } = await printed(() => Pipenv.open(workspace, python, "own", { inProject: true }));
    mkdirSync(own.folder, { recursive: true });
    await assert.rejects(
      printed(() => own.sync()),
      { name: "NoPipfile" },
    );
    writeFileSync(join(own.folder, "Pipfile"), "[packages]\n");
    await assert.rejects(
      printed(() => own.sync()),
      { name: "LockMissing" },
    );
    await printed(() => own.run("python", "--version"));
    const env = await own.environment();
    assert.equal(env.folder, join(own.folder, ".venv"));
    assert.match(String(env), /lies in the project/);
    assert.equal(readFileSync(join(workspace.folder, "Pipfile"), "utf8"), above);
  });
});
