import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../scripts/places.js";
import { djlab } from "./cli.js";

describe("djlab", function () {
  this.timeout(30_000);

  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
    const { code, stdout } = await djlab(["--version"]).ended;
    assert.deepEqual([code, stdout], [0, `${version}\n`]);
  });

  it("tells wrong words in two lines: what is wrong, and where it says what is right", async () => {
    const cases: [args: string[], said: string, help: string][] = [
      [["no-such"], "unknown command 'no-such'", "djlab --help"],
      [["run", "--no-such"], "unknown option '--no-such'", "djlab run --help"],
      [["kernel", "list", "--no-such"], "unknown option '--no-such'", "djlab kernel list --help"],
    ];
    for (const [args, said, help] of cases) {
      const { code, stderr } = await djlab(args).ended;
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^djlab: ${said}\nnext: [^\n]*${help}\n$`));
    }
  });

  it("takes --debug with every command of its own", async () => {
    for (const args of [
      ["kernel", "list", "--debug"],
      ["--debug", "kernel", "list"],
    ])
      assert.equal((await djlab(args).ended).code, 0);
  });

  it("tells what the system refuses without a stack, and with --debug with one", async function () {
    if (process.platform === "win32") this.skip();
    const env = { ...process.env, JUPYTER_DATA_DIR: "/dev/null" };
    const { code, stderr } = await djlab(["kernel", "install", "--user"], { env }).ended;
    assert.equal(code, 1);
    assert.match(stderr, /^djlab: E[^\n]+\/dev\/null[^\n]+\nnext: [^\n]+\n$/);
    const debugged = await djlab(["kernel", "install", "--user", "--debug"], { env }).ended;
    assert.match(debugged.stderr, /\n {4}at /);
  });
});
