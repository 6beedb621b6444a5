import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { CellToRun, Outcome } from "../../../kernel/runtime/runtime.js";
import { Trial } from "./trial.js";

const mapComment = (mappings: string) => {
  const map = { version: 3, sources: ["cell"], names: [], mappings };
  const base64 = Buffer.from(JSON.stringify(map)).toString("base64");
  return `\n//# sourceMappingURL=data:application/json;base64,${base64}\n`;
};

describe("runtime: a traceback", () => {
  let trial: Trial;
  const told = (outcome: Outcome) => {
    assert.equal(outcome.status, "error");
    return outcome.status === "error" ? stripVTControlCharacters(outcome.error.traceback.join("\n")) : "";
  };
  const traceback = async (javascript: string, more?: Partial<CellToRun>) =>
    told(await trial.run(javascript, more));
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  it("has the message, and of the frames only the reader's", async () => {
    const text = await traceback("function inner() { throw new TypeError('wrong') }\nawait null; inner();");
    assert.match(text, /^TypeError: wrong\n {4}at inner \(cell \d+\)\n {4}at cell \d+$/);
  });

  it("names lines only by a source map, and then shows the line with a caret", async () => {
    // Line 3 of the JavaScript is line 2 of the cell; `b` (column 10) stands at column 7 there.
    const javascript = `"use strict";\n\nawait 1;  b();${mapComment(";;AACA,UAAM")}`;
    const text = await traceback(javascript, { code: "one\n\tawait b()\n" });
    assert.match(
      text,
      /ReferenceError: b is not defined\n {4}at cell \d+:2:7\n {4}2 \| \tawait b\(\)\n {6}\| \t {5}\^$/,
    );
  });

  it("has true columns on the first line", async () => {
    const text = await traceback(`/* a */ b();${mapComment("AAAA,QAAQ")}`, { code: "/* a */ b()" });
    assert.match(text, /cell \d+:1:9\n/);
  });

  it("shows causes and the errors of an AggregateError", async () => {
    const text = await traceback(
      "throw new Error('outer', { cause: new AggregateError([new RangeError('one'), 'two'], 'both') })",
    );
    assert.match(
      text,
      /^Error: outer\n.*\nCaused by AggregateError: both\n.*\n {2}RangeError: one\n.*\n {2}Thrown: 'two'$/,
    );
  });

  it("shows both errors of a `using` that failed after its block had", async () => {
    const suppressed =
      "Object.assign(new Error('x'), { name: 'SuppressedError', error: new Error('closing'), suppressed: 'body' })";
    assert.match(
      await traceback(`throw ${suppressed}`),
      /^SuppressedError: x\n.*\nFailed in disposal: Error: closing\n.*\nFailed before: Thrown: 'body'$/,
    );
  });

  it("shows an error that is its own cause once, and the same word twice", async () => {
    const circle = "const a = new Error('a'); a.cause = new Error('b', { cause: a }); throw a";
    assert.match(await traceback(circle), /^Error: a\n.*\nCaused by Error: b\n.*$/);
    assert.match(await traceback("throw new AggregateError(['x', 'x'])"), /'x'\n {2}Thrown: 'x'$/);
    const own = "const a = new AggregateError([]); a.errors = [a]; throw a";
    assert.match(await traceback(own), /^AggregateError\n.*$/);
  });

  it("folds the frames of an endless recursion, as does a printed error", async () => {
    const code =
      "function f() { return f() + 1 }\ntry { f() } catch (error) { console.log(error); throw error }";
    const folded = /^RangeError: .*\n( {4}at f .*\n){1,2} {4}… 2\d more like this$/;
    assert.match(await traceback(code), folded);
    assert.match(trial.text("stdout").trim(), folded);
  });

  it("leaves Node's own frames out of a worker's error", async () => {
    const worker = "new (require('node:worker_threads').Worker)('null.x', { eval: true }).on('error', no)";
    const text = await traceback(`await new Promise((_, no) => ${worker})`);
    assert.match(text, /^TypeError: .*\n {4}at \[worker eval\]:1:6\n/);
    assert.doesNotMatch(text, /node:/);
  });

  it("and an error's message name the reader's variables as they were written", async () => {
    await trial.run("exports.q = 5; exports.C = class { m() { throw new Error('in m') } };");
    const messages = {
      "(0, exports.q)()": "q is not a function",
      "[...exports.q]": "q is not iterable",
      "new exports.q()": "q is not a constructor",
      "exports.q.a.b()": "Cannot read properties of undefined (reading 'b')",
      "exports.q.exports()": "q.exports is not a function",
      "$resumed(await {}).q()": "(intermediate value).q is not a function",
      "for (const one of $resumed(await 5)) one": "(intermediate value) is not iterable",
      "const fs_1 = {}; (0, fs_1.read)()": "read is not a function",
      "throw new TypeError('exports.q is mine')": "exports.q is mine",
      "throw new Error('exports.q is not a function')": "exports.q is not a function",
    };
    for (const [code, message] of Object.entries(messages)) {
      const outcome = await trial.run(code);
      assert.equal(outcome.status === "error" && outcome.error.message, message);
      assert.ok(told(outcome).split("\n")[0]!.endsWith(`: ${message}`));
    }
    await trial.run("try { exports.q() } catch (error) { console.log(error) }");
    assert.match(trial.text("stdout"), /^TypeError: q is not a function\n/);
    assert.match(await traceback("new exports.C().m()"), /\n {4}at C\.m \(/);
  });

  it("names what is imported as the reader does", async () => {
    const importing = 'const module_1 = await $import("node:path"); ';
    const cells: [string, string, string][] = [
      ['import path from "node:path"', "module_1.default.nope()", "path.nope is not a function"],
      ["import * as all from 'node:path'", "(0, module_1.nope)()", "nope is not a function"],
      ["import * as all from 'node:path'", "module_1.nope()", "all.nope is not a function"],
      [
        'import p, { join as\n  put, sep } from "node:path"',
        "new module_1.join()",
        "put is not a constructor",
      ],
      ['import p, { type ParsedPath, sep } from "node:path"', "(0, module_1.sep)()", "sep is not a function"],
      [
        'import type { ParsedPath } from "node:path"; import p from "node:path"',
        "(0, module_1.default)()",
        "p is not a function",
      ],
    ];
    for (const [code, javascript, message] of cells) {
      const outcome = await trial.run(`${importing}${javascript}`, { code });
      assert.equal(outcome.status === "error" && outcome.error.message, message);
    }
    const again = 'const again_0_1 = await $import("node:path"); new again_0_1.join()';
    const outcome = await trial.run(again, { code: "new put()" });
    assert.equal(outcome.status === "error" && outcome.error.message, "put is not a constructor");
  });

  it("shows where a file is wrong that Node cannot read, and then who imports it", async () => {
    writeFileSync(`${trial.folder}/wrong.cjs`, "\n\tmodule.exports = {;\n");
    writeFileSync(`${trial.folder}/wrong.mjs`, "export const b = {;");
    assert.match(
      await traceback("require('./wrong.cjs')"),
      /^SyntaxError: Unexpected token ';'\n {4}at wrong\.cjs:2:20\n {4}2 \| \tmodule\.exports = \{;\n {6}\| \t {18}\^\n {4}at cell \d+$/,
    );
    for (const [file, place] of [
      ["wrong.cjs", "2:20"],
      ["wrong.mjs", "1:19"],
    ]) {
      const text = await traceback(`await $import('./${file}')`);
      assert.match(text, new RegExp(`^SyntaxError: Unexpected token ';'\\n {4}at ${file}:${place}\\n`));
    }
    assert.match(await traceback("new Function('{;')"), /^SyntaxError: .*\n {4}at .*cell/);
  });

  it("has no frames of helpers that TypeScript adds, which have no place in the cell", async () => {
    // Only the second line comes from the cell.
    const javascript = `const help = (run) => run();\nhelp(() => b());${mapComment(";AAAA")}`;
    const text = await traceback(javascript, { code: "using b" });
    assert.match(text, /at cell \d+:1:1/);
    assert.doesNotMatch(text, /help/);
  });

  it("ends with what to do next, where the error says so", async () => {
    const text = await traceback(
      "throw Object.assign(new Error('no venv'), { next: 'python -m venv .venv' })",
    );
    assert.match(text, /^Error: no venv\n(.*\n)*python -m venv \.venv$/);
  });

  it("leaves a library's own frames out where the error says what to do next", async () => {
    const library = `${trial.folder}/library.cjs`;
    writeFileSync(library, "exports.f = (more) => { throw Object.assign(new Error('no'), more) }");
    const cell = (more: string) => `require(${JSON.stringify(library)}).f(${more})`;
    assert.match(await traceback(cell("{}")), /library\.cjs:1:\d+\)\n {4}at cell/);
    assert.match(await traceback(cell("{ next: 'do' }")), /^Error: no\n {4}at cell \d+\ndo$/);
  });

  it("is made of anything that is thrown", async () => {
    assert.equal(await traceback("throw 'x'"), "Thrown: 'x'");
    assert.equal(await traceback("throw null"), "Thrown: null");
    assert.equal(await traceback("throw undefined"), "Thrown: undefined");
    const hostile = "throw new Proxy(new Error('p'), { get() { throw 1 }, getPrototypeOf() { throw 2 } })";
    assert.match(await traceback(hostile), /^Thrown: (Proxy\()?Error: p/);
    assert.match(await traceback("const e = new Error('circle'); e.cause = e; throw e"), /^Error: circle/);
    const odd = "throw Object.defineProperty(new Error('odd'), 'stack', { get() { throw 1 } })";
    assert.equal(await traceback(odd), "Error: odd");
  });

  it("shows an error in the reader's own file by its place there", async () => {
    const path = `${trial.folder}/helper.ts`;
    const helper = {
      path,
      javascript: `exports.f = () => { throw new Error('deep') };${mapComment("AAAA")}`,
      imports: {},
    };
    const cell = { modules: [helper], imports: { "./helper": path } };
    assert.match(await traceback("(await $import('./helper')).f()", cell), /at f \(helper\.ts:1:1\)/);
  });
});
