import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { djlab } from "./cli.js";

describe("djlab kernel", function () {
  this.timeout(60_000);
  let place: string;
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), "djlab-kernel-"));
  });
  afterEach(() => rm(place, { recursive: true }));

  it("installs into an environment, lists it, and removes it", async () => {
    const env = { ...process.env, VIRTUAL_ENV: place };
    const installed = await djlab(["kernel", "install", "--prefix", place]).ended;
    assert.equal(installed.code, 0, installed.stderr);
    const folder = installed.stdout.replace(/^installed (.*)\n$/, "$1");
    assert.equal(JSON.parse(await readFile(join(folder, "kernel.json"), "utf8")).language, "typescript");
    const listed = await djlab(["kernel", "list", "--json"], { env }).ended;
    assert.ok(
      (JSON.parse(listed.stdout) as { folder: string; works: boolean }[]).some(
        (one) => one.folder === folder && one.works,
      ),
    );
    const there = await djlab(["kernel", "list", "--prefix", place]).ended;
    assert.deepEqual([there.code, there.stdout], [0, `${folder}\n`]);
    assert.equal((await djlab(["kernel", "remove", "--prefix", place]).ended).stdout, "removed\n");
    const absent = await djlab(["kernel", "list", "--prefix", place]).ended;
    assert.deepEqual([absent.code, absent.stdout], [0, `not installed in ${place}\n`]);
    assert.ok(!existsSync(folder));
    const again = await djlab(["kernel", "remove", "--prefix", place]).ended;
    assert.deepEqual([again.code, again.stdout], [1, "there was none\n"]);
  });

  it("installs into the environment that is active", async () => {
    const env = { ...process.env, VIRTUAL_ENV: place };
    const { stdout } = await djlab(["kernel", "install", "--sys-prefix"], { env }).ended;
    assert.equal(stdout, `installed ${join(place, "share/jupyter/kernels/djlab")}\n`);
    assert.equal((await djlab(["kernel", "remove", "--sys-prefix"], { env }).ended).stdout, "removed\n");
  });

  it("installs into the reader's own Jupyter folder", async () => {
    const env = { ...process.env, JUPYTER_DATA_DIR: place };
    assert.equal((await djlab(["kernel", "install", "--user"], { env }).ended).code, 0);
    assert.ok(existsSync(join(place, "kernels/djlab/kernel.json")));
  });

  it("says when an environment cannot be written", async () => {
    const file = join(place, "file");
    await writeFile(file, "");
    const { code, stderr } = await djlab(["kernel", "install", "--prefix", file]).ended;
    assert.equal(code, 2);
    assert.match(stderr, /^djlab: Nothing can be written into [^\n]+\nnext: [^\n]+--prefix P\n$/);
  });

  it("tells the command as it was typed", async () => {
    const env = { ...process.env, npm_lifecycle_event: "djlab" };
    const { stderr } = await djlab(["kernel", "install"], { env }).ended;
    assert.match(stderr, /npm run -s djlab -- kernel install --user/);
  });

  it("asks for one place, and no more than one", async () => {
    for (const places of [[], ["--user", "--prefix", place]]) {
      const { code, stderr } = await djlab(["kernel", "install", ...places]).ended;
      assert.equal(code, 2);
      assert.match(stderr, /--user, --sys-prefix or --prefix P\nnext: .*djlab kernel install --user/);
    }
  });
});
