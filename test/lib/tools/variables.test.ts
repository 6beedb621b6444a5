import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cleanVariables } from "../../../lib/tools/variables.js";

describe("the variables that tools get", () => {
  it("lose what an environment, pipenv, Python, Django or a parent server left", () => {
    const left = {
      VIRTUAL_ENV: "/x",
      VIRTUAL_ENV_PROMPT: "x",
      PIPENV_ACTIVE: "1",
      PYTHONHOME: "/x",
      PYTHONPATH: "/x",
      PYTHONDONTWRITEBYTECODE: "1",
      DJANGO_SETTINGS_MODULE: "x.settings",
      DJANGO_SUPERUSER_PASSWORD: "pw",
      RUN_MAIN: "true",
      PIP_TARGET: "/x",
      PIP_USER: "1",
      FORCE_COLOR: "1",
      COLUMNS: "20",
      UV_PYTHON: "3.10",
      GUNICORN_CMD_ARGS: "--daemon",
      UVICORN_PORT: "1",
      GIT_DIR: "/x",
      BASH_ENV: "/x",
    };
    const clean = cleanVariables(left);
    assert.deepEqual(
      Object.keys(left).filter((name) => name in clean),
      [],
    );
  });

  it("keep the home, proxies, certificates and where pip finds packages", () => {
    const kept = {
      HOME: "/home/me",
      https_proxy: "http://proxy",
      SSL_CERT_FILE: "/c",
      REQUESTS_CA_BUNDLE: "/c",
      PIP_INDEX_URL: "https://index",
      PIP_FIND_LINKS: "/w",
      PIP_CERT: "/c",
      UV_DEFAULT_INDEX: "https://index",
      UV_INDEX: "ours=https://index",
      UV_INDEX_OURS_PASSWORD: "x",
      LANG: "de_DE.UTF-8",
    };
    const clean = cleanVariables(kept);
    for (const [name, value] of Object.entries(kept)) assert.equal(clean[name], value);
  });

  it("ask tools for plain output at once, and for no questions", () => {
    const clean = cleanVariables({ PYTHONUNBUFFERED: "" });
    const { PYTHONUNBUFFERED, NO_COLOR, PIPENV_NOSPIN, PIPENV_YES } = clean;
    assert.deepEqual([PYTHONUNBUFFERED, NO_COLOR, PIPENV_NOSPIN, PIPENV_YES], ["1", "1", "1", "1"]);
  });

  it("have no virtual environment's programs on PATH, and all other folders in their order", () => {
    const folder = mkdtempSync(join(tmpdir(), "djlab-path-"));
    try {
      mkdirSync(join(folder, "bin"));
      writeFileSync(join(folder, "pyvenv.cfg"), "home = /usr/bin\n");
      const path = ["/usr/local/bin", join(folder, "bin"), "/usr/bin"].join(delimiter);
      assert.equal(cleanVariables({ PATH: path }).PATH, ["/usr/local/bin", "/usr/bin"].join(delimiter));
      assert.equal(cleanVariables({ Path: path }).Path, ["/usr/local/bin", "/usr/bin"].join(delimiter));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
