import assert from "node:assert/strict";
import fc from "fast-check";
import { EarlierDeclarations, textOf } from "../../../kernel/language/earlier-declarations.js";

const reached = (declarations: string, code: string) =>
  textOf(EarlierDeclarations.read(declarations).reachableFrom(code));

describe("earlier declarations", () => {
  it("are handed in when the code names them, and with them what they name", () => {
    const all = "declare let a: A;\ninterface A { b: B }\ninterface B {}\ndeclare let c: number;\n";
    assert.equal(reached(all, "a.b"), "declare let a: A;\ninterface A { b: B }\ninterface B {}\n");
    assert.equal(reached(all, "1 + 1"), "");
    assert.equal(reached(all, "let c = 2"), "declare let c: number;\n");
  });

  it("are all handed in where names are written by escapes", () => {
    assert.equal(reached("declare let a: 1;\n", "\\u0061"), "declare let a: 1;\n");
  });

  it("always have the imports with them, so that the program's files stay the same", () => {
    assert.equal(reached('import { x } from "y";\ndeclare let z: 1;\n', ""), 'import { x } from "y";\n');
  });

  it("go when a cell declares them again, and only then", () => {
    const earlier = EarlierDeclarations.read("declare const a: 1, b: 2;\ndeclare namespace N { let n: 1 }\n");
    const after = earlier.after({
      names: new Set(["b"]),
      left: "declare const b: 3;\ndeclare const a: 1;\n",
      globals: "",
    });
    assert.equal(after.text, "declare const a: 1;\ndeclare namespace N { let n: 1 }\ndeclare const b: 3;\n");
  });

  it("keep, when the cell has failed, what it declares with the same type, be it in a list", () => {
    const afterFailed = (earlier: string, left: string, names: string[]) => {
      const before = EarlierDeclarations.read(earlier);
      const now = before.after({ names: new Set(names), left, globals: "" });
      return before.ifFailed(now, new Set(names));
    };
    const both = 'import { a, b } from "m";\ndeclare let c: 1, d: 2;\n';
    const left = 'import { b } from "m";\ndeclare let d: 2;\nimport { a } from "m";\ndeclare let c: 1;\n';
    assert.equal(afterFailed(both, left, ["a", "c"]), undefined);
    const changed = 'import { a } from "m";\ndeclare let b: 3, c: 1, e: 5;\ndeclare let d: 2;\n';
    assert.equal(
      afterFailed(both, changed, ["a", "b", "c", "e"]),
      'declare let d: 2;\nimport { a } from "m";\ndeclare let c: 1;\n',
    );
  });

  /** What is declared after a cell that declares `names`, as `left`. */
  const declaredAfter = (earlier: string, left: string, names: string[]) =>
    EarlierDeclarations.read(earlier).after({ names: new Set(names), left, globals: "" }).text;
  const mark = "/** As an earlier cell has declared it; it has been declared anew since. */\n";

  it("that others mean are kept under another name when they are declared anew", () => {
    const earlier = "declare class A { me: A }\ndeclare const a: A[];\n";
    const now = "declare class A { n: 1 }\n";
    const both = `${mark}declare class A__earlier { me: A__earlier }\ndeclare const a: A__earlier[];\n`;
    assert.equal(declaredAfter(earlier, now, ["A"]), both + now);
    const later = "declare class A { n: 2 }\ndeclare const b: A;\n";
    assert.equal(declaredAfter(both + now, later, ["A", "b"]), both + later);
    assert.equal(
      declaredAfter(both + later, "declare class A { n: 3 }\n", ["A"]),
      `${mark}declare class A__earlier2 { n: 2 }\n${both}declare const b: A__earlier2;\ndeclare class A { n: 3 }\n`,
    );
  });

  it("are not kept when nothing means them, or when they are declared as they were", () => {
    assert.equal(
      declaredAfter("type A = 1;\ndeclare let b: { A: 2 };\n", "type A = 3;\n", ["A"]),
      "declare let b: { A: 2 };\ntype A = 3;\n",
    );
    const same = "declare const a: A;\ninterface A { n: 1 }\n";
    assert.equal(
      declaredAfter(same, "interface A {\n  n: 1 }\n", ["A"]),
      "declare const a: A;\ninterface A {\n  n: 1 }\n",
    );
    const made = "interface A { b: B }\ninterface B { n: 1 }\ndeclare const a: A;\n";
    const text = declaredAfter(made, "interface A { b: B }\ninterface B { n: 2 }\n", ["A", "B"]);
    assert.match(text, /interface A__earlier \{ b: B__earlier \}/);
    assert.match(text, /declare const a: A__earlier;/);
  });

  it("go when nothing means them any more", () => {
    const earlier = `${mark}interface A__earlier { b: B__earlier }\n${mark}interface B__earlier { n: 1 }\ndeclare const a: A__earlier;\n`;
    assert.equal(declaredAfter(earlier, "declare const a: 1;\n", ["a"]), "declare const a: 1;\n");
  });

  it("mean the old in types, by typeof and by inheritance, and not where a function returns it", () => {
    const meant: Record<string, string> = {
      "declare const b: typeof A;": "declare const b: typeof A__earlier;",
      "declare const b: A.Inner<A>;": "declare const b: A__earlier.Inner<A__earlier>;",
      "declare class B extends A { }": "declare class B extends A__earlier { }",
      "declare function b(x: A): A;": "declare function b(x: A__earlier): A;",
      "declare const b: { get(): A; a: A };": "declare const b: { get(): A; a: A__earlier };",
      "declare const b: new () => A;": "declare const b: new () => A__earlier;",
      "type B<A> = A[];": "type B<A> = A[];",
      "type B = (A: number) => typeof A;": "type B = (A: number) => typeof A;",
      "type B<T> = T extends (infer A)[] ? A : never;": "type B<T> = T extends (infer A)[] ? A : never;",
      "type B = { [A in 'x']: A };": "type B = { [A in 'x']: A };",
      "declare namespace B { class A { } let a: A; }": "declare namespace B { class A { } let a: A; }",
      "type B = 'A' | A; // A": "type B = 'A' | A__earlier; // A",
    };
    for (const [before, expected] of Object.entries(meant)) {
      const text = declaredAfter(`declare class A { }\n${before}\n`, "declare class A { n: 1 }\n", ["A"]);
      assert.ok(text.includes(expected.split(" //")[0]!), `${before} became ${text}`);
    }
  });

  it("keep what an import brought", () => {
    const imports =
      'import { Stats, type X as Y } from "fs";\nimport * as os from "os";\nimport D from "d";\n';
    const text = declaredAfter(
      `${imports}declare const s: Stats | Y | os.T | D;\n`,
      "type Stats = 1;\ntype Y = 2;\ndeclare const os: 3;\ntype D = 4;\n",
      ["Stats", "Y", "os", "D"],
    );
    assert.match(text, /import \{ Stats as Stats__earlier \} from "fs";/);
    assert.match(text, /import \{ type X as Y__earlier \} from "fs";/);
    assert.match(text, /import \* as os__earlier from "os";/);
    assert.match(text, /import D__earlier from "d";/);
    assert.match(text, /const s: Stats__earlier \| Y__earlier \| os__earlier\.T \| D__earlier;/);
  });

  it("keep what is declared for all apart", () => {
    const earlier = EarlierDeclarations.read("declare global { var g: 1 }\ndeclare let a: 1;\n");
    assert.equal(earlier.globals, "declare global { var g: 1 }\n");
    assert.equal(textOf(earlier.locals), "declare let a: 1;\n");
  });

  it("read as the same from the text that they make", () => {
    const declaration = fc.constantFrom(
      "declare let a: 1;",
      "declare function f(): void;\ndeclare function f(x: 1): void;",
      "/** Says\n * something. */\ndeclare class C { }",
      "type T = [string];",
      'import * as n from "n";',
      `${mark}declare class C__earlier { }`,
      "declare global { var g: 1 }",
    );
    fc.assert(
      fc.property(fc.array(declaration), (list) => {
        const { text } = EarlierDeclarations.read(list.join("\n"));
        assert.equal(EarlierDeclarations.read(text).text, text);
      }),
    );
  });
});
