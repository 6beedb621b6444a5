import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DjlabError,
  findPython,
  findPythons,
  inspectPython,
  jupyterDisplay,
  oldestPython,
  Python,
} from "../../../lib/index.js";
import { isAtLeast, type PythonFacts } from "../../../lib/python/interpreter.js";
import { NoPython } from "../../../lib/python/no-python.js";
import type { Pythons } from "../../../lib/python/pythons.js";
import { withVariables } from "../variables.js";

describe("the Python that is found", () => {
  it("is new enough and complete, and is what its command starts", async () => {
    const python = await findPython();
    assert.ok(isAtLeast(python.version, oldestPython));
    assert.deepEqual(python.facts.missing, []);
    assert.deepEqual((await inspectPython(python.command)).facts, python.facts);
  });

  it("is never one that DJLAB_PYTHON does not name", () =>
    withVariables({ DJLAB_PYTHON: process.execPath }, async () => {
      await assert.rejects(findPython(), (error) => {
        assert.ok(error instanceof NoPython && error instanceof DjlabError);
        assert.match(error.next ?? "", /DJLAB_PYTHON/);
        assert.match(error.message, /does not start|is not Python/);
        return true;
      });
      const { chosen, why, usable } = await findPythons();
      assert.equal(chosen, undefined);
      assert.match(why, /DJLAB_PYTHON names .*, which cannot be used/);
      assert.ok(usable.length > 0, "the others are found all the same");
    }));

  it("is not the one of a path that a shell alone would understand, and the error says why", () =>
    withVariables({ DJLAB_PYTHON: "~/python/bin/python3" }, () =>
      assert.rejects(findPython(), { name: "NoPython", message: /is not there$/, next: /whole path.*~/ }),
    ));

  it("is none where none is: the error says how to get one", async () => {
    const empty = mkdtempSync(join(tmpdir(), "djlab-no-python-"));
    const nowhere = { PATH: empty, HOME: empty, USERPROFILE: empty, APPDATA: empty };
    const tools = {
      PYENV_ROOT: empty,
      UV_PYTHON_INSTALL_DIR: empty,
      CONDA_PREFIX: empty,
      DJLAB_PYTHON: undefined,
    };
    try {
      await withVariables({ ...nowhere, ...tools, XDG_DATA_HOME: empty }, async () => {
        if ([...(await findPythons())].length > 0) return; // what Homebrew or python.org installed needs no PATH
        await assert.rejects(findPython(), (error) => {
          assert.ok(error instanceof NoPython);
          assert.match(error.next ?? "", /apt install python3 python3-venv|brew|winget/);
          return true;
        });
      });
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});

describe("a machine whose only Python is too old", () => {
  it("is told so, with the version and how to get a newer one", async function () {
    this.timeout(120_000);
    const old = [...(await findPythons())].find((one) => "python" in one && one.why?.includes("is needed"));
    if (!old || !("python" in old) || process.platform !== "linux") {
      console.log("      there is no Python here that is too old: skipped");
      return this.skip();
    }
    const home = mkdtempSync(join(tmpdir(), "djlab-old-python-"));
    symlinkSync(old.python.facts.file, join(home, "python3"));
    const tools = {
      PYENV_ROOT: home,
      UV_PYTHON_INSTALL_DIR: home,
      XDG_DATA_HOME: home,
      CONDA_PREFIX: undefined,
    };
    try {
      await withVariables({ PATH: home, HOME: home, DJLAB_PYTHON: undefined, ...tools }, async () => {
        await assert.rejects(findPython(), (error) => {
          assert.ok(error instanceof NoPython);
          assert.ok(
            error.message.includes(
              `python3 is Python ${old.python.version}; ${oldestPython} or newer is needed`,
            ),
          );
          assert.match(error.next ?? "", /apt install python3 python3-venv/);
          return true;
        });
        const { chosen, why } = await findPythons();
        assert.deepEqual(
          [chosen, why],
          [undefined, `None of them is ${oldestPython} or newer and complete.`],
        );
      });
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe("a machine without a usable Python", () => {
  const facts = { version: "3.11.2", missing: ["ensurepip"] } as PythonFacts;
  const looked = [
    { command: ["python3"], python: new Python(["python3"], facts), from: "system", why: "lacks ensurepip" },
  ] as const;
  const advice = (platform: NodeJS.Platform) => new NoPython({ looked, platform }).next ?? "";

  it("is told how to get one on each platform, and on Linux which package the one that is there lacks", () => {
    assert.match(advice("linux"), /sudo apt install python3\.11-venv$/);
    assert.match(advice("darwin"), /brew install python/);
    assert.match(advice("win32"), /winget install/);
  });

  it("is told what each one lacks", () => {
    assert.match(new NoPython({ looked, platform: "linux" }).message, /: python3 lacks ensurepip$/);
  });
});

describe("the Pythons of this machine", () => {
  let pythons: Pythons;
  before(async function () {
    this.timeout(120_000);
    pythons = await findPythons();
  });

  it("begin, as far as they are usable, with the one that the course uses", async () => {
    const python = await findPython();
    assert.deepEqual(pythons.chosen?.facts, python.facts);
    assert.deepEqual(pythons.usable[0]?.facts, python.facts);
    assert.ok(pythons.why.includes(pythons.chosen?.command.join(" ") ?? assert.fail()));
  });

  it("are each there once, by the file that really runs", () => {
    const all = [...pythons].flatMap((one) => ("python" in one ? [one.python.facts] : []));
    const identities = all.map(({ file, prefix }) => `${file} ${prefix}`);
    assert.equal(new Set(identities).size, identities.length);
  });

  it("say why they cannot be used, where they cannot", () => {
    for (const one of pythons) {
      if ("python" in one) assert.equal(one.why, one.python.unusable);
      else assert.ok(one.why);
    }
  });

  it("show themselves as a table with the one that is used, and why", () => {
    const { "text/html": html } = pythons[jupyterDisplay]();
    for (const { version } of pythons.usable) assert.ok(String(html).includes(version));
    assert.match(String(pythons), /: used/);
    assert.match(String(html), /<th scope="col">typed as<\/th>/);
    assert.ok(String(pythons).endsWith(pythons.why));
  });

  it("of pyenv are found themselves: a shim of a version that is not chosen is no interpreter", function () {
    const ofPyenv = [...pythons].filter((one) => "python" in one && one.from === "pyenv");
    const shims = [...pythons].filter(
      (one) => !("python" in one) && one.why.includes("only a shim of pyenv"),
    );
    if (ofPyenv.length === 0 || shims.length === 0) {
      console.log("      pyenv is not here, or chooses all of its versions: skipped");
      return this.skip();
    }
    for (const one of ofPyenv) if ("python" in one) assert.doesNotMatch(one.python.facts.file, /shims/);
    for (const { command } of shims) assert.match(command[0], /python3?(\.\d+)?$/);
  });
});

describe("versions", () => {
  it("are compared by their numbers", () => {
    assert.deepEqual(
      ["3.9.18", "3.10.0", "3.14.1", "2.7.18", "4.0"].map((version) => isAtLeast(version, "3.10")),
      [false, true, true, false, true],
    );
  });
});
