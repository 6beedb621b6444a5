import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { Environment, findPython, findPythons, Pip, run, venv, Workspace } from "../../../lib/index.js";
import { isAtLeast } from "../../../lib/python/interpreter.js";
import { site } from "../django/site.js";
import { printed } from "../printed.js";
import { makePackages } from "./packages.js";

/** An index that nobody answers for, and no other place to look. */
const nowhere = {
  PIP_INDEX_URL: "http://127.0.0.1:9/simple",
  PIP_EXTRA_INDEX_URL: "",
  PIP_FIND_LINKS: "",
  PIP_CONFIG_FILE: devNull,
  PIP_RETRIES: "1",
};

describe("a real pip that fails", () => {
  let env: Environment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("says that it was the name", async () => {
    await assert.rejects(
      printed(() => env.pip.install("no-such-package-of-djlab")),
      { name: "NoSuchPackage", next: /spelling of no-such-package-of-djlab/ },
    );
  });

  it("says that it was the version", async () => {
    await assert.rejects(
      printed(() => env.pip.install("sqlparse==99")),
      { name: "NoSuchVersion" },
    );
  });

  it("says that it was the network", async () => {
    await assert.rejects(
      printed(() => env.pip.install("no-such-package-of-djlab", { variables: nowhere })),
      { name: "NetworkFailed", next: /network/ },
    );
  });

  it("says that it was the Python", async function () {
    if (isAtLeast(env.version, "3.12")) this.skip(); // takes every Django that there is
    await assert.rejects(
      printed(() => env.pip.install("django>=6")),
      { name: "PythonDoesNotFit", message: new RegExp(`takes Python ${env.version}`) },
    );
  });
});

describe("a real pip", function () {
  this.timeout(120_000);
  let course: string;
  let workspace: Workspace;
  let env: Environment;
  before(async () => {
    course = await mkdtemp(join(tmpdir(), "djlab pip ä-"));
    const wheels = join(course, ".djlab", "wheels");
    mkdirSync(wheels, { recursive: true });
    workspace = await Workspace.open(join(course, "work", "chapter"));
    const python = await findPython();
    await makePackages(python.command, wheels);
    ({ value: env } = await printed(() => venv(workspace, python, "env")));
  });
  after(() => rm(course, { recursive: true, maxRetries: 3 }));

  const fails = (act: () => Promise<unknown>, error: object) => assert.rejects(printed(act), error);

  it("asks no index where everything that is asked for was fetched beforehand", async () => {
    const { text } = await printed(() => env.pip.install("djlabone", { variables: nowhere }));
    assert.match(text, /pip install --no-index --find-links \S*\.djlab\/wheels djlabone\n/);
    const { value } = await printed(() => env.pip.show("djlabone"));
    assert.equal(value.packages.length, 2);
    await printed(() => env.pip.uninstall("djlabone"));
    await printed(() => env.pip.uninstall("djlabthing"));
  });

  it("asks the index too, where something is missing, unless it is told to do without", async () => {
    await fails(() => env.pip.install("djlab-not-there", { variables: nowhere }), { name: "NetworkFailed" });
    await fails(() => env.pip.install("djlab-not-there", { offline: true }), { name: "NoSuchPackage" });
    await fails(() => env.pip.install("djnago", { offline: true }), {
      name: "NoSuchPackage",
      next: /Did you mean django\?/,
    });
    const bare = await Workspace.open(await mkdtemp(join(tmpdir(), "djlab bare-")));
    const home = {
      workspace: bare,
      name: "env",
      version: env.version,
      facts: env.facts,
      program: () => env.facts.executable,
    };
    await fails(() => new Pip(home).install("djlabthing", { offline: true }), {
      name: "DjlabError",
      message: /no folder .djlab\/wheels/,
    });
    await rm(bare.folder, { recursive: true });
  });

  it("that has wheels for other machines alone says so", async () => {
    await fails(() => env.pip.install("djlabelsewhere", { offline: true }), {
      name: "NoSuchPackage",
      message: /none for this Python and system/,
    });
  });

  it("refuses a file with another hash, and what has none beside what has one", async () => {
    const zeros = "0".repeat(64);
    writeFileSync(workspace.path("locked.txt"), `djlabthing==1.0 --hash=sha256:${zeros}\n`);
    await fails(() => env.pip.installFrom("locked.txt", { offline: true }), {
      name: "HashMismatch",
      message: /not the one that the requirements name/,
    });
    const wheel = readFileSync(join(course, ".djlab", "wheels", "djlabthing-1.0-py3-none-any.whl"));
    const right = createHash("sha256").update(wheel).digest("hex");
    writeFileSync(workspace.path("half.txt"), `djlabthing==1.0 --hash=sha256:${right}\ndjlabone==1.0\n`);
    await fails(() => env.pip.installFrom("half.txt", { offline: true }), {
      name: "HashMismatch",
      message: /all of them must/,
    });
    assert.equal(await env.pip.has("djlabthing"), false);
    await fails(() => env.pip.installFrom("no-such.txt"), {
      name: "DjlabError",
      message: /no file no-such.txt/,
    });
    await fails(() => env.pip.installFrom("../x.txt"), { name: "DjlabError", message: /cannot be a name/ });
  });

  it("says of a source that does not build that it does not, and of a conflict that it is one", async () => {
    await fails(() => env.pip.install("djlabsource", { offline: true }), { name: "BuildFailed" });
    await fails(() => env.pip.install("djlabone", "djlabtwo", { offline: true }), {
      name: "PackagesConflict",
    });
  });

  it("says that the disk is full", async function () {
    if (process.platform !== "linux") this.skip();
    // Every write to this device fails as on a full disk.
    const variables = { PIP_REPORT: "/dev/full" };
    await fails(() => env.pip.install("djlabthing", { offline: true, variables }), { name: "DiskFull" });
  });

  it("says that it was interrupted", async function () {
    if (process.platform !== "linux") this.skip();
    const server = await silentServer(() => {
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
      for (const child of children) {
        const isPip = readFileSync(`/proc/${child}/cmdline`, "utf8").includes("djlab-slow");
        if (isPip) process.kill(Number(child), "SIGINT");
      }
    });
    const { port } = server.address() as AddressInfo;
    const variables = { ...nowhere, PIP_INDEX_URL: `http://127.0.0.1:${port}/simple` };
    await fails(() => env.pip.install("djlab-slow", { variables }), { name: "Interrupted" });
    server.closeAllConnections();
    server.close();
  });

  it("that was interrupted is done anew, since pip takes what it has begun for installed", async () => {
    await printed(() => env.pip.install("django"));
    const folder = env.facts.sitePackages[0] ?? "";
    const record = readdirSync(folder).find((name) => /^django-.*\.dist-info$/i.test(name)) ?? "";
    // As a kill leaves it between the files of the package and its programs.
    rmSync(join(folder, record, "INSTALLER"));
    rmSync(join(env.workspace.folder, env.program("django-admin")), { force: true });
    rmSync(join(env.workspace.folder, env.program("django-admin.exe")), { force: true });
    assert.equal(await env.pip.has("django"), false);
    const { text } = await printed(() => env.pip.install("django"));
    assert.match(text, /^\(Interrupted before, done anew: django-[\d.]+\)\n/i);
    assert.ok(await env.pip.has("django"));
    await run([env.program("django-admin"), "--version"], { cwd: env.workspace.folder, show: false });
  });

  it("leaves the system's packages alone, which an environment may see", async () => {
    const folder = join(course, "systems", "site-packages");
    mkdirSync(join(folder, "other-1.0.dist-info"), { recursive: true });
    const facts = { ...env.facts, sitePackages: [folder, ...env.facts.sitePackages] };
    const { version, name } = env;
    const pip = new Pip({ workspace, name, version, facts, program: (word) => env.program(word) });
    await printed(() => pip.install("djlabthing", { offline: true }));
    assert.deepEqual(readdirSync(folder), ["other-1.0.dist-info"]);
  });

  it("that is missing in the environment is named, with what puts it there", async () => {
    const { command } = await findPython();
    await run([...command, "-m", "venv", "--without-pip", "bare"], { cwd: workspace.folder, show: false });
    const bare = await Environment.read(workspace, "bare");
    await fails(() => bare.pip.install("djlabthing", { offline: true }), {
      name: "NoPip",
      next: /ensurepip/,
    });
    await fails(() => bare.pip.list(), { name: "NoPip" });
    assert.deepEqual(
      (await bare.pip.packages()).map(({ name }) => name),
      [],
    );
  });

  it("of the system keeps out of it", async function () {
    for (const candidate of await findPythons()) {
      if (!("python" in candidate) || !candidate.python.facts.externallyManaged) continue;
      const { version, facts } = candidate.python;
      const pip = new Pip({ workspace, name: "system", version, facts, program: () => facts.executable });
      if (!(await pip.has("pip"))) continue;
      return fails(() => pip.install("djlabthing", { offline: true }), {
        name: "ExternallyManaged",
        next: /virtual environment/,
      });
    }
    return this.skip();
  });

  it("finds no package to show that is not there", async () => {
    await fails(() => env.pip.show("djlabtwo"), {
      name: "NotInstalled",
      next: /env.pip.install\("djlabtwo"\)/,
    });
    await fails(() => env.pip.files("djlabtwo"), { name: "DjlabError", message: /not installed in env/ });
  });
});

async function silentServer(onRequest: () => void): Promise<Server> {
  const server = createServer(onRequest);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
