import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageRoot } from "../../scripts/places.js";
import { descendants, endAll, gone, type Started, start } from "./cli.js";

/**
 * A clone in miniature: the real set-up over real npm, venv and pip, with nothing to download. Its compiler leaves a
 * program in the place of `djlab`, which says what it was called with.
 */
const miniature = {
  "package.json": JSON.stringify({
    name: "mini",
    version: "1.0.0",
    type: "module",
    scripts: { build: "node scripts/setup/build.mjs" },
    dependencies: { typescript: "file:part" },
  }),
  "part/package.json": JSON.stringify({ name: "typescript", version: "1.0.0" }),
  "package-lock.json": JSON.stringify({
    name: "mini",
    version: "1.0.0",
    lockfileVersion: 3,
    packages: {
      "": { name: "mini", version: "1.0.0", dependencies: { typescript: "file:part" } },
      part: { name: "typescript", version: "1.0.0" },
      "node_modules/typescript": { resolved: "part", link: true },
    },
  }),
  "tsconfig.json": "{}",
  "scripts/jupyter/requirements.txt": "",
  "kernel/kernelspec.ts": "",
  "kernel/logo.svg": "",
  "lib/index.ts": "",
  "test/nothing.ts": "",
  "part/bin/tsc": `
    const { existsSync, mkdirSync, writeFileSync } = require("node:fs");
    if (existsSync("slow")) { writeFileSync("building", ""); setInterval(() => {}, 1000); }
    else if (existsSync("broken")) { console.log("a.ts(1,2): error TS1005: no"); process.exitCode = 2; }
    else {
      for (const folder of ["dist/kernel", "dist/scripts"]) mkdirSync(folder, { recursive: true });
      writeFileSync("dist/scripts/bundle.js", "");
      writeFileSync("dist/scripts/djlab.js", "console.log('handed over', process.argv.slice(2).join(' '))");
      writeFileSync("dist/kernel/kernelspec.js", \`
        import { mkdirSync, writeFileSync } from "node:fs";
        export async function installKernelspec({ prefix }) {
          mkdirSync(prefix + "/share/jupyter/kernels/djlab", { recursive: true });
          writeFileSync(prefix + "/share/jupyter/kernels/djlab/kernel.json", "{}");
        }\`);
    }`,
};

(process.platform === "win32" ? describe.skip : describe)("the set-up of a fresh clone", function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "djlab-clone-"));
    await clone(folder);
  });
  afterEach(async () => {
    await endAll();
    await rm(folder, { recursive: true, force: true });
  });

  const setUp = (args: string[] = ["lab"], env: NodeJS.ProcessEnv = process.env, cwd = folder): Started =>
    start(process.execPath, ["scripts/bootstrap.mjs", ...args], { cwd, env });

  it("makes everything, hands over with the options, and does nothing of it again", async () => {
    const first = await setUp(["lab", "--no-browser", "--port", "9000"]).ended;
    assert.equal(first.stdout, "handed over lab --no-browser --port 9000\n", first.stderr);
    assert.ok(existsSync(join(folder, ".venv/bin/python")));
    assert.match(first.stderr, /make \.venv with JupyterLab: done in \d/);
    await writeFile(join(folder, "broken"), "");
    const second = await setUp().ended;
    assert.equal(second.stdout, "handed over lab\n");
    assert.equal(second.stderr, "");
    assert.deepEqual(await readdir(join(folder, ".djlab")), []);
  });

  it("takes what npm did by hand, and does again what was broken off", async () => {
    const npm = (...args: string[]) => start("npm", args, { cwd: folder });
    const marks = ["node_modules/mark", "dist/mark"].map((name) => join(folder, name));
    const mark = () => Promise.all(marks.map((file) => writeFile(file, "")));
    for (const args of [["ci"], ["run", "build"]]) assert.equal((await npm(...args).ended).code, 0);
    await mark();
    assert.equal((await setUp().ended).stdout, "handed over lab\n");
    assert.deepEqual(marks.map(existsSync), [true, true]);

    await writeFile(join(folder, "broken"), "");
    const broken = await npm("run", "build").ended;
    assert.equal(broken.code, 1);
    assert.match(broken.stdout, /TS1005/);
    await rm(join(folder, "broken"));
    await rm(join(folder, "node_modules/typescript"));
    const { stdout, stderr } = await setUp().ended;
    assert.equal(stdout, "handed over lab\n", stderr);
    assert.deepEqual(marks.map(existsSync), [false, false]);
  });

  it("makes again what was built from other sources, and an environment whose Python is gone", async () => {
    await setUp().ended;
    const python = join(folder, ".venv/bin/python");
    await rm(python);
    await symlink("/no/such/python", python);
    await writeFile(join(folder, "broken"), "");
    await writeFile(join(folder, "lib/index.ts"), "changed");
    const failed = await setUp(["test"]).ended;
    assert.equal(failed.code, 1);
    assert.equal(failed.stdout, "0 passed, 1 failed\n");
    assert.match(failed.stderr, /build djlab failed:\na\.ts\(1,2\): error TS1005: no\n/);
    const log = /all that it said is in (\S+)/.exec(failed.stderr)?.[1] ?? "";
    assert.match(await readFile(log, "utf8"), /TS1005/);
    await rm(join(folder, "broken"));
    const mended = await setUp().ended;
    assert.equal(mended.stdout, "handed over lab\n", mended.stderr);
    assert.equal((await start(python, ["-c", ""]).ended).code, 0);
  });

  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)
    it(`stops at once at ${signal}, leaves nothing running, and is completed by the next`, async () => {
      await writeFile(join(folder, "slow"), "");
      const interrupted = setUp();
      await until(() => existsSync(join(folder, "building")), interrupted);
      const started = descendants(interrupted.child.pid!);
      assert.ok(started.length > 1);
      interrupted.signal(signal);
      const { code, ms } = await interrupted.ended;
      assert.equal(code, status);
      assert.ok(ms < 2000, `${ms} ms`);
      await gone(started, 2000);
      await rm(join(folder, "slow"));
      assert.equal((await setUp().ended).stdout, "handed over lab\n");
    });

  it("waits for another one, and takes over from one that was killed", async () => {
    await mkdir(join(folder, ".djlab"));
    const held = join(folder, `.djlab/setup.lock.${process.pid}`);
    await writeFile(held, "");
    const waiting = setUp();
    await waiting.says(`waiting for another set-up, process ${process.pid}`);
    assert.ok(!existsSync(join(folder, ".venv")));
    const dead = start(process.execPath, ["-e", ""]);
    await dead.ended;
    await writeFile(join(folder, `.djlab/setup.lock.${dead.child.pid}`), "");
    await rm(held);
    assert.equal((await waiting.ended).stdout, "handed over lab\n");
  });

  it("says what mends a missing Python, and a path that venv cannot take, before it makes anything", async () => {
    const bin = join(folder, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "python3"), "#!/bin/sh\nprintf '3.8|/old/python3|'\n");
    await chmod(join(bin, "python3"), 0o755);
    const old = await setUp(["lab"], { ...process.env, PATH: bin }).ended;
    assert.equal(old.code, 1);
    assert.match(old.stderr, /^djlab: djlab needs Python 3\.10 .*: \/old\/python3 is Python 3\.8\nnext: /);
    assert.ok(!existsSync(join(folder, "node_modules")) && !existsSync(join(folder, ".venv")));
    assert.deepEqual(await readdir(join(folder, ".djlab")), []);

    const colon = join(folder, "a:b");
    await clone(colon);
    const refused = await setUp(["lab"], process.env, colon).ended;
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /no environment in a path with ":": .*a:b\nnext: move/);
  });
});

async function clone(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(miniature)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await cp(join(packageRoot, "scripts/bootstrap.mjs"), join(folder, "scripts/bootstrap.mjs"));
  await cp(join(packageRoot, "scripts/setup"), join(folder, "scripts/setup"), { recursive: true });
}

async function until(condition: () => boolean, { child }: Started): Promise<void> {
  while (!condition() && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 20));
}
