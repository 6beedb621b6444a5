import assert from "node:assert/strict";
import type { MadeEnvironment } from "../../../lib/index.js";
import { site } from "../django/site.js";
import { printed } from "../printed.js";

describe("an environment explained", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("says of each line of its pyvenv.cfg what it is for", () => {
    const { lines } = env.configExplained;
    assert.deepEqual(
      lines.map(({ key }) => key),
      Object.keys(env.config),
    );
    assert.ok(lines.every(({ meaning }) => meaning !== ""));
  });

  it("runs its programs by their path, and can be activated from within", async function () {
    this.timeout(60_000);
    const { value } = await printed(() => env.run("python", "-c", "import sys; print(sys.prefix)"));
    assert.equal(value.stdout.trim(), env.prefix);
    const within = await env.activated(undefined, env.folder);
    assert.deepEqual([within.leadsHere, within.restored], [true, true]);
  });
});
