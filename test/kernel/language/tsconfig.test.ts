import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ConvertedCell, Engine } from "../../../kernel/language/engine.js";
import { startLanguage } from "../../../kernel/language/host.js";

const script = resolve(import.meta.dirname, "../../../kernel/processes/language.cjs");

describe("the notebook folder's tsconfig.json and packages", () => {
  let folder: string;
  let engine: Engine;
  let edits = 0;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "djlab-tsconfig-")));
    engine = startLanguage({ script, cwd: folder, snapshots: [dirname(script)] });
  });
  after(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, "tsconfig.json"), { force: true }));

  /** Each write has a time of its own, however coarse the clock of the disk. */
  function write(name: string, content: object | string): void {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    const time = new Date(Date.UTC(2020, 0, 1, 0, 0, ++edits));
    utimesSync(path, time, time);
  }
  const tsconfig = (compilerOptions: object) => write("tsconfig.json", { compilerOptions });
  const convert = (code: string) => engine.convert({ code, declarations: "" });

  async function accepted(code: string): Promise<ConvertedCell> {
    const result = await convert(code);
    assert.ok(result.ok, `rejected: ${JSON.stringify(result)}`);
    return result;
  }
  async function codes(code: string): Promise<number[]> {
    const result = await convert(code);
    return result.ok ? [] : result.diagnostics.map((one) => one.code);
  }

  it("makes checks stricter and looser, from one cell to the next", async () => {
    const indexing = "const n: number = [1, 2][0]";
    assert.deepEqual(await codes(indexing), []);
    tsconfig({ noUncheckedIndexedAccess: true });
    assert.deepEqual(await codes(indexing), [2322]);
    tsconfig({ strict: false });
    assert.deepEqual(await codes("const none: number = null; function f(x) { return x }"), []);
    rmSync(join(folder, "tsconfig.json"));
    assert.deepEqual(await codes("const none: number = null"), [2322]);
  });

  it("asks for the decorators of old, where the standard's are the rule", async () => {
    const standard =
      "function d(value: Function, context: ClassMethodDecoratorContext) {}\nclass A { @d m() {} }";
    const legacy =
      "function d(target: object, key: string, it: PropertyDescriptor) {}\nclass A { @d m() {} }";
    assert.deepEqual(await codes(standard), []);
    assert.notDeepEqual(await codes(legacy), []);
    tsconfig({ experimentalDecorators: true });
    assert.deepEqual(await codes(legacy), []);
    assert.match((await accepted(legacy)).javascript, /__decorate/);
  });

  it("turns JSX into calls, where it is asked for", async () => {
    const cell = "const h = (tag: string, props: object | null, ...inner: unknown[]) => ({ tag, inner });\n";
    const jsx = `${cell}declare global { namespace JSX { interface IntrinsicElements { b: {} } } }\nconst it = <b>bold</b>; it`;
    assert.notDeepEqual(await codes(jsx), []);
    tsconfig({ jsx: "react", jsxFactory: "h" });
    assert.match((await accepted(jsx)).javascript, /h\)?\("b", null, "bold"\)/);
  });

  it("names paths", async () => {
    write("deep/down/tool.ts", "export const tool = 1");
    tsconfig({ paths: { "@tools/*": ["./deep/down/*"] } });
    const { imports, modules } = await accepted('import { tool } from "@tools/tool"; const n: number = tool');
    assert.deepEqual(imports, { "@tools/tool": join(folder, "deep/down/tool.ts").replaceAll("\\", "/") });
    assert.equal(modules.length, 1);
  });

  it("may extend another, an edit of which counts too", async () => {
    write("base.json", { compilerOptions: { noImplicitReturns: true } });
    write("tsconfig.json", { extends: "./base.json" });
    const cell = "function f(x: number) { if (x > 1) return 1 }";
    assert.deepEqual(await codes(cell), [7030]);
    write("base.json", { compilerOptions: {} });
    assert.deepEqual(await codes(cell), []);
  });

  it("says where a tsconfig.json is wrong, and goes on once it is right", async () => {
    write("tsconfig.json", '{\n  "compilerOptions": { "strict": "very" }\n}');
    const result = await convert("1");
    assert.ok(!result.ok);
    const [{ file, line, code }] = result.diagnostics as [(typeof result.diagnostics)[0]];
    assert.deepEqual({ file, line, code }, { file: "tsconfig.json", line: 2, code: 5024 });
    tsconfig({ strict: true });
    await accepted("1");
  });

  it("is of no concern to cells where it is only about which files belong to a project", async () => {
    for (const inputs of [
      { files: [], include: ["nope"] },
      { files: [], references: [{ path: "./other" }] },
      { files: [] },
    ]) {
      write("tsconfig.json", inputs);
      assert.deepEqual(await codes("process.version"), [], JSON.stringify(inputs));
    }
  });

  it("may ask for types that are not there, which is told once and in its place", async () => {
    write("tsconfig.json", '{\n  "compilerOptions": { "types": ["node", "nope"] }\n}');
    const result = await convert("1");
    assert.ok(!result.ok);
    const found = result.diagnostics.map(({ message, line, column }) => [message, line, column]);
    assert.deepEqual(found, [["Cannot find type definition file for 'nope'.", 2, 42]]);
    write("own-types/nope/index.d.ts", "declare var own: 1;");
    tsconfig({ typeRoots: ["./own-types"], types: ["nope"] });
    assert.deepEqual(await codes("1"), []);
  });

  it("may ask for a library that TypeScript has not, which is told in short", async () => {
    tsconfig({ lib: ["esnext", "nope"] });
    const result = await convert("1");
    assert.ok(!result.ok);
    const [{ message }] = result.diagnostics as [(typeof result.diagnostics)[0]];
    assert.match(message, /^Argument for '--lib' option must be: 'es5', .*'es2024', .*'dom', .*…$/);
    assert.ok(message.length < 400, `${message.length} characters`);
    tsconfig({ jsx: "nope" });
    assert.deepEqual(await codes("1"), [6046]);
  });

  const wrong: [name: string, content: string, file: string, code: number][] = [
    ["has no end", '{ "compilerOptions": { "strict": false }', "tsconfig.json", 1005],
    ["extends one that is not there", '{ "extends": "./none.json" }', "tsconfig.json", 5083],
    ["extends itself", '{ "extends": "./tsconfig.json" }', "tsconfig.json", 18000],
    ["extends one that is wrong", '{ "extends": "./wrong.json" }', "wrong.json", 5024],
  ];
  for (const [name, content, file, code] of wrong) {
    it(`says what is wrong with a tsconfig.json that ${name}`, async () => {
      write("wrong.json", { compilerOptions: { strict: "very" } });
      write("tsconfig.json", content);
      const result = await convert("1");
      assert.ok(!result.ok);
      assert.deepEqual([result.diagnostics[0]?.file, result.diagnostics[0]?.code], [file, code]);
    });
  }

  it("keeps the kernel's own ways of loading and emitting", async () => {
    tsconfig({ module: "commonjs", target: "es5", noEmit: true, outDir: "nowhere", isolatedModules: true });
    assert.match((await accepted("await Promise.resolve(1)")).javascript, /await/);
  });

  it("sees a package as it is installed, and another version of it", async () => {
    const cell = 'import { size } from "boxes"; const n: number = size';
    assert.deepEqual(await codes(cell), [2307]);
    const install = (type: string) => {
      write("node_modules/boxes/package.json", { name: "boxes", version: "1.0.0", types: "index.d.ts" });
      write("node_modules/boxes/index.d.ts", `export declare const size: ${type};`);
      write("node_modules/.package-lock.json", {});
      write("package.json", { dependencies: { boxes: type } });
    };
    install("number");
    assert.deepEqual(await codes(cell), []);
    install("string");
    assert.deepEqual(await codes(cell), [2322]);
  });

  it("takes Node's types from the folder's own packages where there are some", async () => {
    assert.deepEqual(await codes("process.version"), []);
    write("node_modules/@types/node/package.json", {
      name: "@types/node",
      version: "0.0.1",
      types: "index.d.ts",
    });
    write("node_modules/@types/node/index.d.ts", "declare var ofTheFolder: 1;");
    write("package.json", { dependencies: { "@types/node": "0.0.1" } });
    assert.deepEqual(await codes("const one: 1 = ofTheFolder"), []);
    rmSync(join(folder, "node_modules/@types"), { recursive: true });
    write("package.json", {});
    assert.deepEqual(await codes("process.version"), []);
  });
});
