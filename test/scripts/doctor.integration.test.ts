import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Finding, nodeIsNewEnough } from "../../scripts/doctor.js";
import { djlab } from "./cli.js";

describe("djlab doctor", function () {
  this.timeout(60_000);

  it("finds here what the tests run on", async () => {
    const { code, stdout, stderr } = await djlab(["doctor", "--json"]).ended;
    assert.equal(code, 0, stdout + stderr);
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
    assert.equal(ok, true);
    const found = new Map(findings.map((finding) => [finding.name, finding]));
    assert.equal(found.get("Node")?.found, process.versions.node);
    assert.match(found.get("Python")?.found ?? "", /^3\.\d+\.\d+ \(/);
    assert.match(found.get("JupyterLab in .venv")?.found ?? "", /^\d+\.\d+\.\d+$/);
    assert.equal(found.get("kernel in .venv")?.ok, true);
    for (const { name, next, ...finding } of findings) assert.equal(next !== undefined, !finding.ok, name);
  });

  it("says of each lack what to type, and exits 1 when the course needs it", async () => {
    const empty = await mkdtemp(join(tmpdir(), "djlab-path-"));
    try {
      const { DJLAB_PYTHON, PYENV_ROOT, CHROMIUM_PATH, CHROME_PATH, ...env } = process.env;
      // Nor is there anything at home, where pyenv and others keep Pythons.
      const { code, stdout } = await djlab(["doctor"], { env: { ...env, PATH: empty, HOME: empty } }).ended;
      assert.equal(code, 1);
      assert.match(stdout, /^ok {7}Node: \d/m);
      assert.match(stdout, /^MISSING {2}npm: not on PATH\n +next: /m);
      assert.match(stdout, /^MISSING {2}Python: [^\n]+\n +next: /m);
      assert.match(stdout, /^without {2}git: not on PATH\n +next: /m);
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  it("says why a Python is not used", async function () {
    if (process.platform === "win32") this.skip();
    const folder = await mkdtemp(join(tmpdir(), "djlab-python-"));
    try {
      for (const [name, body] of [
        ["python3.14", "exit 1"],
        ["python3.13", "echo hello"],
      ] as const)
        await writeFile(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
      const { DJLAB_PYTHON, ...env } = process.env;
      const { stdout } = await djlab(["doctor"], {
        env: { ...env, PATH: `${folder}${delimiter}${env.PATH}` },
      }).ended;
      assert.match(stdout, /^ok {7}Python: 3\.\d+/m);
      assert.match(stdout, /^ +not used: .*python3\.14.* does not start$/m);
      assert.match(stdout, /^ +not used: .*python3\.13.* is not Python$/m);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("knows by number which Node is new enough", () => {
    for (const version of ["20.19.0", "20.100.1", "22.12.0", "100.0.0"])
      assert.ok(nodeIsNewEnough(version), version);
    for (const version of ["20.9.0", "18.20.8", "9.9.9", "21.7.3", "22.11.0"])
      assert.ok(!nodeIsNewEnough(version), version);
  });
});
