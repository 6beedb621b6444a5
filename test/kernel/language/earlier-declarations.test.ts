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
    assert.equal(after.text, "declare namespace N { let n: 1 }\ndeclare const b: 3;\ndeclare const a: 1;\n");
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
