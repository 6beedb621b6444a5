import assert from "node:assert/strict";
import { CommandFailed, DjlabError, findPython, findPythons, inspectPython } from "../../../lib/index.js";

describe("a program that is asked whether it is a Python", () => {
  it("is none when it answers something else", async function () {
    if (process.platform === "win32") this.skip();
    await assert.rejects(inspectPython(["echo"]), (error: Error) => {
      assert.ok(error instanceof DjlabError && !(error instanceof CommandFailed));
      assert.match(error.message, /^echo is not Python/);
      return true;
    });
  });
});

describe("a Python", () => {
  it("tells what is installed for it, and whether the system wants it left alone", async () => {
    const python = await findPython();
    const names = (await python.packages()).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.equal((await python.keepOut()) !== undefined, python.facts.externallyManaged);
  });

  it("is told once, by however many names it starts, and apart where the system manages it", async function () {
    this.timeout(60_000);
    const pythons = await findPythons();
    assert.equal(new Set(pythons.programs).size, pythons.programs.length);
    for (const managed of pythons.managed)
      assert.match((await managed.keepOut()) ?? "", /externally-managed/i);
  });
});
