import assert from "node:assert/strict";
import fc from "fast-check";
import { after, describe, it } from "mocha";
import { result } from "./broadcasts.js";
import { KernelClient, type Seen } from "./client.js";

interface Request {
  type: string;
  content: object;
  channel: "shell" | "control";
  /** It is a cell that only an interrupt ends. */
  isEndless?: true;
}

const request = (type: string, content: object = {}, channel: Request["channel"] = "shell"): Request => ({
  type,
  content,
  channel,
});
const cell = (code: string, options: object = {}) => request("execute_request", { code, ...options });
const endless = (code: string): Request => ({ ...cell(code), isEndless: true });

const requests = fc.constantFrom(
  cell("40 + 2"),
  cell("let n = 1; n"),
  cell('for (let i = 0; i < 300; i++) console.log("line", i)'),
  cell('process.stdout.write("a"); process.stderr.write("b"); await null; console.log("c")'),
  cell(
    'import { spawnSync } from "node:child_process"; spawnSync("echo", ["x"], { stdio: "inherit" }).status',
  ),
  cell('throw new Error("on purpose")'),
  cell('throw new Error("on purpose")', { stop_on_error: false }),
  cell('const n: number = "no number"'),
  cell("let = = 1"),
  cell("process.exit(3)"),
  cell("1", { silent: true }),
  cell("1", { store_history: false, user_expressions: { sum: "1 + 2", bad: "absent" } }),
  endless("while (true) {}"),
  endless("await new Promise(() => {})"),
  endless('for (;;) console.log("again")'),
  request("interrupt_request", {}, "control"),
  request("interrupt_request", {}, "control"),
  request("kernel_info_request", {}, "control"),
  request("kernel_info_request"),
  request("complete_request", { code: "Math.ab", cursor_pos: 7 }),
  request("inspect_request", { code: "Math.abs", cursor_pos: 6, detail_level: 0 }),
  request("is_complete_request", { code: "for (;;) {" }),
  request("history_request", { hist_access_type: "tail", n: 3, output: false, raw: true }),
  request("comm_info_request"),
  request("dance_request"),
  request("dance_request", {}, "control"),
  request("execute_request", { code: 7 }),
  request("complete_request", { code: null }),
  request("history_request", { hist_access_type: "never" }),
);

/** For what a sequence of a dozen requests has to come to; nothing waits for its end. */
const millisecondsAtMost = 20_000;

describe("a kernel that is sent any requests, without waiting for answers", () => {
  let kernel: KernelClient | undefined;
  /** The last try; at the time limit fast-check leaves it to itself. */
  let trying: Promise<void> | undefined;
  after(async () => {
    await trying?.catch(() => {});
    await kernel?.close();
  });

  it("answers each once and in its type, says busy and idle about it, and goes on", async function () {
    this.timeout(120_000);
    const sequences = fc.array(requests, { minLength: 1, maxLength: 14 });
    const answersAll = async (sequence: Request[]) => {
      kernel ??= await KernelClient.start({}, { DJLAB_OUTPUT_LIMIT: "20000" });
      try {
        await bounded(holds(kernel, sequence));
      } catch (error) {
        // The next try needs a kernel that this one has not spoilt.
        kernel.process.kill("SIGKILL");
        await kernel.close();
        kernel = undefined;
        throw error;
      }
    };
    const property = fc.asyncProperty(sequences, (sequence) => {
      trying = answersAll(sequence);
      return trying;
    });
    // The message of a failure names the seed and the smallest sequence that fails.
    await fc.assert(property, {
      numRuns: 60,
      interruptAfterTimeLimit: 25_000,
      markInterruptAsFailure: false,
    });
  });
});

async function holds(kernel: KernelClient, sequence: Request[]): Promise<void> {
  // Nothing of what was before is still on its way.
  await kernel.idle(await kernel.send("kernel_info_request", {}, "control"));
  kernel.broadcast.length = 0;
  kernel.replies.length = 0;
  const sent: (Request & { id: string })[] = [];
  for (const one of sequence) {
    sent.push({ ...one, id: await kernel.send(one.type, one.content, one.channel) });
  }
  for (const { id } of sent.filter(({ isEndless }) => isEndless)) {
    await begunOrAnswered(kernel, id);
    if (!isAnswered(kernel, id)) await kernel.ask("interrupt_request", {}, "control");
    await kernel.reply(id);
  }
  const idle = Promise.all(sent.map(({ id }) => kernel.idle(id)));
  await Promise.all([idle, ...sent.filter(hasReply).map(({ id }) => kernel.reply(id))]);
  assert.equal(result(await kernel.execute("1 + 1")), "2");

  for (const one of sent) {
    const replies = kernel.replies.filter(({ parent }) => parent === one.id);
    const expected = hasReply(one) ? [one.type.replace("_request", "_reply")] : [];
    assert.deepEqual(
      replies.map(({ type }) => type),
      expected,
    );
    const about = kernel.broadcast.filter(({ parent }) => parent === one.id);
    const states = about.flatMap(({ type, content }) => (type === "status" ? [content.execution_state] : []));
    assert.deepEqual(states, ["busy", "idle"]);
    // All that it has shown lies between the two.
    assert.deepEqual([about[0]?.type, about.at(-1)?.type], ["status", "status"]);
  }
  const known = new Set([...sent.map(({ id }) => id), ...kernel.replies.map(({ parent }) => parent)]);
  for (const message of kernel.broadcast) {
    const isStillBusy = message.parent === undefined && message.content.execution_state === "busy";
    assert.ok(isStillBusy || known.has(message.parent), JSON.stringify(message));
  }
  const cells = sent.filter(({ type }) => type === "execute_request").map(({ id }) => id);
  const answered = kernel.replies.filter(({ parent }) => cells.includes(parent!));
  assert.deepEqual(
    answered.map(({ parent }) => parent),
    cells,
  );
  neverGoesBack(answered);
  neverGoesBack(kernel.broadcast.filter(({ type }) => type === "execute_input"));
}

const hasReply = ({ type }: Request) => type !== "dance_request";
const isAnswered = (kernel: KernelClient, id: string) => kernel.replies.some(({ parent }) => parent === id);

/** Resolves when the cell runs, or has been answered without that: another's failure has aborted it. */
async function begunOrAnswered(kernel: KernelClient, id: string): Promise<void> {
  const begun = kernel.hear(({ type, parent }) => type === "execute_input" && parent === id);
  await Promise.race([begun, kernel.reply(id)]);
}

function neverGoesBack(messages: Seen[]): void {
  const counts: number[] = messages.flatMap(({ content }) => content.execution_count ?? []);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => a - b),
  );
}

async function bounded(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The kernel has not answered everything")), millisecondsAtMost);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
