import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import { result, stream, types } from "./broadcasts.js";
import { KernelClient } from "./client.js";

const publish = 'const publish = (globalThis as any)[Symbol.for("Jupyter.publish")];';
const linux = process.platform === "linux";

describe("what a cell prints", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start({}, { DJLAB_OUTPUT_LIMIT: "20000" });
  });
  after(() => kernel.close());

  it("comes whole up to the limit, also before process.exit()", async () => {
    const text = "x".repeat(19_999);
    const whole = await kernel.execute(`console.log("${text}")`);
    assert.equal(stream(whole), `${text}\n`);
    assert.equal(stream(whole, "stderr"), "");
    const code =
      'for (let i = 0; i < 900; i++) console.log(i);\nprocess.on("exit", () => more()); process.exit(1);';
    const more = "function more() { for (let i = 900; i < 1800; i++) console.log(i); }";
    const lines = Array.from({ length: 1800 }, (_, i) => `${i}\n`).join("");
    assert.equal(stream(await kernel.execute(`${code}\n${more}`)), lines);
  });

  it("is shown past the limit by its beginning, word of it at once, and its end", async () => {
    const code =
      "for (let i = 1e6; i < 1_100_000; i++) console.log(i);\nawait new Promise((r) => setTimeout(r));";
    const executed = await kernel.execute(code);
    const [begins, ends] = apart(stream(executed));
    assert.deepEqual([begins.length, begins.slice(0, 16)], [20_000, "1000000\n1000001\n"]);
    assert.match(ends, /^\d{7}\n(\d{7}\n)+1099999\n$/);
    assert.ok(ends.length <= 4000, `${ends.length}`);
    const [notice, last, ...more] = stream(executed, "stderr").trim().split(/\n+/);
    assert.match(notice!, /has printed 20,000 characters.*The cell goes on running.*DJLAB_OUTPUT_LIMIT/);
    assert.equal(last, "[780,000 characters were left out. They ended with:]");
    assert.deepEqual(more, []);
  });

  it("keeps the order of the two streams at its end", async () => {
    const code =
      'for (let i = 0; i < 1e5; i++) console.log(i);\nconsole.error("warned");\nconsole.log("done");';
    const { broadcast } = await kernel.execute(code);
    const last = broadcast.filter(({ type }) => type === "stream").slice(-2);
    assert.deepEqual(
      last.map(({ content }) => content),
      [
        { name: "stderr", text: "warned\n" },
        { name: "stdout", text: "done\n" },
      ],
    );
  });

  it("may be one text of any length", async () => {
    const executed = await kernel.execute('process.stdout.write("😀".repeat(1e7) + "!")');
    const [begins, ends] = [stream(executed).slice(0, 20_000), stream(executed).slice(20_000)];
    assert.equal(begins, "😀".repeat(10_000));
    assert.equal(ends, `${"😀".repeat(1999)}!`);
  });

  it("for ever, can be interrupted and fills nobody's memory", async () => {
    const code =
      'for (let i = 0; ; i++) { console.log("line", i); if (i === 3e6) console.table({ far: true }); }';
    const id = await kernel.send("execute_request", { code });
    await kernel.hear(({ parent, content }) => parent === id && /goes on running/.test(content.text));
    // From here on nothing comes by which one could see it run; a second request is answered meanwhile.
    await kernel.ask("complete_request", { code: "Math.ab", cursor_pos: 7 });
    await kernel.ask("interrupt_request", {}, "control");
    const executed = await kernel.executed(id);
    assert.equal(executed.reply.content.ename, "Interrupted");
    assert.ok(stream(executed).length < 30_000);
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  it("by a program that it runs is limited as well, and can be interrupted", async () => {
    const before = residentMegabytes(kernel.process.pid!);
    const code = (script: string) =>
      `import { spawnSync } from "node:child_process"; spawnSync("sh", ["-c", ${JSON.stringify(script)}], { stdio: "inherit" }).status`;
    const executed = await kernel.execute(code("yes | head -c 100000000; echo end"));
    assert.equal(result(executed), "0");
    const [begins, ends] = apart(stream(executed));
    assert.equal(begins, "y\n".repeat(10_000));
    assert.match(ends, /^(y\n)+end\n$/);
    assert.match(stream(executed, "stderr"), /99,980,004 characters were left out/);
    const id = await kernel.send("execute_request", { code: code("yes") });
    await kernel.hear(({ parent, content }) => parent === id && /goes on running/.test(content.text));
    await kernel.ask("interrupt_request", {}, "control");
    assert.equal((await kernel.executed(id)).reply.content.ename, "Interrupted");
    const grown = residentMegabytes(kernel.process.pid!) - before;
    assert.ok(grown < 100, `the kernel has grown by ${grown} MB`);
  });

  it("by a timer after the cell's end is limited, and told once", async () => {
    const code = `await 0;
      const gush = setInterval(() => { for (let i = 0; i < 1000; i++) console.log("a line of a timer"); });`;
    const { reply } = await kernel.execute(code);
    const notices = () =>
      kernel.broadcast.filter(({ parent, content }) => parent === reply.parent && content.name === "stderr");
    await kernel.hear(() => notices().length > 0);
    await kernel.execute("await new Promise((r) => setTimeout(r, 30)); clearInterval(gush)");
    assert.match(
      notices()
        .map(({ content }) => content.text)
        .join(""),
      /^\n\[[^\n]*left out[^\n]*\]\n$/,
    );
    const late = kernel.broadcast.filter(
      ({ parent, content }) => parent === reply.parent && content.name === "stdout",
    );
    assert.equal(late.map(({ content }) => content.text).join("").length, 20_000);
  });

  it("counts a change between the streams as a message", async () => {
    const code = 'for (let i = 0; i < 1e5; i++) { process.stdout.write("o"); process.stderr.write("e"); }';
    const { broadcast } = await kernel.execute(code);
    assert.ok(broadcast.length < 5000, `${broadcast.length} messages`);
  });
});

describe("what a cell shows", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start({}, { DJLAB_OUTPUT_LIMIT: "400000" });
  });
  after(() => kernel.close());

  it("arrives whole, in order and before idle: 10,000 displays", async () => {
    const code = `${publish} for (let i = 0; i < 10_000; i++) publish({ "text/plain": "line " + i });`;
    const { broadcast } = await kernel.execute(code);
    const shown = broadcast.filter(({ type }) => type === "display_data");
    assert.deepEqual(
      shown.map(({ content }) => content.data["text/plain"]),
      Array.from({ length: 10_000 }, (_, i) => `line ${i}`),
    );
    assert.deepEqual(new Set(types(broadcast)), new Set(["status", "execute_input", "display_data"]));
  });

  it("stops at the limit, says so, and the cell goes on: 1 GB of displays", async () => {
    const code = `${publish} for (let i = 0; i < 1000; i++) publish({ "text/html": "x".repeat(1e6) }); "done"`;
    const executed = await kernel.execute(code);
    const shown = executed.broadcast.filter(({ type }) => type === "display_data");
    assert.equal(shown.length, 3);
    assert.match(
      stream(executed, "stderr"),
      /displays have come to 4,000,000 characters[\s\S]*\[997 displays were left out/,
    );
    assert.equal(result(executed), "'done'");
  });

  it("as a result too long to send is told instead", async () => {
    for (const length of [5e6, 1e8]) {
      const value = `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "\\0".repeat(${length}) }) })`;
      assert.match(result(await kernel.execute(value)), /^\[The result is not shown: .*4,000,000 characters/);
    }
  });

  it("as an error of any length and number comes in short", async () => {
    const thrown = [
      'new Error("x".repeat(1e8))',
      "new AggregateError(Array.from({ length: 1e4 }, (_, i) => new Error(String(i))))",
    ];
    for (const one of thrown) {
      const { content } = (await kernel.execute(`throw ${one}`)).reply;
      assert.match(content.ename, /^(Aggregate)?Error$/);
      assert.ok(JSON.stringify(content).length < 400_000);
    }
  });
});

/** The beginning and the end of what was printed, where the limit is 20,000 characters. */
const apart = (text: string): [string, string] => [text.slice(0, 20_000), text.slice(20_000)];

/** Of the process's memory, what is in use; 0 where the system does not tell. */
function residentMegabytes(pid: number): number {
  if (!linux) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
