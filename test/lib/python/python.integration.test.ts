import assert from "node:assert/strict";
import { CommandFailed, DjlabError, inspectPython } from "../../../lib/index.js";

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
