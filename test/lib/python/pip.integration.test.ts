import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jupyterDisplay, type MadeEnvironment } from "../../../lib/index.js";
import { PackageList } from "../../../lib/python/package-list.js";
import { site } from "../django/site.js";
import { printed } from "../printed.js";

describe("pip", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("lists what is installed, as it is typed and as data", async () => {
    const { text, value } = await printed(() => env.pip.list());
    assert.match(text, /^\$ .*python(\.exe)? -m pip list\n/);
    assert.ok(value instanceof PackageList);
    for (const { name, version } of value) {
      assert.match(
        value.command.stdout,
        new RegExp(`^${name}\\s+${version.replaceAll(".", "\\.")}\\s*$`, "m"),
      );
    }
    assert.deepEqual(
      value.names,
      value.names.toSorted((a, b) => a.localeCompare(b, "en")),
    );
    assert.match(value.get("DJANGO")?.summary ?? "", /framework/);
    assert.match(String(value[jupyterDisplay]()["text/html"]), /<th scope="col">version<\/th>/);
  });

  it("shows one package", async () => {
    const { text, value } = await printed(() => env.pip.show("Django"));
    assert.match(text, /-m pip show Django\n/);
    assert.ok(value.command?.stdout.includes(`Version: ${value.version}\n`));
    assert.ok(value.packages.some(({ name }) => name === "sqlparse"));
  });

  it("freezes versions into a file, from which they are installed", async () => {
    const { value: frozen } = await printed(() => env.pip.freeze());
    assert.ok(frozen.lines.some((line) => /^Django==\d/.test(line)));
    assert.equal(await frozen.save("requirements.txt"), "requirements.txt");
    assert.equal(readFileSync(env.workspace.path("requirements.txt"), "utf8"), `${frozen}\n`);
    assert.deepEqual(
      readdirSync(env.workspace.folder).filter((name) => /requirements/.test(name)),
      ["requirements.txt"],
    );
    const { text, value } = await printed(() => env.pip.installFrom("requirements.txt"));
    assert.match(text, /pip install -r requirements.txt\n/);
    assert.match(value.command.stdout, /already satisfied: Django==/);
    assert.ok(value.get("asgiref"));
  });

  it("tells which files of a package serve which end", async () => {
    const files = await env.pip.files("django");
    assert.deepEqual(
      files.kinds.map(({ kind }) => kind),
      ["modules", "metadata", "programs"],
    );
    const [modules, metadata, programs] = files.kinds;
    assert.ok((modules?.files ?? 0) > 1000 && (metadata?.files ?? 0) > 3);
    assert.ok(metadata?.examples.some((path) => path.endsWith("METADATA")));
    assert.match(programs?.examples.join() ?? "", /django-admin/);
    for (const { examples } of files.kinds) for (const path of examples) assert.ok(existsSync(path));
    const { django } = { django: await distribution("django") };
    assert.equal(
      files.kinds.reduce((sum, one) => sum + one.files, 0),
      django,
    );
  });

  /** Counted by Python's own library. */
  async function distribution(name: string): Promise<number> {
    const { run } = await import("../../../lib/index.js");
    const asked = `import importlib.metadata as m, os; print(sum(os.path.isfile(f.locate()) for f in m.files(${JSON.stringify(name)})))`;
    const { stdout } = await run([env.program("python"), "-c", asked], {
      cwd: env.workspace.folder,
      show: false,
    });
    return Number(stdout);
  }

  it("takes a package away, says who needs it, and puts it back", async function () {
    this.timeout(120_000);
    const { text, value: gone } = await printed(() => env.pip.uninstall("sqlparse"));
    assert.match(text, /pip uninstall -y sqlparse\n/);
    assert.ok(gone.version && gone.files > 5);
    assert.deepEqual(gone.broken, ["Django"]);
    assert.equal(await env.pip.has("sqlparse"), false);
    const { value: again } = await printed(() => env.pip.uninstall("sqlparse"));
    assert.equal(again.version, undefined);
    assert.match(String(again), /was not installed/);
    await printed(() => env.pip.install(`sqlparse==${gone.version}`));
    assert.ok(await env.pip.has("sqlparse"));
    assert.ok(existsSync(join(env.workspace.folder, env.sitePackages, "sqlparse")));
  });
});
