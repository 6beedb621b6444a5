import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startLanguage } from "../../../kernel/language/host.js";
import { findSnapshot, makeSnapshot } from "../../../kernel/language/snapshot.js";
import { usualCells } from "../../../kernel/language/usual-cells.js";

const script = resolve(import.meta.dirname, "../../../kernel/processes/language.cjs");
const cell = { code: "const n: number = [1].length; n", declarations: "" };

describe("the snapshot of the language process", () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "djlab-snapshot-")));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("comes with the build", () => {
    assert.ok(findSnapshot(script, [dirname(script)], folder));
  });

  it("is made of cells without type errors", async () => {
    const engine = startLanguage({ script, cwd: folder, snapshots: [dirname(script)] });
    try {
      let declarations = "";
      for (const code of usualCells) {
        const converted = await engine.convert({ code, declarations });
        assert.ok(converted.ok, code);
        declarations = converted.declarations;
      }
    } finally {
      await engine.close();
    }
  });

  it("is made in the background where there is none, in the first folder that can be written to", async () => {
    const notAFolder = join(script, "snapshots");
    const engine = startLanguage({ script, cwd: folder, snapshots: [notAFolder, folder] });
    try {
      assert.ok((await engine.convert(cell)).ok);
      while (!findSnapshot(script, [folder], folder)) await new Promise((done) => setTimeout(done, 50));
      assert.ok((await engine.convert(cell)).ok);
    } finally {
      await engine.close();
    }
    const next = startLanguage({ script, cwd: folder, snapshots: [folder] });
    assert.ok((await next.convert(cell)).ok);
    await next.close();
  });

  it("is another one in a folder that has another release of Node's types", async () => {
    const types = join(folder, "node_modules/@types/node");
    mkdirSync(types, { recursive: true });
    writeFileSync(
      join(types, "package.json"),
      '{ "name": "@types/node", "version": "1.2.3", "types": "index.d.ts" }',
    );
    writeFileSync(join(types, "index.d.ts"), "declare const onlyHere: 7;\n");
    const within = join(folder, "notebooks");
    mkdirSync(within);
    assert.equal(findSnapshot(script, [dirname(script)], within), undefined);
    const path = await makeSnapshot(script, folder, { cwd: within });
    assert.equal(findSnapshot(script, [folder], within), path);
    const engine = startLanguage({ script, cwd: within, snapshots: [folder] });
    try {
      assert.ok((await engine.convert({ code: "const seven: 7 = onlyHere", declarations: "" })).ok);
    } finally {
      await engine.close();
    }
  });

  it("is left and taken away when it is damaged", async () => {
    const path = await makeSnapshot(script, folder, { cwd: folder });
    truncateSync(path, 1_000_000);
    const engine = startLanguage({ script, cwd: folder, snapshots: [folder] });
    try {
      assert.ok((await engine.convert(cell)).ok);
      assert.ok(!existsSync(path));
    } finally {
      await engine.close();
    }
  });

  it("stays when something else keeps the process from its work, and that is said", async () => {
    const path = await makeSnapshot(script, folder, { cwd: folder });
    const cwd = join(folder, "gone");
    mkdirSync(cwd);
    const engine = startLanguage({ script, cwd, snapshots: [folder] });
    rmSync(cwd, { recursive: true });
    try {
      await assert.rejects(engine.convert(cell), /gone is gone/);
      assert.ok(existsSync(path));
    } finally {
      await engine.close();
    }
  });

  it("leaves nothing behind when the kernel ends before it is made", async () => {
    const engine = startLanguage({ script, cwd: folder, snapshots: [folder] });
    await engine.convert(cell);
    await engine.close();
    while (readdirSync(folder).length > 0) await new Promise((done) => setTimeout(done, 20));
  });

  it("says why it cannot be made", async () => {
    await assert.rejects(makeSnapshot(join(folder, "none.cjs"), folder, { cwd: folder }), /none\.cjs/);
  });
});
