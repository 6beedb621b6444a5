import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  });

  it("says of each lack what to type, and exits 1 when the course needs it", async () => {
    const empty = await mkdtemp(join(tmpdir(), "djlab-path-"));
    try {
      const { DJLAB_PYTHON, CHROMIUM_PATH, CHROME_PATH, ...env } = process.env;
      const { code, stdout } = await djlab(["doctor"], { env: { ...env, PATH: empty } }).ended;
      assert.equal(code, 1);
      assert.match(stdout, /^ok {7}Node: \d/m);
      assert.match(stdout, /^MISSING {2}npm: not on PATH\n +next: /m);
      assert.match(stdout, /^MISSING {2}Python: [^\n]+\n +next: /m);
      assert.match(stdout, /^without {2}git: not on PATH\n +next: /m);
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  it("knows by number which Node is new enough", () => {
    for (const version of ["20.19.0", "20.100.1", "22.0.0", "100.0.0"])
      assert.ok(nodeIsNewEnough(version), version);
    for (const version of ["20.9.0", "18.20.8", "9.9.9"]) assert.ok(!nodeIsNewEnough(version), version);
  });
});
