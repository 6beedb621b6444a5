import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalModule } from "../../../kernel/language/engine.js";
import { Trial } from "./trial.js";

describe("runtime: imports", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  const packaged = (name: string, manifest: object, code: string) => {
    const folder = join(trial.folder, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, ...manifest }));
    writeFileSync(join(folder, "main.js"), code);
  };

  it("find packages of the notebook's folder, with only `exports` and top-level await too", async () => {
    packaged(
      "waits",
      { type: "module", exports: { import: "./main.js" } },
      "export const a = await Promise.resolve(5);",
    );
    assert.equal(await trial.show("(await $import('waits')).a"), "5");
  });

  it("find packages beside the kernel when the notebook's folder has none", async () => {
    assert.equal(await trial.show("typeof (await $import('zod')).z.string"), "'function'");
    assert.equal(await trial.show("typeof require('ws').WebSocket"), "'function'");
    assert.match(String(await trial.show("require.resolve('ws')")), /node_modules/);
  });

  it("of an unknown package say how to install it", async () => {
    const outcome = await trial.run("await $import('@no/such-package/sub')");
    assert.equal(outcome.status, "error");
    if (outcome.status !== "error") return;
    assert.match(outcome.error.message, /^Cannot find package '@no\/such-package'/);
    assert.match(outcome.error.traceback.at(-1)!, /npm install @no\/such-package/);
    assert.match(String(await trial.show("require('no-such-package')")), /^Cannot find package/);
  });

  it("leave an error inside a package as it is", async () => {
    packaged("broken", { type: "module", exports: "./main.js" }, "import 'not-installed';");
    assert.match(
      String(await trial.show("await $import('broken')")),
      /'not-installed' imported from .*main\.js/,
    );
  });

  it("give every name that a CommonJS module exports, also those that Node does not find in its text", async () => {
    const names = "{ chunk: 1, get lazy() { return (globalThis.read = 2) }, then() {} }";
    packaged(
      "hides",
      { main: "main.js" },
      `exports.found = 0; Object.defineProperties(exports, Object.getOwnPropertyDescriptors(${names}))`,
    );
    assert.equal(await trial.show("(exports.hides = await $import('hides')).chunk"), "1");
    assert.equal(
      await trial.show("Object.keys(exports.hides).filter((one) => one !== 'module.exports').join()"),
      "'default,found,chunk,lazy'",
    );
    assert.equal(await trial.show("[globalThis.read, exports.hides.lazy]"), "[ undefined, 2 ]");
    assert.equal(
      await trial.show(
        "[exports.hides.default === require('hides'), exports.hides === await $import('hides')]",
      ),
      "[ true, true ]",
    );
  });

  it("leave an ES module as it is, also one around a CommonJS module", async () => {
    const wrapper = "import main from './main.cjs'; export default main; export const own = 1;";
    packaged("wraps", { type: "module", exports: { import: "./main.js", require: "./main.cjs" } }, wrapper);
    writeFileSync(join(trial.folder, "node_modules/wraps/main.cjs"), "module.exports = (() => ({ b: 1 }))()");
    const shown = "[Module: null prototype] { default: { b: 1 }, own: 1 }";
    assert.equal(await trial.show("await $import('wraps')"), shown);
    packaged("settles", { type: "module", exports: "./main.js" }, "export const then = (got) => got(5)");
    assert.equal(await trial.show("await $import('settles')"), "5");
    const json = "import data from './package.json' with { type: 'json' }; export { data as default };";
    packaged(
      "data",
      { type: "module", exports: { ".": "./main.js", "./package.json": "./package.json" } },
      json,
    );
    assert.equal(await trial.show("require('data/package.json').type"), "'module'");
    assert.equal(await trial.show("Object.keys(await $import('data'))"), "[ 'default' ]");
  });

  it("find in a package what `require` finds: a file without its ending, a folder", async () => {
    packaged("pieces", {}, "");
    const folder = join(trial.folder, "node_modules/pieces");
    mkdirSync(join(folder, "many"));
    writeFileSync(join(folder, "many/index.js"), "module.exports = 'many'");
    writeFileSync(join(folder, "many.cjs"), "");
    writeFileSync(join(folder, "one.js"), "module.exports = Object.fromEntries([['n', 1]])");
    writeFileSync(join(folder, "wrong.js"), "throw new Error('its own')");
    assert.equal(await trial.show("(await $import('pieces/one')).n"), "1");
    assert.equal(await trial.show("(await $import('pieces/many')).default"), "'many'");
    assert.equal(await trial.show("await $import('pieces/wrong')"), "its own");
    const missing = await trial.run("await $import('pieces/none')");
    assert.equal(missing.status, "error");
    if (missing.status !== "error") return;
    assert.ok(missing.error.message.startsWith(`Cannot find module '${folder}/none'`), missing.error.message);
    assert.doesNotMatch(missing.error.traceback.join("\n"), /npm install/);
    assert.equal(await trial.show("require('pieces/none')"), "Cannot find module 'pieces/none'");
  });

  it("tell once of a package that is installed in another version than is loaded", async () => {
    const install = (version: string) =>
      packaged("upgraded", { version, main: "main.js" }, `exports.v = '${version}'`);
    const told = async (code: string) => {
      await trial.run(code);
      return trial.text("stderr");
    };
    install("1.0.0");
    assert.equal(await told("await $import('upgraded'); require('upgraded')"), "");
    install("2.0.0");
    assert.equal(await told("1"), "");
    assert.equal(
      await told("await $import('upgraded')"),
      "upgraded is loaded in version 1.0.0, and 2.0.0 is installed now: restart the kernel to use that.\n",
    );
    assert.equal(await told("require('upgraded/main.js')"), "");
    install("3.0.0");
    assert.match(await told("require('upgraded')"), /1\.0\.0, and 3\.0\.0/);
  });

  it("and `require` find a TypeScript file that is named without its ending", async () => {
    writeFileSync(join(trial.folder, "named.ts"), "exports.v = 1");
    mkdirSync(join(trial.folder, "inner"));
    writeFileSync(join(trial.folder, "inner/index.ts"), "exports.v = 2");
    assert.equal(await trial.show("[require('./named').v, require('./inner').v]"), "[ 1, 2 ]");
    assert.equal(await trial.show("require('./unnamed')"), "Cannot find module './unnamed'");
    writeFileSync(join(trial.folder, "needs.cjs"), "require('./gone')");
    const path = join(trial.folder, "needs.cjs");
    assert.equal(
      await trial.show("require('./needs.cjs')"),
      `Cannot find module './gone'\nRequire stack:\n- ${path}`,
    );
  });

  it("take JSON with a byte order mark", async () => {
    writeFileSync(join(trial.folder, "marked.json"), '\ufeff{"a": 1}');
    assert.equal(await trial.show("(await $import('./marked.json')).default"), "{ a: 1 }");
    assert.equal(await trial.show("require('./marked.json')"), "{ a: 1 }");
  });

  it("take Node's own modules, files and JSON, read afresh", async () => {
    writeFileSync(join(trial.folder, "plain.mjs"), "export default 1;");
    writeFileSync(join(trial.folder, "data.json"), '{"a": 1}');
    assert.equal(await trial.show("(await $import('node:fs')).default === require('fs')"), "true");
    assert.equal(await trial.show("(await $import('./plain.mjs')).default"), "1");
    assert.equal(await trial.show("(await $import('./data.json')).default.a"), "1");
    writeFileSync(join(trial.folder, "data.json"), '{"a": 2}');
    assert.equal(await trial.show("(await $import('./data.json')).a"), "2");
  });

  it("of a broken JSON file name it", async () => {
    const path = join(trial.folder, "broken.json");
    writeFileSync(path, "{");
    const message = String(await trial.show("await $import('./broken.json')"));
    assert.ok(message.startsWith(`${path}: `), message);
  });

  it("of a missing file have no frame of a notebook.ts that does not exist", async () => {
    const outcome = await trial.run("await $import('./missing')");
    assert.equal(outcome.status, "error");
    if (outcome.status !== "error") return;
    assert.match(outcome.error.message, /^Cannot find module .*missing/);
    assert.doesNotMatch(outcome.error.traceback.slice(1).join("\n"), /notebook\.ts/);
  });

  const local = (name: string, javascript: string, imports: string[] = []): LocalModule => ({
    path: `${trial.folder}/${name}.ts`,
    javascript,
    imports: Object.fromEntries(imports.map((one) => [`./${one}`, `${trial.folder}/${one}.ts`])),
  });
  const cell = (...modules: LocalModule[]) => ({
    modules,
    imports: Object.fromEntries(
      modules.map(({ path }) => [`./${path.split("/").at(-1)!.slice(0, -3)}`, path]),
    ),
  });

  it("evaluate a file of the reader's once, and again after an edit of it", async () => {
    const module = local(
      "one",
      "exports.n = (globalThis.runs = (globalThis.runs ?? 0) + 1); exports.v = 'a';",
    );
    assert.equal(await trial.show("(await $import('./one')).n", cell(module)), "1");
    assert.equal(await trial.show("(await $import('./one')).n", cell(module)), "1");
    const edited = { ...module, javascript: module.javascript.replace("'a'", "'b'") };
    assert.equal(await trial.show("(await $import('./one')).v + exports.last", cell(edited)), "'bundefined'");
    assert.equal(await trial.show("globalThis.runs"), "2");
  });

  it("evaluate a file again after an edit of what it imports", async () => {
    const top = local("top", "const low_1 = await $import('./low'); exports.v = low_1.v;", ["low"]);
    const low = local("low", "exports.v = 1;");
    assert.equal(await trial.show("(await $import('./top')).v", cell(top, low)), "1");
    assert.equal(
      await trial.show("(await $import('./low')).v", cell({ ...low, javascript: "exports.v = 2" })),
      "2",
    );
    assert.equal(
      await trial.show("(await $import('./top')).v", cell(top, { ...low, javascript: "exports.v = 2" })),
      "2",
    );
  });

  it("load a CommonJS file again after an edit of it or of what it requires", async () => {
    writeFileSync(join(trial.folder, "outer.cjs"), "exports.v = require('./inner.cjs').v; exports.id = {};");
    writeFileSync(join(trial.folder, "inner.cjs"), "exports.v = 1;");
    assert.equal(await trial.show("(exports.before = require('./outer.cjs')).v"), "1");
    assert.equal(await trial.show("require('./outer.cjs') === exports.before"), "true");
    writeFileSync(join(trial.folder, "inner.cjs"), "exports.v = 'changed';");
    assert.equal(await trial.show("require('./outer.cjs').v"), "'changed'");
    const outer = { path: `${trial.folder}/outer.cjs`, javascript: "1", isNodes: true, imports: {} };
    const imports = { "./outer.cjs": outer.path };
    assert.equal(
      await trial.show("(await $import('./outer.cjs')).v", { modules: [outer], imports }),
      "'changed'",
    );
    writeFileSync(join(trial.folder, "inner.cjs"), "exports.v = 'again';");
    assert.equal(
      await trial.show("(await $import('./outer.cjs')).default.v", { modules: [outer], imports }),
      "'again'",
    );
    writeFileSync(join(trial.folder, "kept.json"), "[1]");
    assert.equal(await trial.show("require('./kept.json')"), "[ 1 ]");
    writeFileSync(join(trial.folder, "kept.json"), "[1, 2]");
    assert.equal(await trial.show("require('./kept.json')"), "[ 1, 2 ]");
  });

  it("load CommonJS files that require each other", async () => {
    writeFileSync(join(trial.folder, "ring-a.cjs"), "exports.a = 1; exports.b = require('./ring-b.cjs').b;");
    writeFileSync(join(trial.folder, "ring-b.cjs"), "exports.b = require('./ring-a.cjs').a + 1;");
    assert.equal(await trial.show("require('./ring-a.cjs').b"), "2");
    writeFileSync(join(trial.folder, "ring-b.cjs"), "exports.b = require('./ring-a.cjs').a + 10;");
    assert.equal(await trial.show("require('./ring-a.cjs').b"), "11");
  });

  it("in a circle see what is exported so far, from either side", async () => {
    const a = local("a", "exports.a = 'a'; const b_1 = await $import('./b'); exports.seen = b_1.b;", ["b"]);
    const b = local("b", "exports.b = 'b'; const a_1 = await $import('./a'); exports.seen = a_1.a;", ["a"]);
    const both = "(await Promise.all([$import('./a'), $import('./b')])).map((one) => one.seen).join()";
    assert.equal(await trial.show(both, cell(a, b)), "'b,a'");
  });

  it("of a file of the reader's show the values that it exports, as they are by now", async () => {
    const getters = `let n = 1; const later = () => early; exports.up = 1; globalThis.count = () => n++;
      for (const [name, get] of Object.entries({ n: () => n, early: later, self: () => exports }))
        Object.defineProperty(exports, name, { enumerable: true, get });
      globalThis.soFar = require('util').inspect(exports); const early = 2;`;
    const module = local("shown", getters);
    const shown = await trial.show("await $import('./shown')", cell(module));
    assert.equal(shown, "<ref *1> { up: 1, n: 1, early: 2, self: [Circular *1] }");
    assert.match(String(await trial.show("globalThis.soFar")), /early: <uninitialized>/);
    const after =
      "globalThis.count(), (exports.m = await $import('./shown')), require('util').format('%o', exports.m)";
    assert.match(String(await trial.show(`(${after})`, cell(module))), /n: 2/);
    assert.equal(
      await trial.show("[...Object.keys(exports.m), JSON.stringify(exports.m.n)].join()"),
      "'up,n,early,self,2'",
    );
  });

  it("try a file again that has failed", async () => {
    const module = local("fails", "if (!globalThis.mended) throw new Error('not yet'); exports.v = 1;");
    assert.equal(await trial.show("(await $import('./fails')).v", cell(module)), "not yet");
    assert.deepEqual(trial.strayErrors(), []);
    assert.equal(
      await trial.show("(globalThis.mended = true, await $import('./fails')).v", cell(module)),
      "1",
    );
  });

  it("give a file its own import.meta", async () => {
    const module = local("meta", "exports.v = $meta.filename;");
    assert.equal(await trial.show("(await $import('./meta')).v", cell(module)), `'${trial.folder}/meta.ts'`);
  });
});
