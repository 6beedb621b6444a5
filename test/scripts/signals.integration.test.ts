import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../scripts/places.js";
import { endAll, start } from "./cli.js";

const signals = pathToFileURL(join(packageRoot, "dist/scripts/signals.js")).href;

/** A program that begins to work and never ends by itself. */
const working = (work: string) =>
  start(process.execPath, [
    "--input-type=module",
    "-e",
    `import { stoppable } from "${signals}";
     await stoppable((stopped) => { setInterval(() => {}, 1000); console.log("at work"); return ${work}; });
     console.log("done");`,
  ]);

describe("Ctrl+C", function () {
  this.timeout(20_000);
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  afterEach(endAll);

  it("ends a command that waits for ever, within five seconds", async () => {
    const program = working("new Promise(() => {})");
    await program.says("at work");
    program.signal("SIGINT");
    program.signal("SIGINT");
    const { code, ms, stdout } = await program.ended;
    assert.deepEqual([code, stdout], [130, "at work\n"]);
    assert.ok(ms < 5000, `${ms} ms`);
  });

  it("leaves time to a command that ends what it began", async () => {
    const ending =
      'new Promise((end) => stopped.addEventListener("abort", () => setTimeout(end, 1000))).then(() => console.log("put away"))';
    const program = working(ending);
    await program.says("at work");
    program.signal("SIGTERM");
    const { code, ms, stdout } = await program.ended;
    assert.deepEqual([code, stdout], [143, "at work\nput away\ndone\n"]);
    assert.ok(ms > 900, `${ms} ms`);
  });
});
