import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Header, Message } from "../../../kernel/messages/message.js";
import { Publisher } from "../../../kernel/session/publisher.js";

type Sent = { type: string; parent: string; content: Record<string, unknown> };

function recorded() {
  const sent: Sent[] = [];
  const publisher = new Publisher("kernel", ({ header, parent, content }: Message) => {
    sent.push({
      type: header.msg_type,
      parent: (parent as Header).msg_id,
      content: content as Sent["content"],
    });
  });
  return { sent, publisher };
}

const about = (id: string) => ({ msg_id: id }) as Header;
const cells = { a: about("a"), b: about("b") };

describe("what is published", () => {
  it("merges neighbouring pieces of a stream", () => {
    const { sent, publisher } = recorded();
    for (let line = 0; line < 1000; line++) publisher.stream(cells.a, "stdout", `${line}\n`);
    publisher.publish(cells.a, "status", { execution_state: "idle" });
    assert.deepEqual(
      sent.map(({ type }) => type),
      ["stream", "status"],
    );
    assert.equal(String(sent[0]!.content.text).split("\n").length, 1001);
  });

  it("keeps the order of everything, each under its own request", () => {
    const piece = fc.tuple(
      fc.constantFrom("stdout", "stderr", "clear"),
      fc.constantFrom("a", "b"),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(piece as fc.Arbitrary<["stdout" | "stderr" | "clear", "a" | "b", string]>),
        (pieces) => {
          const { sent, publisher } = recorded();
          for (const [kind, cell, text] of pieces) {
            if (kind === "clear") publisher.publish(cells[cell], "clear_output", { wait: false });
            else publisher.stream(cells[cell], kind, text);
          }
          publisher.flush();
          const characters = (items: [string, string, string][]) =>
            items.flatMap(([kind, cell, text]) =>
              kind === "clear"
                ? [`${cell} clear`]
                : [...text].map((character) => `${cell} ${kind} ${character}`),
            );
          assert.deepEqual(
            characters(
              sent.map(({ type, parent, content }) =>
                type === "stream"
                  ? [String(content.name), parent, String(content.text)]
                  : ["clear", parent, ""],
              ),
            ),
            characters(pieces),
          );
        },
      ),
    );
  });

  it("goes out by itself when nothing follows", async () => {
    const arrived = new Promise<Message>((resolve) => {
      new Publisher("kernel", resolve).stream(cells.a, "stdout", "alone");
    });
    assert.deepEqual((await arrived).content, { name: "stdout", text: "alone" });
  });

  it("does not hold back large output", () => {
    const { sent, publisher } = recorded();
    publisher.stream(cells.a, "stdout", "x".repeat(1_000_000));
    assert.equal(sent.length, 1);
  });
});
