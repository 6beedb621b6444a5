/** What is made ahead for the next question must be of no consequence for its answer. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Engine } from "../../../kernel/language/engine.js";
import { startLanguage } from "../../../kernel/language/host.js";

const script = resolve(import.meta.dirname, "../../../kernel/processes/language.cjs");

describe("a question after another", () => {
  let folder: string;
  let engine: Engine;
  let declarations: string;
  let edits = 0;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "djlab-placeholders-")));
    engine = startLanguage({ script, cwd: folder, snapshots: [dirname(script)] });
  });
  beforeEach(() => {
    declarations = "";
  });
  after(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  /** Each write has a time of its own, however coarse the clock of the disk. */
  function write(name: string, content: string): void {
    writeFileSync(join(folder, name), content);
    const time = new Date(Date.UTC(2020, 0, 1, 0, 0, ++edits));
    utimesSync(join(folder, name), time, time);
  }
  /** @returns the numbers of what is wrong with a cell */
  async function cell(code: string): Promise<number[]> {
    const result = await engine.convert({ code, declarations });
    if (!result.ok) return result.diagnostics.map((one) => one.code);
    declarations = result.declarations;
    return [];
  }
  /** @param marked a bar stands for the cursor */
  async function completions(marked: string): Promise<string[]> {
    const code = marked.replace("|", "");
    const found = await engine.complete({ code, declarations }, marked.indexOf("|"));
    return found.matches.map(({ text }) => text);
  }
  async function signature(code: string): Promise<string | undefined> {
    return (await engine.inspect({ code, declarations }, code.length - 1))?.signature;
  }

  it("may be a cell with imports of its own, after cells without", async () => {
    assert.deepEqual(await cell("const a = 1"), []);
    assert.deepEqual(await cell("import { sep } from 'node:path'; const b: number = sep"), [2322]);
    assert.deepEqual(await cell("import { sep } from 'node:path'; a + sep.length"), []);
    assert.deepEqual(await cell("const c: number = sep"), [2322]);
    assert.deepEqual(await completions("sep.toUpper|"), ["toUpperCase"]);
    assert.deepEqual(await cell("const os = await import('node:os'); const d: number = os.EOL"), [2322]);
    assert.deepEqual(await cell("const os = await import('node:os')"), []);
    assert.deepEqual(await cell("const e: number = os.EOL"), [2322]);
    assert.deepEqual(await cell("a"), []);
    assert.deepEqual(await completions("os.EO|"), ["EOL"]);
    assert.match((await signature("os.EOL"))!, /EOL: string/);
  });

  it("sees what was edited in between", async () => {
    write("edited.ts", "export const x = 1");
    assert.deepEqual(await cell("import { x } from './edited'"), []);
    assert.deepEqual(await cell("const a: number = x"), []);
    write("edited.ts", "export const x = 'text'");
    assert.deepEqual(await cell("const b: number = x"), [2322]);
    assert.deepEqual(await completions("x.toUpper|"), ["toUpperCase"]);
    write("edited.ts", "export const x = { inside: 1 }");
    assert.deepEqual(await completions("x.|"), ["inside"]);
    rmSync(join(folder, "edited.ts"));
    assert.deepEqual(await cell("const c: number = x.inside"), [2307]);
    assert.deepEqual(await cell("import { x as y } from './edited'"), [2307]);
  });

  it("sees what was not there before", async () => {
    assert.deepEqual(await cell("import { x } from './later'"), [2307]);
    assert.deepEqual(await completions("1..toF|"), ["toFixed"]);
    write("later.ts", "export const x = 1");
    assert.deepEqual(await cell("import { x } from './later'"), []);
    assert.deepEqual(await cell("const text: string = x"), [2322]);
    write("user.ts", '/// <reference path="./far.d.ts" />\nexport const y: Far = 1');
    assert.deepEqual(await cell("import { y } from './user'"), [6053, 2304]);
    write("far.d.ts", "type Far = number");
    assert.deepEqual(await cell("import { y } from './user'"), []);
  });

  it("has what is declared for all, and nothing of what a cell declared in vain", async () => {
    assert.deepEqual(await cell("const a = 1"), []);
    assert.deepEqual(await cell("declare global { interface Array<T> { vain: T } }; missing"), [2304]);
    assert.deepEqual(await cell("[1].vain"), [2339]);
    assert.deepEqual(await cell("declare global { interface Array<T> { mine: T } }"), []);
    assert.deepEqual(await cell("const text: string = [1].mine"), [2322]);
    assert.deepEqual(await completions("[1].min|"), ["mine"]);
    declarations = "";
    assert.deepEqual(await cell("[1].mine"), [2339]);
    assert.deepEqual(await completions("[1].min|"), []);
    assert.deepEqual(await cell("declare module 'node:os' { const mine: 1 }"), []);
  });

  it("may declare a name again", async () => {
    assert.deepEqual(await cell("class A { x = 1 }; const a = new A()"), []);
    assert.deepEqual(await cell("class A { y = '' }"), []);
    assert.deepEqual(await cell("const b: A = a"), [2741]);
    assert.deepEqual(await completions("new A().|"), ["y"]);
    assert.deepEqual(await completions("a.|"), ["x"]);
    assert.deepEqual(await cell("let a = 'text'"), []);
    assert.deepEqual(await cell("const c: number = a"), [2322]);
  });

  it("may follow a cell that is wrong, or that cannot be read", async () => {
    assert.deepEqual(await cell("const list = [1, 2, 3]"), []);
    assert.deepEqual(await cell("const list: string = 1"), [2322]);
    assert.deepEqual(await completions("list.fla|"), ["flat", "flatMap"]);
    assert.deepEqual(await cell("const list = ["), [1005]);
    assert.deepEqual(await completions("list.fla|"), ["flat", "flatMap"]);
    assert.deepEqual(await cell("list.flat()"), []);
  });

  it("completes what has been typed, wherever it is in a name", async () => {
    assert.deepEqual(await cell("const oneNumber = 1; const numberTwo = 2; const other = 3"), []);
    assert.deepEqual((await completions("number|")).slice(0, 2), ["number", "numberTwo"]);
    assert.ok((await completions("NUMBERT|")).includes("numberTwo"));
    assert.ok((await completions("number|")).includes("oneNumber"));
    assert.equal((await completions("one|Number"))[0], "oneNumber");
    assert.ok((await completions("num|xyz")).includes("numberTwo"));
    assert.ok((await completions("|other")).includes("other"));
    assert.ok((await completions("|")).includes("numberTwo"));
    assert.deepEqual(await completions("({ first: 1, second: 2 }).se|"), ["second"]);
  });
});
