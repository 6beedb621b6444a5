import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ConvertedCell, Engine, RejectedCell } from "../../../kernel/language/engine.js";
import { startLanguage } from "../../../kernel/language/host.js";

const script = resolve(import.meta.dirname, "../../../kernel/processes/language.cjs");

/** A session as the kernel keeps it: each cell that is accepted adds to the declarations of the next. */
class Session {
  declarations = "";
  constructor(readonly engine: Engine) {}

  async cell(code: string): Promise<ConvertedCell> {
    const result = await this.engine.convert({ code, declarations: this.declarations });
    assert.ok(result.ok, `rejected: ${JSON.stringify(result)}`);
    this.declarations = result.declarations;
    return result;
  }

  async rejected(code: string): Promise<RejectedCell["diagnostics"]> {
    const result = await this.engine.convert({ code, declarations: this.declarations });
    assert.ok(!result.ok, "accepted, and should not have been");
    return result.diagnostics;
  }
}

describe("the language process", () => {
  let folder: string;
  let engine: Engine;
  let session: Session;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "djlab-language-")));
    engine = startLanguage({ script, cwd: folder });
  });
  beforeEach(() => {
    session = new Session(engine);
  });
  after(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  describe("checks types", () => {
    it("tells every type error of a cell, each with its line, column and source line", async () => {
      const found = await session.rejected("let a: number = 1\nconst b: string = a\n  missing()");
      assert.deepEqual(
        found.map(({ code, line, column, endColumn, sourceLine }) => ({
          code,
          line,
          column,
          endColumn,
          sourceLine,
        })),
        [
          { code: 2322, line: 2, column: 7, endColumn: 8, sourceLine: "const b: string = a" },
          { code: 2304, line: 3, column: 3, endColumn: 10, sourceLine: "  missing()" },
        ],
      );
    });

    it("knows the types of earlier cells", async () => {
      await session.cell("const port = 8000");
      const [error] = await session.rejected("const text: string = port");
      assert.match(error!.message, /'number' is not assignable to type 'string'/);
    });

    it("is strict: null is no number", async () => {
      const [error] = await session.rejected("const n: number = null");
      assert.equal(error!.code, 2322);
    });

    it("points a syntax error into the cell, even at its end", async () => {
      const [error] = await session.rejected("const open = {");
      assert.equal(error!.line, 1);
      assert.equal(error!.sourceLine, "const open = {");
    });

    it("lets a cell expect a type error, and says when it does not come", async () => {
      await session.cell("// @ts-expect-error\nconst n: number = 'one'");
      const [error] = await session.rejected("// @ts-expect-error\nconst m: number = 1");
      assert.equal(error!.code, 2578);
    });

    it("says what TypeScript says besides: with the place where it lies in the cell, without elsewhere", async () => {
      const related = async (code: string) => (await session.rejected(code)).map((one) => one.related);
      assert.deepEqual(await related("async function g() { return 5 }\nconst v = g()\nv.toFixed(2)"), [
        [{ message: "Did you forget to use 'await'?" }],
      ]);
      assert.deepEqual(await related("function two(a: number, b: string) {}\ntwo(1)"), [
        [{ message: "An argument for 'b' was not provided.", line: 1, column: 25 }],
      ]);
      assert.deepEqual(await related("[1].map()"), [
        [{ message: "An argument for 'callbackfn' was not provided." }],
      ]);
      assert.deepEqual(await related("import { display } from 'tslab'; display.html()"), [
        [{ message: "An argument for 's' was not provided." }],
      ]);
      writeFileSync(join(folder, "given.ts"), "\nexport function given(a: number) {}");
      assert.deepEqual(await related("import { given } from './given'; given()"), [
        [{ message: "An argument for 'a' was not provided.", file: "given.ts", line: 2, column: 23 }],
      ]);
      await session.cell("interface A { a: number }");
      assert.deepEqual(await related("const a: A = { a: 'text' }"), [
        [{ message: "The expected type comes from property 'a' which is declared here on type 'A'" }],
      ]);
      // "'a' is declared here." says nothing where there is no place to point at.
      assert.deepEqual(await related("const b: A = {}"), [undefined]);
    });

    it("calls the types of cells by their names alone", async () => {
      await session.cell("class X1 { m() { return 1 } }\nconst xo = new X1()");
      const [error] = await session.rejected("class X1 { n() { return 2 } }\nconst y: X1 = xo");
      assert.equal(error?.message, "Property 'n' is missing in type 'X1' but required in type 'X1'.");
    });

    it("shows the reader's own line, exports and all", async () => {
      for (const code of [
        'export { q } from "./nope"',
        "export default notHere",
        "export const n: string = 1",
      ]) {
        const [error] = await session.rejected(`let a = 1\n${code}`);
        assert.deepEqual([error?.line, error?.sourceLine], [2, code]);
      }
    });

    it("says of JSX that it is off, and how it is turned on", async () => {
      const found = await session.rejected('const n = 1\nconst el = <div id="a">hi</div>');
      assert.deepEqual(
        found.map(({ code, line, column }) => [code, line, column]),
        [[17004, 2, 12]],
      );
      assert.match(found[0]!.next!, /tsconfig\.json: \{ "compilerOptions": \{ "jsx": "react" \} \}/);
      // Where it is not all that is wrong, the parser is right.
      assert.notEqual((await session.rejected("const el = <b>hi</b>; const = 3"))[0]?.code, 17004);
    });

    it("says how braces become an object, where they can", async () => {
      assert.match((await session.rejected("{ a: 1, b: 2 }"))[0]!.next!, /in parentheses/);
      for (const code of ["{ a: 1, b: }", "{ let 1a }", "if (true) { a: 1, b: 2 }"])
        assert.equal((await session.rejected(code))[0]?.next, undefined, code);
    });

    it("tells what a cell that it rejects would declare", async () => {
      const declares = async (code: string) => {
        const result = await engine.convert({ code, declarations: "" });
        return !result.ok && result.declares.toSorted();
      };
      const code = "import fs, { join } from 'node:path'\nconst { a, b: [c] } = 1\nfunction f() {}";
      assert.deepEqual(await declares(code), ["a", "c", "f", "fs", "join"]);
      assert.deepEqual(await declares("export { q } from './nope'\nexport const r = 1"), ["q", "r"]);
      assert.deepEqual(await declares("interface I {}\nconst b = 4\nconst 1a = 2"), ["I", "b"]);
    });

    it("says of what browsers have that they have it, and advises no compiler option", async () => {
      const [found] = await session.rejected("document.title");
      assert.equal(found?.message, "Cannot find name 'document'. Only browsers have it; cells run in Node.");
    });

    it("has Node's own types at hand in a folder without any package", async () => {
      await session.cell(
        "import { readFileSync } from 'node:fs'\nconst text: string = readFileSync('x', 'utf8')",
      );
      await session.cell("const reply: Promise<Response> = fetch('http://127.0.0.1')\nnew URL('a:b').href");
    });
  });

  it("finds its packages where npm puts them for who installs it: beside its own folder", async () => {
    const packages = join(folder, "installed", "node_modules");
    const processes = join(packages, "djlab", "dist", "kernel", "processes");
    mkdirSync(processes, { recursive: true });
    const own = resolve(import.meta.dirname, "../../../../node_modules");
    for (const name of ["@types/node", "undici-types"]) {
      cpSync(join(own, name), join(packages, name), { recursive: true });
    }
    symlinkSync(join(own, "typescript"), join(packages, "typescript"), "junction");
    const copy = join(processes, "language.cjs");
    copyFileSync(script, copy);
    const installed = startLanguage({ script: copy, cwd: folder });
    const code = "import { readFileSync } from 'node:fs'\nconst text: string = readFileSync('x', 'utf8')";
    assert.ok((await installed.convert({ code, declarations: "" })).ok);
    await installed.close();
  });

  describe("keeps a session", () => {
    it("lets a later cell declare a const again, with another type", async () => {
      await session.cell("const a = 1");
      await session.cell("const a = 'text'");
      await session.cell("a.toUpperCase()");
    });

    it("makes variables of a cell properties of exports, so that closures see later assignments", async () => {
      const { javascript } = await session.cell("let count = 0\nconst read = () => count");
      assert.match(javascript, /exports\.count = 0/);
      assert.match(javascript, /\(\) => exports\.count/);
    });

    it("reaches earlier variables in shorthand properties and destructuring assignments", async () => {
      await session.cell("let a = 1, b = 2");
      assert.match((await session.cell("({ a, b })")).javascript, /\{ a: exports\.a, b: exports\.b \}/);
      assert.match((await session.cell("({ a, b = 3 } = { a: 5 })")).javascript, /b: exports\.b = 3/);
    });

    it("names the last expression, and none after a declaration", async () => {
      const { javascript, lastExpression } = await session.cell("1 + 1");
      assert.ok(javascript.includes(`exports["${lastExpression}"] = (1 + 1)`), javascript);
      assert.equal((await session.cell("const a = 1")).lastExpression, undefined);
    });

    it("names the last expression of a cell with using", async () => {
      const { lastExpression = "", javascript } = await session.cell("using a = null\nconst b = 1\nb + 1");
      assert.ok(javascript.includes(`exports["${lastExpression}"] = (exports.b + 1)`), javascript);
      assert.equal((await session.cell("using c = null\nconst d = 1")).lastExpression, undefined);
    });

    it("takes names with leading underscores", async () => {
      await session.cell("const __a = 1, ___b = 'b', __proto__ = 3");
      await session.cell("__a + ___b.length + __proto__");
    });

    it("keeps what a cell declares for all, until another cell declares it anew", async () => {
      await session.cell("declare global { interface Shared { n: number } interface Other { n: number } }");
      await session.cell("const all: Shared & Other = { n: 1 }");
      assert.equal((await session.rejected("all.m"))[0]?.code, 2339);
      await session.cell("declare global { interface Shared { n: string } }");
      await session.cell("({ n: 'a' }) satisfies Shared; ({ n: 1 }) satisfies Other");
      // What stands for all is no variable of a cell.
      await session.cell("declare global { var everywhere: number }");
      assert.match(
        (await session.cell("({ everywhere }).everywhere + everywhere")).javascript,
        /= \(\(\{ everywhere \}\)\.everywhere \+ everywhere\)/,
      );
    });

    it("does not empty an earlier variable before it is assigned", async () => {
      await session.cell("let a = 1");
      assert.doesNotMatch((await session.cell("let a = 2, b = 3")).javascript, /void 0/);
    });

    it("ignores a pasted export, and imports what is exported from elsewhere", async () => {
      await session.cell("export const a = 1\nexport default function f() { return a }");
      await session.cell("export { sep as between } from 'node:path'\nexport * as paths from 'node:path'");
      await session.cell("f() + a + between.length + paths.sep.length");
      assert.ok((await session.cell("export default 6 * 7")).lastExpression);
      assert.ok((await session.cell("export default class { n = 1 }")).lastExpression);
      assert.ok((await session.cell("export default async function () {}")).lastExpression);
    });

    it("shows later cells what is exported by another name, and its type", async () => {
      await session.cell(
        "let a = 1\nclass Box<T> { t!: T }\ninterface I { i: 1 }\nexport { a as b, Box as Case }",
      );
      await session.cell("export type { I as J }\nexport {\n  a,\n  Box, a as c }");
      await session.cell(
        "const n: number = b + c; const box: Case<string> = new Case(); ({ i: 1 }) satisfies J",
      );
      assert.equal((await session.rejected("const s: string = b"))[0]?.code, 2322);
    });

    it("shows later cells what an earlier cell declares by another name, with its value and type", async () => {
      writeFileSync(join(folder, "exported.ts"), "export const far = 1");
      await session.cell("const ex = 1\nimport { far } from './exported.ts'");
      const { javascript } = await session.cell("export { ex as renamed, far as near }\nexport { ex }");
      assert.match(javascript, /exports\.renamed = exports\.ex;/);
      assert.match(javascript, /exports\.near = again_0_1\.far;/);
      await session.cell("const one: 1 = renamed, other: 1 = near");
    });

    it("takes no export of what nothing declares", async () => {
      for (const code of ["export { notHere }", "export { notHere as here }"])
        assert.equal((await session.rejected(code))[0]?.code, 2304, code);
    });

    it("takes what a cell only declares for a type, and sets nothing", async () => {
      const declared = "declare var v: number\ndeclare let l: string\ndeclare const c: 1";
      const { javascript } = await session.cell(
        `${declared}\ndeclare function f(): 2\ndeclare class K { k: 3 }`,
      );
      assert.doesNotMatch(javascript.replace(/\/\/#.*/, ""), /exports\./);
      await session.cell("const all: [number, string, 1, 2, 3] = [v, l, c, f(), new K().k]");
    });

    it("lets no value pass for one of a class that was declared anew", async () => {
      await session.cell("class A { one() {} }\ninterface P { x: 1 }\nenum E { X }");
      await session.cell(
        "const a = new A(), p: P = { x: 1 }, e = E.X as E\nfunction make() { return new A() }",
      );
      await session.cell("class A { one() {} }\na.one()");
      assert.doesNotMatch(session.declarations, /earlier/);
      await session.cell("class A { two() {} }\ninterface P { y: 2 }\nenum E { Y }");
      const [error] = await session.rejected("a.two()");
      assert.equal(error?.message, "Property 'two' does not exist on type 'A__earlier'.");
      await session.cell("a.one(); const x: 1 = p.x; make().two(); new A().two()");
      assert.equal((await session.rejected("const now: E = e")).length, 1);
      await session.cell("const a = new A(), p = 1, e = 1");
      assert.doesNotMatch(session.declarations, /earlier/);
    });

    it("takes a var in a block for a variable of the cell, with its type", async () => {
      await session.cell(
        "if (true) { var y = 1, { u } = { u: 's' } }\nfor (var i = 0; i < 3; i++) var last = [i]",
      );
      await session.cell("const all: [number, string, number, number[]] = [y, u, i, last]");
      assert.equal((await session.rejected("const s: string = y"))[0]?.code, 2322);
      await session.cell("{ class Hidden {} var made = new Hidden() }\nfunction f() { var inner = 1 }");
      await session.cell("made");
      assert.equal((await session.rejected("inner"))[0]?.code, 2304);
    });

    it("keeps what stands beside a class that cannot be declared exactly", async () => {
      await session.cell(
        "const beside = 1; const hidden = new (class { #n = 1; get n() { return this.#n } })()",
      );
      await session.cell("function make() { return class { private n = 1 } }");
      await session.cell("beside + hidden.n; new (make())()");
    });

    it("awaits at the top, in loops too, and only then", async () => {
      assert.equal((await session.cell("const a = await Promise.resolve(1)")).async, true);
      assert.equal((await session.cell("for await (const b of [1]) console.log(b)")).async, true);
      assert.equal((await session.cell("const f = async () => { await 1 }")).async, false);
    });

    it("disposes of what a cell declares with using, at the cell's end", async () => {
      const { javascript } = await session.cell("using file = { [Symbol.dispose]() {} }");
      assert.match(javascript, /finally/);
    });
  });

  describe("imports", () => {
    it("loads static imports as ES modules are loaded", async () => {
      const { javascript, async } = await session.cell(
        "import os, { cpus as list } from 'node:os'\nlist().length",
      );
      assert.match(javascript, /await \$import\('node:os'\)/);
      assert.match(javascript, /exports\.list = /);
      assert.equal(async, true);
      assert.match((await session.cell("list().length")).javascript, /\(0, exports\.list\)\(\)/);
    });

    it("turns import() and import.meta to what the runtime gives", async () => {
      const { javascript } = await session.cell("const p = await import('node:path')\nimport.meta.url");
      assert.match(javascript, /await \$import\('node:path'\)/);
      assert.match(javascript, /\$meta\.url/);
    });

    it("takes the types of a package that has only exports", async () => {
      const home = join(folder, "node_modules", "only-exports");
      mkdirSync(home, { recursive: true });
      writeFileSync(
        join(home, "package.json"),
        '{"name":"only-exports","type":"module","exports":{".":{"types":"./m.d.ts","import":"./m.js"}}}',
      );
      writeFileSync(join(home, "m.d.ts"), "export declare const answer: 42");
      writeFileSync(join(home, "m.js"), "export const answer = await 42");
      await session.cell("import { answer } from 'only-exports'\nconst n: 42 = answer");
    });

    const next = async (specifier: string) =>
      (await session.rejected(`import a from "${specifier}"`)).map((one) => one.next);

    it("says how and where a package that is missing is installed, and not so of a file", async () => {
      const install = "In a terminal, in the notebook's folder: npm install";
      assert.deepEqual(await next("no-such-package/deep"), [`${install} no-such-package`]);
      assert.deepEqual(await next("@no/such/deep"), [`${install} @no/such`]);
      assert.deepEqual(await next("./no-such-file"), [undefined]);
      const [found] = await session.rejected('import "no-such-package"');
      assert.equal(found?.next, `${install} no-such-package`);
    });

    it("says of a file beside the notebook how it is imported", async () => {
      writeFileSync(join(folder, "beside.ts"), "export const x = 1");
      writeFileSync(join(folder, "beside.json"), "{}");
      for (const specifier of ["beside", "beside.ts", "beside.js"])
        assert.deepEqual(await next(specifier), ['A file of your own is imported by its path: "./beside"']);
      assert.match((await next("beside.json"))[0]!, /"\.\/beside\.json"$/);
    });

    it("says of an installed package that it has no such path", async () => {
      const home = join(folder, "node_modules", "has-paths");
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, "package.json"), '{"name":"has-paths","exports":{"./in":"./in.js"}}');
      writeFileSync(join(home, "in.js"), "");
      assert.deepEqual(await next("has-paths/out"), ["has-paths is installed, but has no path 'out'."]);
      assert.match((await next("has-paths"))[0]!, /^has-paths is installed, but/);
    });

    it("says of a module of Node's that this Node has it not", async () => {
      for (const specifier of ["fs/promise", "node:no-such-module"]) {
        const [found] = await session.rejected(`import a from "${specifier}"`);
        assert.equal(found?.message, `Node ${process.version.slice(1)} has no module '${specifier}'.`);
        assert.equal(found?.next, undefined);
      }
    });

    it("lets a package without types in as any", async () => {
      const home = join(folder, "node_modules", "untyped");
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, "package.json"), '{"name":"untyped","main":"m.js"}');
      writeFileSync(join(home, "m.js"), "module.exports = { f() {} }");
      await session.cell("import untyped from 'untyped'\nuntyped.f()");
    });

    it("types tslab's display functions", async () => {
      await session.cell(
        "import { display, newDisplay } from 'tslab'\ndisplay.html('<b>x</b>')\nnewDisplay().text('x')",
      );
    });

    it("brings the reader's own files along, with and without their ending, and what these import", async () => {
      writeFileSync(join(folder, "inner.ts"), "export const base: number = 40");
      writeFileSync(
        join(folder, "outer.ts"),
        "import { base } from './inner.ts'\nexport const answer = base + 2",
      );
      const cell = await session.cell(
        "import { answer } from './outer.ts'\nimport * as same from './outer'\nanswer",
      );
      const path = (name: string) => join(folder, name).replaceAll("\\", "/");
      assert.deepEqual(cell.imports, { "./outer.ts": path("outer.ts"), "./outer": path("outer.ts") });
      assert.deepEqual(
        cell.modules.map((one) => one.path),
        [path("outer.ts"), path("inner.ts")],
      );
      assert.deepEqual(cell.modules[0]!.imports, { "./inner.ts": path("inner.ts") });
    });

    it("picks up an edit of the reader's file, and its new type", async () => {
      writeFileSync(join(folder, "edited.ts"), "export const value: number = 1");
      await session.cell("import { value } from './edited.ts'\nconst n: number = value");
      writeFileSync(join(folder, "edited.ts"), "export const value: string = 'changed'");
      const cell = await session.cell("import { value } from './edited.ts'\nconst s: string = value");
      assert.match(cell.modules[0]!.javascript, /changed/);
    });

    it("finds a file that was not there before", async () => {
      const [error] = await session.rejected("import { late } from './late.ts'");
      assert.equal(error!.code, 2307);
      writeFileSync(join(folder, "late.ts"), "export const late = 1");
      await session.cell("import { late } from './late.ts'\nlate");
    });

    it("tells a type error of the reader's file with that file's name and line", async () => {
      writeFileSync(join(folder, "wrong.ts"), "\nexport const n: number = 'text'");
      const [error] = await session.rejected("import { n } from './wrong.ts'\nn");
      assert.deepEqual(
        { file: error!.file, line: error!.line, sourceLine: error!.sourceLine },
        { file: "wrong.ts", line: 2, sourceLine: "export const n: number = 'text'" },
      );
    });

    it("brings the reader's JavaScript and JSON along: CommonJS and JSON are left to Node", async () => {
      writeFileSync(join(folder, "es.js"), "export const a = await 1");
      writeFileSync(join(folder, "common.js"), "exports.b = require('./deep.cjs').c");
      writeFileSync(join(folder, "deep.cjs"), "exports.c = 2");
      writeFileSync(join(folder, "data.json"), '{ "d": 3 }');
      const code =
        "import { a } from './es'\nimport { b } from './common.js'\nimport d from './data.json'\nconst n: number = a + b + d.d";
      const { modules } = await session.cell(code);
      const short = modules.map(({ path, isNodes = false }) => [path.split("/").at(-1), isNodes]);
      assert.deepEqual(short, [
        ["es.js", false],
        ["common.js", true],
        ["deep.cjs", true],
        ["data.json", true],
      ]);
    });

    it("forgets an earlier cell's file once nothing imports it", async () => {
      writeFileSync(join(folder, "once.ts"), "export const once = 1");
      await session.cell("import { once } from './once.ts'\nonce");
      assert.deepEqual((await session.cell("1")).modules, []);
    });
  });

  describe("helps to write", () => {
    it("completes members with their kinds, over the part already typed", async () => {
      const code = "const list = [1]\nlist.fi";
      const { matches, start, end } = await engine.complete({ code, declarations: "" }, code.length);
      assert.ok(matches.some(({ text, type }) => text === "filter" && type === "method"));
      assert.equal(code.slice(start, end), "fi");
    });

    it("completes names of earlier cells", async () => {
      await session.cell("const temperature = 20");
      const { matches } = await engine.complete({ code: "temp", declarations: session.declarations }, 4);
      assert.equal(matches[0]!.text, "temperature");
    });

    it("inspects an earlier function: signature and documentation", async () => {
      await session.cell("/** Adds *two* numbers. */\nfunction add(a: number, b: number) { return a + b }");
      const found = await engine.inspect({ code: "add(1, 2)", declarations: session.declarations }, 1);
      assert.match(found!.signature, /function add\(a: number, b: number\): number/);
      assert.match(found!.documentation, /Adds \*two\* numbers/);
    });

    /** `¦` is the cursor. */
    const inspected = (marked: string) => {
      const code = marked.replace("¦", "");
      return engine.inspect({ code, declarations: session.declarations }, marked.indexOf("¦"));
    };

    it("inspects what is called around the cursor, also where the call is not done yet", async () => {
      await session.cell(
        "/** Adds. */\nfunction add(a: number, b: number) { return a + b }\nclass K { constructor(n: number) {} }; const foo = 1",
      );
      for (const code of ["add(¦", "add(1, ¦", "add(¦1)", "add(1, 'a¦b')", "add(1,¦\nlet b", "add(nope¦)"]) {
        const found = await inspected(code);
        assert.equal(found?.signature, "function add(a: number, b: number): number", code);
        assert.equal(found?.documentation, "Adds.");
      }
      assert.match((await inspected("Math.max(¦"))!.signature, /Math\.max\(\.\.\.values: number\[\]\)/);
      assert.match((await inspected("[1].map(¦)"))!.documentation, /Calls a defined callback/);
      assert.match((await inspected("add(Math.max(2)¦, 1)"))!.signature, /function add/);
      assert.match((await inspected("new K(¦"))!.signature, /constructor K\(n: number\)/);
      assert.equal((await inspected("add(fo¦o)"))?.signature, "const foo: 1");
      for (const code of ["add(1)¦", "nope(¦)"]) assert.equal(await inspected(code), undefined, code);
    });

    it("inspects a type where a value should stand, and nothing that it does not know", async () => {
      await session.cell("interface Pt { x: number }");
      assert.equal((await inspected("Pt¦"))?.signature, "interface Pt");
      for (const code of ["nope¦", "const o = { a: 1 }; o.Pt¦"])
        assert.equal(await inspected(code), undefined, code);
    });

    it("writes documentation as Markdown: links as text or code, examples as code", async () => {
      await session.cell(`/**
 * See {@link plus }, {@linkcode x.y}, {@link plus | the sum}, {@link https://a.b c}.
 * @param n as in {@link plus}
 * @example
 * f(1)
 *   // 2
 * @example
 * \`\`\`js
 * f(2)
 * \`\`\`
 */
function f(n: number) {}
function plus() {}`);
      assert.equal(
        (await inspected("f¦"))?.documentation,
        "See `plus`, `x.y`, the sum, c (https://a.b).\n\n*@param* n as in `plus`\n\n" +
          "*@example*\n```ts\nf(1)\n  // 2\n```\n\n*@example*\n```js\nf(2)\n```",
      );
    });

    it("completes what can be imported, and members of a folder", async () => {
      const complete = async (code: string) =>
        (await engine.complete({ code, declarations: "" }, code.length)).matches.map(({ text }) => text);
      assert.ok((await complete('import { join } from "node:')).includes("node:path"));
      writeFileSync(join(folder, "near.ts"), "export const near = 1");
      assert.ok((await complete('import { near } from "./')).includes("near"));
    });

    it("completes within a string what fits so far, in the span of what is typed", async () => {
      mkdirSync(join(folder, "inside"), { recursive: true });
      for (const name of ["helper.ts", "help.mjs", "other.ts", "inside/leaf.ts"])
        writeFileSync(join(folder, name), "export {}");
      const declarations =
        'declare const mode: "read" | "write";\ndeclare function open(options: { flag: "r" | "rw" }): void;\n';
      /** `|` is the cursor; what is replaced, and by what. */
      const complete = async (marked: string) => {
        const [before, after] = marked.split("|") as [string, string];
        const code = before + after;
        const { matches, start, end } = await engine.complete({ code, declarations }, before.length);
        return [code.slice(start, end), ...matches.map(({ text }) => text)];
      };
      assert.deepEqual(await complete('import x from "./hel|'), ["hel", "help.mjs", "helper"]);
      assert.deepEqual(await complete('const a = 1\nawait import("./inside/|")'), ["", "leaf"]);
      assert.deepEqual(await complete('import x from "node:f|s"\nx'), [
        "node:fs",
        "node:fs",
        "node:fs/promises",
      ]);
      assert.deepEqual(await complete('import x from "node:fs/p|"'), ["p", "promises"]);
      assert.deepEqual(await complete('mode === "w|r"'), ["wr", "write"]);
      assert.deepEqual(await complete('const other: typeof mode = "|'), ["", "read", "write"]);
      assert.deepEqual(await complete('open({ flag: "r|" })'), ["r", "r", "rw"]);
      assert.deepEqual(await complete("open({ fl| })"), ["fl", "flag"]);
      assert.deepEqual(await complete("open({ | })"), ["", "flag"]);
      assert.deepEqual(await complete("if (mode) {\n  [1].findLastI|\n  const b ="), [
        "findLastI",
        "findLastIndex",
      ]);
      assert.deepEqual(await complete("(() => { const s = 'a'; s.padS|\nconst t = 1"), ["padS", "padStart"]);
    });

    it("inspects what Node and the language document", async () => {
      const shown = async (code: string) =>
        (await engine.inspect({ code, declarations: "" }, code.length - 1))?.documentation ?? "";
      assert.match(await shown("[1].map"), /Calls a defined callback[\s\S]*@param\* callbackfn/);
      assert.match(await shown("process.version"), /Node\.js version string/);
      assert.match(
        await shown("import { readFileSync } from 'node:fs'; readFileSync"),
        /contents of the `path`/,
      );
    });

    it("finds nothing to inspect in an empty place", async () => {
      assert.equal(await engine.inspect({ code: "  ", declarations: "" }, 1), undefined);
    });

    it("tells whether code is complete", async () => {
      assert.deepEqual(await engine.isComplete("1 + 1"), { status: "complete" });
      assert.deepEqual(await engine.isComplete("const = 3"), { status: "invalid" });
      assert.equal((await engine.isComplete("function f() {")).status, "incomplete");
      for (const begun of ["1 +\n", "while (1)\n", "function f() {\n\n\n", "if (x) {\n  1;\n  \n"])
        assert.equal((await engine.isComplete(begun)).status, "incomplete", begun);
    });

    it("replaces all of a name, in the middle of which the cursor is", async () => {
      const { matches, start, end } = await engine.complete({ code: "(contotal)", declarations: "" }, 4);
      assert.deepEqual([start, end], [1, 9]);
      assert.ok(matches.some(({ text }) => text === "console"));
    });
  });

  it("is replaced when it dies, and nobody notices", async function () {
    if (process.platform === "win32") this.skip();
    await engine.isComplete("1");
    const list = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], {
      encoding: "utf8",
    });
    const pid = Number(
      list
        .split("\n")
        .find((line) => line.includes(script))!
        .trim()
        .split(" ")[0],
    );
    process.kill(pid, "SIGKILL");
    await session.cell("const alive: boolean = true");
  });
});
