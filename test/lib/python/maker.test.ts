import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makerOf } from "../../../lib/python/maker.js";
import { readConfig } from "../../../lib/python/pyvenv-config.js";

/** As the tools of 2023 to 2026 write them. */
const configs = {
  "venv of Python 3.10": "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.10.13\n",
  "venv of Python 3.13":
    "home = /usr/bin\nversion = 3.13.0\nexecutable = /usr/bin/python3.13\ncommand = /usr/bin/python3 -m venv /w/env\n",
  virtualenv:
    'home = /usr/bin\nimplementation = CPython\nversion_info = 3.12.1.final.0\nvirtualenv = 21.15.8\nprompt = "pe"\n',
  uv: "home = /usr/bin\nimplementation = CPython\nuv = 0.13.9\nversion_info = 3.11.7\n",
};

describe("the tool that made an environment", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-maker-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const maker = async (config: string) => {
    writeFileSync(join(folder, "pyvenv.cfg"), config);
    return makerOf(folder, (await readConfig(folder)) ?? assert.fail());
  };

  it("is told by what it writes into pyvenv.cfg", async () => {
    assert.deepEqual(await maker(configs["venv of Python 3.10"]), { tool: "venv", version: "3.10.13" });
    assert.deepEqual(await maker(configs["venv of Python 3.13"]), { tool: "venv", version: "3.13.0" });
    assert.deepEqual(await maker(configs.virtualenv), { tool: "virtualenv", version: "21.15.8" });
    assert.deepEqual(await maker(configs.uv), { tool: "uv", version: "0.13.9" });
  });

  it("is pipenv where a virtualenv has the name of a project's folder in it", async () => {
    writeFileSync(join(folder, ".project"), "/home/ada/shop");
    assert.deepEqual(await maker(configs.virtualenv), { tool: "pipenv", version: "21.15.8" });
    assert.equal((await maker(configs.uv)).tool, "uv");
  });
});
