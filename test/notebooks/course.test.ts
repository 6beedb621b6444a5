import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { ChapterEntry } from "../../lib/index.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const read = (name: string) => JSON.parse(readFileSync(join(root, "notebooks", name), "utf8"));

interface Cell {
  id: string;
  cell_type: string;
  source: string[];
  metadata: { djlab?: { role: string; topics: string[] } };
  outputs?: unknown[];
  execution_count?: unknown;
}

const { chapters } = read("course.json") as { chapters: ChapterEntry[] };
const topics = new Set((read("topics.json").topics as { id: string }[]).map(({ id }) => id));
const roles = ["setup", "run", "claim", "predict", "exercise", "solution", "teacher", "recap"];

for (const chapter of chapters) {
  describe(`the chapter ${chapter.file}`, () => {
    const { cells, metadata, nbformat, nbformat_minor } = read(chapter.file);
    const all = cells as Cell[];
    const code = all.filter(({ cell_type }) => cell_type === "code");
    const text = (cell: Cell) => cell.source.join("");

    it("is a notebook of format 4.5 for the kernel djlab, without outputs", () => {
      assert.deepEqual([nbformat, nbformat_minor, metadata.kernelspec.name], [4, 5, "djlab"]);
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
      for (const { id, outputs, execution_count } of code)
        assert.deepEqual([outputs, execution_count], [[], null], id);
    });

    it("shows each of its topics in a cell that is there, and says so on both sides", () => {
      const told = Object.entries(chapter.topics).flatMap(([topic, ids]) =>
        ids.map((id) => `${topic} ${id}`),
      );
      const marked = code.flatMap(
        ({ id, metadata }) => metadata.djlab?.topics.map((topic) => `${topic} ${id}`) ?? [],
      );
      assert.deepEqual(told.sort(), marked.sort());
      for (const [topic, ids] of Object.entries(chapter.topics))
        assert.ok(topics.has(topic) && ids.length > 0, topic);
    });

    it("begins with its set-up, gives each cell of code a role, and ends its code with a recap", () => {
      assert.match(text(code[0]!), new RegExp(`await chapter\\("${chapter.file.replace(".ipynb", "")}"\\)`));
      assert.deepEqual(
        [code[0]!.metadata.djlab?.role, code.at(-1)!.metadata.djlab?.role],
        ["setup", "recap"],
      );
      for (const { id, metadata } of code) assert.ok(roles.includes(metadata.djlab?.role ?? ""), id);
      for (const { id, source } of code) assert.ok(source.length <= 10, `${id}: ${source.length} lines`);
    });

    it("states no version, address, port, duration or path of a machine: its cells find them", () => {
      const stated =
        /\b\d+\.\d+|\blocalhost\b|\d{4,}|\b\d+ ?(s|seconds|minutes|MB)\b|\/(home|Users|usr|tmp)\/|[A-Z]:\\/;
      for (const cell of all) assert.doesNotMatch(text(cell), stated, cell.id);
    });

    it("checks as one session of strict TypeScript", function () {
      this.timeout(120_000);
      const file = join(root, "notebooks", "session.mts");
      const session = `${code.map(text).join("\n;\n")}\nexport {};\n`;
      const options: ts.CompilerOptions = {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        types: ["node"],
        typeRoots: [join(root, "node_modules", "@types")],
      };
      const host = ts.createCompilerHost(options);
      const { readFile, fileExists } = host;
      host.readFile = (path) => (resolve(path) === file ? session : readFile(path));
      host.fileExists = (path) => resolve(path) === file || fileExists(path);
      const original = host.getSourceFile;
      host.getSourceFile = (path, ...rest) =>
        resolve(path) === file
          ? ts.createSourceFile(path, session, ts.ScriptTarget.ES2023)
          : original.call(host, path, ...rest);
      const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
      assert.deepEqual(
        found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
        [],
      );
    });
  });
}

it("the course has at least one chapter", () => assert.ok(chapters.length > 0));
