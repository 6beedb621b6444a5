import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, it } from "mocha";
import { result, states, stream, types } from "./broadcasts.js";
import { KernelClient } from "./client.js";

describe("a kernel", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  describe("asked about itself", () => {
    it("states the facts", async () => {
      const info = await kernel.ask("kernel_info_request");
      assert.equal(info.status, "ok");
      assert.equal(info.protocol_version, "5.5");
      assert.equal(info.implementation, "djlab");
      assert.match(info.implementation_version, /^\d+\.\d+\.\d+/);
      assert.equal(info.language_info.name, "typescript");
      assert.equal(info.language_info.file_extension, ".ts");
      const { version } = createRequire(import.meta.url)("typescript/package.json");
      assert.equal(info.language_info.version, version);
    });

    it("answers the same on control", async () => {
      assert.equal((await kernel.ask("kernel_info_request", {}, "control")).implementation, "djlab");
    });

    it("has no comms, and the ports of its connection file", async () => {
      assert.deepEqual(await kernel.ask("comm_info_request"), { status: "ok", comms: {} });
      assert.equal((await kernel.ask("connect_request")).shell_port, kernel.connection.shell_port);
    });

    it("welcomes a client to its broadcasts", async () => {
      const { content, parent } = await kernel.hear(({ type }) => type === "iopub_welcome");
      assert.deepEqual([content, parent], [{ subscription: "" }, undefined]);
    });

    it("echoes heartbeats", async () => {
      assert.equal(await kernel.heartbeat("still there?"), "still there?");
      // As no client would send them.
      for (const frames of [["x"], ["", "x", "y"]]) assert.deepEqual(await kernel.misbeat(frames), frames);
      assert.equal(await kernel.heartbeat("and now?"), "and now?");
    });
  });

  describe("running a cell", () => {
    it("broadcasts busy, input, output, result and idle, in this order, and replies", async () => {
      const executed = await kernel.execute('console.log("hello"); 1 + 1');
      assert.deepEqual(types(executed.broadcast), [
        "status",
        "execute_input",
        "stream",
        "execute_result",
        "status",
      ]);
      assert.deepEqual(states(executed.broadcast), ["busy", "idle"]);
      assert.equal(stream(executed), "hello\n");
      assert.equal(result(executed), "2");
      const { content } = executed.reply;
      assert.equal(content.status, "ok");
      assert.deepEqual([content.payload, content.user_expressions], [[], {}]);
      const input = executed.broadcast[1]!.content;
      assert.deepEqual(input, {
        code: 'console.log("hello"); 1 + 1',
        execution_count: content.execution_count,
      });
      assert.equal(executed.broadcast[3]!.content.execution_count, content.execution_count);
    });

    it("keeps variables, and lets a later cell declare a const anew with another type", async () => {
      await kernel.execute("const again: number = 1");
      await kernel.execute('const again: string = "two"');
      assert.equal(result(await kernel.execute("again.toUpperCase()")), "'TWO'");
    });

    it("lets a function or class declared again be seen by the functions of earlier cells", async () => {
      await kernel.execute(
        "class Box { n = 1 }\nfunction one() { return two() }\nfunction two() { return new Box().n }",
      );
      assert.equal(result(await kernel.execute("one()")), "1");
      await kernel.execute("class Box { n = 2 }");
      assert.equal(result(await kernel.execute("one()")), "2");
      await kernel.execute("function two() { return 3 }");
      assert.equal(result(await kernel.execute("one()")), "3");
    });

    it("shares variables with the functions of their own cell, whatever stands first", async () => {
      await kernel.execute("let counted = 0; function count() { return ++counted }");
      await kernel.execute("counted = 10");
      assert.equal(result(await kernel.execute("count() + ' ' + counted")), "'11 11'");
      await kernel.execute("enum Shade { Dark = 3 }\nfunction shade() { return Shade.Dark }");
      assert.equal(result(await kernel.execute("[shade(), Shade.Dark]")), "[ 3, 3 ]");
    });

    it("takes patterns apart as the language has it, by iterators", async () => {
      await kernel.execute(
        "const [one, ...more] = new Set([1, 2, 3]); const { length, ...others } = { length: 4, a: 5 }",
      );
      await kernel.execute("let [[key, value], skipped = 'none'] = new Map([['k', 'v']])");
      const code = "[one, more, length, others, key, value, skipped]";
      assert.equal(result(await kernel.execute(code)), "[ 1, [ 2, 3 ], 4, { a: 5 }, 'k', 'v', 'none' ]");
      await kernel.execute("[value, key] = new Set([key, value])");
      assert.equal(result(await kernel.execute("key + value")), "'vk'");
    });

    it("has an error for a pattern of what is no iterable", async () => {
      const { reply } = await kernel.execute("const [first] = 5 as any");
      assert.equal(reply.content.ename, "TypeError");
      assert.match(reply.content.evalue, /5 is not iterable/);
    });

    it("shows later cells a var of a block, also as it is assigned later", async () => {
      await kernel.execute(
        "for (var i = 0; i < 3; i++) { var [last, { a } = { a: i }] = [i] as [number, { a: number }?] }\nfor (var [k, v] of Object.entries({ x: 1 }));\nconst read = () => last",
      );
      assert.equal(result(await kernel.execute("[i, last, a, k, v]")), "[ 3, 2, 2, 'x', 1 ]");
      assert.equal(result(await kernel.execute("last = 7; read()")), "7");
      assert.equal(result(await kernel.execute("var w = 1; { var w = 2 } w")), "2");
    });

    it("names the reader's variables in the message of an error that is caught", async () => {
      const code =
        "let none: any\ntry { none() } catch (error) { console.log((error as Error).message) }\ntry { none() } catch {}";
      assert.equal(stream(await kernel.execute(code)), "none is not a function\n");
    });

    it("lets a cell declare the names that a file of CommonJS is given", async () => {
      assert.match(result(await kernel.execute("[__dirname, __filename]")), /notebook\.ts/);
      const own =
        'const require = (name: string) => name + "!"\nconst __dirname = "here"\nrequire(__dirname)';
      assert.equal(result(await kernel.execute(own)), "'here!'");
      assert.equal(result(await kernel.execute("require(__dirname)")), "'here!'");
    });

    it("shows errors that are printed, traced or given back with the reader's own lines", async () => {
      await kernel.execute("// one\nfunction failed() {\n  return new Error('kept')\n}");
      const cell = "\nconsole.log(failed())\nconsole.trace('here')\nfailed()";
      const executed = await kernel.execute(cell);
      const number = executed.reply.content.execution_count;
      const error = (line: number, column: number) =>
        `Error: kept\n    at failed (cell ${number - 1}:3:10)\n    at cell ${number}:${line}:${column}`;
      assert.equal(stream(executed), `${error(2, 13)}\n`);
      assert.equal(stream(executed, "stderr"), `Trace: here\n    at cell ${number}:3:9\n`);
      assert.equal(result(executed), error(4, 1));
    });

    it("may pass its functions on as text", async () => {
      await kernel.execute("const twice = async (n: number) => { await null; return 2 * n }");
      assert.equal(result(await kernel.execute("await (0, eval)('(' + twice + ')(21)')")), "42");
    });

    it("has what earlier cells have declared, when one has failed before it declared it anew", async () => {
      const declared =
        'enum Colour { Red = 1 }\nnamespace Names { export const first = "a" }\nvar total: number = 3\nlet word: string = "w"\nconst said = () => word';
      await kernel.execute(declared);
      const fail = "if (Date.now() > 0) throw new Error();";
      await kernel.execute(
        `${fail} enum Colour { Red = 1 } namespace Names { export const first = "a" } var total: number`,
      );
      assert.equal(result(await kernel.execute("[Colour.Red, Names.first, total]")), "[ 1, 'a', 3 ]");
      await kernel.execute(`${fail} enum word { A }`);
      assert.equal(result(await kernel.execute("said()")), "'w'");
      assert.equal(result(await kernel.execute("enum Colour { Red = 5 } Colour.Red")), "5");
      await kernel.execute("var perhaps: number | null = 5");
      await kernel.execute("var perhaps: number | null; perhaps = null; throw new Error()");
      assert.equal(result(await kernel.execute("perhaps")), "null");
    });

    it("takes no variable for what it may not be, when a cell that declares it anew has failed", async () => {
      await kernel.execute("let kind: string | number = 1; let same = 1; class Kept { a = 1 }");
      await kernel.execute(
        "let kind = 'text'; let same = 2; class Kept { a = 1 }\nthrow new Error('in the middle')",
      );
      assert.equal(result(await kernel.execute("[same, new Kept().a]")), "[ 2, 1 ]");
      const { traceback } = (await kernel.execute("kind")).reply.content;
      assert.match(traceback.at(-1), /^kind is declared in cell \d+, which did not run to its end/);
      await kernel.execute("const kind = 3");
      assert.equal(result(await kernel.execute("kind")), "3");
    });

    it("says of a missing name that the cell which declares it did not run to its end", async () => {
      await kernel.execute("const half = 1; throw new Error('in the middle')");
      const { traceback } = (await kernel.execute("half + 1")).reply.content;
      assert.match(traceback.at(-1), /^half is declared in cell \d+, which did not run to its end/);
    });

    it("says of a missing name that the cell which declares it did not run, as it is wrong", async () => {
      for (const code of [
        "const wrongly: number = 'x'",
        "import { wrongly } from 'no-such-package'",
        "let wrongly = 1; let 1a",
      ]) {
        const number = (await kernel.execute(code)).reply.content.execution_count;
        const { traceback } = (await kernel.execute("wrongly")).reply.content;
        assert.equal(
          traceback.at(-1),
          `wrongly is declared in cell ${number}, which did not run: mend it and run it again.`,
        );
      }
    });

    it("exports what an earlier cell declares by another name", async () => {
      await kernel.execute("const ex = 1");
      await kernel.execute("export { ex as renamed }");
      assert.equal(result(await kernel.execute("renamed")), "1");
    });

    it("awaits at top level", async () => {
      assert.equal(result(await kernel.execute("await Promise.resolve(41) + 1")), "42");
    });

    it("runs empty cells and cells of comments", async () => {
      for (const code of ["", "  \n ", "// nothing", "/* nothing */"]) {
        const { reply, broadcast } = await kernel.execute(code);
        assert.equal(reply.content.status, "ok", code);
        assert.deepEqual(types(broadcast), ["status", "execute_input", "status"], code);
      }
    });

    it("counts cells that store history, and no others", async () => {
      const count = async (options: object) =>
        (await kernel.execute("1", options)).reply.content.execution_count as number;
      const first = await count({});
      assert.equal(await count({ store_history: false }), first);
      assert.equal(await count({ silent: true }), first);
      assert.equal(await count({}), first + 1);
    });

    it("broadcasts nothing but its status when it is silent", async () => {
      const { reply, broadcast } = await kernel.execute('console.log("psst"); 5', { silent: true });
      assert.equal(reply.content.status, "ok");
      assert.deepEqual(types(broadcast), ["status", "status"]);
      const failed = await kernel.execute('throw new Error("psst")', { silent: true });
      assert.equal(failed.reply.content.ename, "Error");
      assert.deepEqual(types(failed.broadcast), ["status", "status"]);
    });

    it("delivers 100,000 printed lines before idle, in order, in few messages", async () => {
      const executed = await kernel.execute("for (let i = 0; i < 100_000; i++) console.log(i)");
      const expected = Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join("");
      assert.ok(stream(executed) === expected, `${stream(executed).split("\n").length - 1} lines arrived`);
      assert.ok(executed.broadcast.length < 1000, `${executed.broadcast.length} messages`);
    });

    it("keeps output and displays in the order in which they were made", async () => {
      const { broadcast } = await kernel.execute(
        'import { display } from "tslab"; console.log("a"); display.html("<b>b</b>"); console.log("c");',
      );
      assert.deepEqual(types(broadcast.slice(2, -1)), ["stream", "display_data", "stream"]);
      assert.equal(broadcast[3]!.content.data["text/html"], "<b>b</b>");
    });

    it("leaves out representations that clients could not take, and says so", async () => {
      const executed = await kernel.execute(
        '({ [Symbol.for("Jupyter.display")]: () => ({ "html": "<b>", "text/plain": "b" }) })',
      );
      assert.equal(result(executed), "b");
      assert.equal(stream(executed, "stderr"), 'Not shown: "html" is not a MIME type\n');
    });

    it("shows output that comes after the cell under that cell", async () => {
      const id = await kernel.send("execute_request", { code: 'setTimeout(() => console.log("late"), 300)' });
      await kernel.idle(id);
      await kernel.execute("2");
      const late = await kernel.hear(({ content }) => content.text === "late\n");
      assert.equal(late.parent, id);
    });
  });

  describe("helping to write", () => {
    it("counts the cursor in code points, both ways", async () => {
      const code = "const 𝒙 = [1]; 𝒙.len";
      const completed = await kernel.ask("complete_request", { code, cursor_pos: [...code].length });
      assert.deepEqual(completed.matches, ["length"]);
      assert.deepEqual(
        [completed.cursor_start, completed.cursor_end],
        [[...code].length - 3, [...code].length],
      );
      const [kind] = completed.metadata._jupyter_types_experimental;
      assert.deepEqual(
        [kind.text, kind.start, kind.end],
        ["length", completed.cursor_start, completed.cursor_end],
      );
    });

    it("inspects as plain text and as Markdown", async () => {
      await kernel.execute("/** Twice `n`. */\nfunction twice(n: number) { return 2 * n }");
      const { found, data } = await kernel.ask("inspect_request", { code: "twice(1)", cursor_pos: 2 });
      assert.ok(found);
      assert.match(data["text/plain"], /twice\(n: number\): number[\s\S]*Twice `n`\./);
      assert.match(data["text/markdown"], /^```typescript\n.*twice[\s\S]*```\n\nTwice `n`\./);
      for (const code of [" ", "nope"])
        assert.equal((await kernel.ask("inspect_request", { code, cursor_pos: code.length })).found, false);
      const call = await kernel.ask("inspect_request", { code: "twice(", cursor_pos: 6 });
      assert.match(call.data["text/plain"], /twice\(n: number\): number[\s\S]*Twice `n`\./);
    });

    it("inspects in detail: the source as typed, or as it is declared", async () => {
      const typed = "function thrice(n: number) {\n  return 3 * n // times\n}";
      await kernel.execute(`const three = 3\n/** Thrice \`n\`. */\n${typed}`);
      await kernel.execute("import { basename } from 'node:path'");
      const inspect = async (code: string, detail_level: number) =>
        (await kernel.ask("inspect_request", { code, cursor_pos: code.length, detail_level })).data;
      assert.ok(!(await inspect("thrice", 0))["text/plain"].includes("times"));
      const data = await inspect("thrice", 1);
      assert.ok(data["text/plain"].endsWith(`Thrice \`n\`.\n\n${typed}`), data["text/plain"]);
      assert.ok(data["text/markdown"].endsWith(`\n\n\`\`\`typescript\n${typed}\n\`\`\``));
      assert.ok((await inspect("three", 1))["text/plain"].endsWith("\n\nconst three = 3"));
      assert.match(
        (await inspect("basename", 1))["text/plain"],
        /basename\(path: string, suffix\?: string\): string;$/,
      );
      assert.match((await inspect("const own = 5; own", 1))["text/plain"], /\n\nconst own = 5;$/);
      await kernel.execute("function thrice() { return 'again' }");
      assert.match((await inspect("thrice", 1))["text/plain"], /\{ return 'again' \}$/);
    });

    it("tells whether code is complete", async () => {
      const status = async (code: string) => (await kernel.ask("is_complete_request", { code })).status;
      assert.equal(await status("let a = 1"), "complete");
      assert.equal(await status("function f() {"), "incomplete");
      assert.equal(await status("const text = `open"), "incomplete");
      assert.equal(await status("let 1 = a"), "invalid");
      assert.deepEqual(await kernel.ask("is_complete_request", {}), { status: "unknown" });
    });
  });
});
