import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { after, before, describe, it } from "mocha";
import { result } from "./broadcasts.js";
import { KernelClient } from "./client.js";

describe("a file of the reader's", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  const write = (name: string, text: string) => writeFileSync(join(kernel.folder, name), text);
  const shown = async (code: string) => result(await kernel.execute(code));

  /** Files of each kind, before and after an edit, and what a cell sees of them. */
  const edits: Record<string, { name: string; before: string; after: string; cell: string }> = {
    "in TypeScript": {
      name: "typed.ts",
      before: "export const v = 'old'",
      after: "export const v = 'changed'",
      cell: "import { v } from './typed.ts'; v",
    },
    "in TypeScript, imported without its ending": {
      name: "short.ts",
      before: "export const v = 'old'",
      after: "export const v = 'changed'",
      cell: "import { v } from './short'; v",
    },
    "that is an ES module": {
      name: "module.mjs",
      before: "export const v = await 'old'",
      after: "export const v = 'changed'",
      cell: "import { v } from './module.mjs'; v",
    },
    "in JavaScript, imported without its ending": {
      name: "helper.js",
      before: "export const v = 'old'",
      after: "export const v = 'changed'",
      cell: "const { v } = await import('./helper'); v",
    },
    "in CommonJS that is imported": {
      name: "imported.cjs",
      before: "exports.v = 'old'",
      after: "exports.v = 'changed'",
      cell: "import { v } from './imported.cjs'; v",
    },
    "in CommonJS that is required": {
      name: "required.js",
      before: "module.exports = { v: 'old' }",
      after: "module.exports = { v: 'changed' }",
      cell: "require('./required').v",
    },
    "in JSON": {
      name: "data.json",
      before: '{ "v": "old" }',
      after: '{ "v": "changed" }',
      cell: "import data from './data.json'; data.v",
    },
    "in JSON that is required": {
      name: "required.json",
      before: '{ "v": "old" }',
      after: '{ "v": "changed" }',
      cell: "require('./required.json').v",
    },
  };

  for (const [kind, { name, before: first, after: second, cell }] of Object.entries(edits)) {
    it(`${kind} is read anew after an edit, also by a TypeScript file that imports it`, async () => {
      const user = `user_of_${name.replaceAll(".", "_")}`;
      const importable = name.includes("required") ? `./${name}` : (/'(\.\/.*?)'/.exec(cell)?.[1] ?? "");
      write(name, first);
      write(`${user}.ts`, `import * as all from "${importable}"; export const seen = JSON.stringify(all)`);
      const through = `(await import("./${user}")).seen`;
      assert.equal(await shown(cell), "'old'");
      assert.match((await shown(through)) ?? "", /old/);
      write(name, second);
      assert.equal(await shown(cell), "'changed'");
      assert.match((await shown(through)) ?? "", /changed/);
    });
  }

  it("is evaluated once as long as it is not edited", async () => {
    write("once.js", "export const made = {}");
    write("once.cjs", "exports.made = {}");
    await kernel.execute(
      "import { made as es } from './once.js'; import { made as common } from './once.cjs'",
    );
    const code =
      "import * as a from './once.js'; import * as b from './once.cjs'; [a.made === es, b.made === common]";
    assert.equal(await shown(code), "[ true, true ]");
  });

  it("is read anew by a cell that only uses what an earlier one has imported: its types and its values", async () => {
    write("used.ts", "export let n = 1; export const up = () => { n += 1 }");
    write("used.json", '{ "a": 1 }');
    await kernel.execute(
      "import { n, up } from './used'; import * as all from './used'; import data from './used.json'",
    );
    assert.equal(await shown("up(); n + all.n + data.a"), "5");
    write("used.ts", "export let n = 'edited'; export const up = () => { n += '!' }");
    write("used.json", '{ "a": "too" }');
    assert.equal(await shown("up(); n.toUpperCase() + all.n + data.a"), "'EDITED!edited!too'");
    assert.equal(await shown("const later = () => n; later()"), "'edited!'");
    assert.equal((await kernel.execute("n.toFixed()")).reply.content.ename, "TypeCheckError");
    write("used.ts", "export const n: number = 'wrong', up = () => {}");
    const { traceback } = (await kernel.execute("n")).reply.content;
    assert.match(stripVTControlCharacters(traceback[0]), /^used\.ts:1:14 - error TS2322/);
    assert.equal(await shown("1 + 1"), "2");
  });

  it("is missed where a cell uses what it exports no more, or when it is gone", async () => {
    write("shrinks.ts", "export const kept = 1, goes = 2; export type Size = number");
    await kernel.execute(
      "import { kept, goes, type Size } from './shrinks'; import * as whole from './shrinks'",
    );
    assert.equal(await shown("kept + goes + whole.goes"), "5");
    write("shrinks.ts", "export const kept = 'k'");
    assert.equal(await shown("kept.toUpperCase()"), "'K'");
    const told = async (code: string) =>
      stripVTControlCharacters((await kernel.execute(code)).reply.content.traceback?.[0] ?? "");
    assert.match(
      await told("\nkept + goes"),
      /:2:8 - error TS2305: Module '.\/shrinks' has no exported member 'goes'/,
    );
    assert.match(await told("let n: Size"), /has no exported member 'Size' any more/);
    rmSync(join(kernel.folder, "shrinks.ts"));
    assert.match(await told("kept"), /TS2307: Cannot find module .* any more/);
    assert.match(await told("whole"), /Cannot find module '.\/shrinks' any more/);
    assert.equal(await shown("1 + 1"), "2");
  });

  it("is found by a cell that is run again as it was, after what was wrong in the file has been mended", async () => {
    write("mended.ts", "export const n = 'text'");
    const cell = "import { n as mended } from './mended'; mended.toFixed()";
    assert.equal((await kernel.execute(cell)).reply.content.ename, "TypeCheckError");
    write("mended.ts", "export const n = 7");
    assert.equal(await shown(cell), "'7'");
  });

  it("exports as the language has it: live, under any name, in a circle, and of other files", async () => {
    write(
      "counter.ts",
      `import { size } from './stepper'
export let count = 0
export function up() { count += size }
let hidden = 'h'
export { hidden as shown, up as default }
export const hide = () => { hidden = 'gone' }
export * from './stepper'
export * as all from './stepper'
export { size as width } from './stepper'`,
    );
    write(
      "stepper.ts",
      `import { count } from './counter'
export const size = 2
export default function () { return 'nameless' }
export const soFar = () => count`,
    );
    const imports = "import up, { count, shown, hide, size, all, width, soFar } from './counter'";
    const uses =
      "up(); hide(); [count, shown, size, all.size, width, soFar(), all.default(), all.default.name]";
    assert.equal(await shown(`${imports}\n${uses}.join()`), "'2,gone,2,2,2,2,nameless,default'");
  });

  it("may call an import, or a variable of its own, exports", async () => {
    write("giver.ts", "export const given = 'given'");
    write("taker.ts", "import { given as exports } from './giver'; export const taken = exports");
    write("owner.ts", "const exports = 'own'; export { exports as owned }");
    assert.equal(
      await shown("import { taken } from './taker'; import { owned } from './owner'; taken + owned"),
      "'givenown'",
    );
  });

  it("in CommonJS has what Node gives it, and is what it exports", async () => {
    write(
      "whole.cjs",
      "module.exports = function whole() { return [typeof module, __filename, typeof require] }",
    );
    const code = "import whole from './whole.cjs'; whole().join()";
    assert.equal(await shown(code), `'object,${join(kernel.folder, "whole.cjs")},function'`);
  });

  it("may be a script that begins with #!", async () => {
    write("script.ts", "#!/usr/bin/env node\nexport const answer: number = 42;");
    assert.equal(await shown("import { answer } from './script'; answer"), "42");
  });

  it("shows an error with its own lines", async () => {
    write("fails.mjs", "\nexport function fail() {\n  throw new Error('deep')\n}");
    const { traceback } = (await kernel.execute("import { fail } from './fails.mjs'\nfail()")).reply.content;
    assert.match(traceback.join("\n"), /at fail \(fails\.mjs:3:9\)/);
  });
});
