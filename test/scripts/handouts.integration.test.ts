import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { HandoutResult } from "../../scripts/handouts.js";
import { type Cell, writeNotebook } from "../../scripts/notebook/document.js";
import { packageRoot } from "../../scripts/places.js";
import { endAll, start } from "./cli.js";

const cli = join(packageRoot, "dist/scripts/djlab.js");
const djlab = (...words: string[]) => promisify(execFile)(process.execPath, [cli, ...words]);

describe("djlab handouts, of notebooks that were not run yet", () => {
  let folder: string;
  let notebook: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "handouts-"));
    // The name is the folder's own: runs are kept by name.
    notebook = join(folder, `${basename(folder)}.ipynb`);
  });
  after(async () => {
    await endAll();
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(packageRoot, ".djlab/handout-runs", basename(notebook)), { force: true });
  });

  const write = (...sources: string[]) =>
    writeNotebook(notebook, {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "djlab", display_name: "TypeScript (djlab)", language: "typescript" } },
      cells: sources.map(
        (source, index): Cell => ({
          cell_type: "code",
          id: `c${index}`,
          metadata: {},
          source,
          execution_count: null,
          outputs: [],
        }),
      ),
    });

  it("runs them, and writes what they showed", async () => {
    await write("const six: number = 6;", "six * 7");
    const { stdout } = await djlab("handouts", notebook, "--out", folder);
    const page = notebook.replace(/ipynb$/, "html");
    assert.equal(stdout.trim(), page);
    assert.match(readFileSync(page, "utf8"), /<pre class="lines">\n42\n<\/pre>/);
    rmSync(page);
  });

  it("does not run them again when nothing has changed", async () => {
    const { stdout, stderr } = await djlab("handouts", notebook, "--out", folder, "--json");
    assert.equal(stderr, "");
    const page = notebook.replace(/ipynb$/, "html");
    assert.deepEqual(JSON.parse(stdout), { ok: true, notebooks: [{ notebook, ok: true, page }] });
  });

  it("does not wait for a run of the chapter, whose folder it leaves alone", async function () {
    if (process.platform === "win32") this.skip();
    await write(
      'process.env.DJLAB_WORK ? "for a page" : await new Promise((end) => setTimeout(end, 60_000))',
    );
    const running = start(process.execPath, [cli, "run", notebook, "--out", `${folder}/out`]);
    await running.says("[1/1]");
    const { stderr } = await djlab("handouts", notebook, "--out", folder);
    assert.match(stderr, /: 1 cells in /);
    assert.ok(!stderr.includes("waiting"), stderr);
    running.signal("SIGINT");
    await running.ended;
    rmSync(`${folder}/out`, { recursive: true });
  });

  it("writes no page of one that fails, tells its cell and error, and exits with 1", async () => {
    await write("const a = 1;", 'throw new RangeError("too far")');
    rmSync(notebook.replace(/ipynb$/, "html"));
    await assert.rejects(
      djlab("handouts", notebook, "--out", folder, "--json"),
      (error: { code: number; stdout: string; stderr: string }) => {
        assert.equal(error.code, 1);
        const { ok, notebooks } = JSON.parse(error.stdout) as { ok: boolean; notebooks: HandoutResult[] };
        assert.deepEqual([ok, notebooks.length], [false, 1]);
        assert.deepEqual(
          [notebooks[0]?.ok, notebooks[0]?.page, notebooks[0]?.failure?.ename],
          [false, undefined, "RangeError"],
        );
        assert.match(error.stderr, /failed in cell 2 .*throw new RangeError/);
        assert.match(error.stderr, /too far/);
        return true;
      },
    );
    assert.deepEqual(readdirSync(folder), [basename(notebook)]);
  });

  const leftBehind = () =>
    readdirSync(join(packageRoot, ".djlab")).filter((name) => name.startsWith("work-"));
  const useWork = [
    'import { mkdirSync, readdirSync } from "node:fs";',
    "const work = process.env.DJLAB_WORK!;",
    'console.log(readdirSync(work).length, "entries in", work + "/x", process.cwd());',
    'mkdirSync(work + "/env/lib", { recursive: true });',
  ].join("\n");

  it("runs them in an empty work folder each time, removes it, and tells paths from the notebook", async () => {
    const page = notebook.replace(/ipynb$/, "html");
    for (const time of ["first", "second"]) {
      await write(useWork, `"${time}"`);
      await djlab("handouts", notebook, "--out", folder);
      const written = readFileSync(page, "utf8");
      assert.match(written, /^0 entries in work\/x \.$/m);
      for (const place of [packageRoot, homedir(), folder]) assert.ok(!written.includes(place), place);
      assert.deepEqual(leftBehind(), []);
    }
    // Taken from the run that was kept.
    assert.equal((await djlab("handouts", notebook, "--out", folder)).stderr, "");
    assert.match(readFileSync(page, "utf8"), /^0 entries in work\/x \.$/m);
    rmSync(page);
  });

  it("leaves no work folder after a failure, nor after Ctrl+C, which ends it within five seconds", async function () {
    await write(useWork, 'throw new RangeError("too far")');
    await assert.rejects(djlab("handouts", notebook, "--out", folder));
    assert.deepEqual(leftBehind(), []);
    if (process.platform === "win32") this.skip();
    await write(useWork, "for (;;);");
    const running = start(process.execPath, [cli, "handouts", notebook, "--out", folder]);
    await running.says("[2/2]");
    assert.equal(leftBehind().length, 1);
    running.signal("SIGINT");
    const { code, ms } = await running.ended;
    assert.equal(code, 130);
    assert.ok(ms < 5000, `${ms} ms`);
    assert.deepEqual(leftBehind(), []);
  });

  it("exits with 2 when there is no such notebook", async () => {
    const missing = join(folder, "missing.ipynb");
    await assert.rejects(djlab("handouts", missing), (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 2);
      assert.match(error.stderr, /there is no notebook .*missing\.ipynb/);
      return true;
    });
    assert.ok(!existsSync(join(packageRoot, ".djlab/handouts/missing.html")));
  });
});
