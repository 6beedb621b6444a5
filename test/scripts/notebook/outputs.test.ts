import assert from "node:assert/strict";
import type { Broadcast } from "../../../scripts/jupyter/client.js";
import type { CodeCell } from "../../../scripts/notebook/document.js";
import { Outputs } from "../../../scripts/notebook/outputs.js";

const cell = (): CodeCell => ({
  cell_type: "code",
  metadata: {},
  source: "",
  execution_count: null,
  outputs: [],
});
const message = (msg_type: string, content: object) =>
  ({ header: { msg_type }, content }) as unknown as Broadcast;
const stream = (text: string, name = "stdout") => message("stream", { name, text });
const display = (text: string, display_id?: string, kind = "display_data") =>
  message(kind, { data: { "text/plain": text }, metadata: {}, transient: { display_id } });

function received(...messages: Broadcast[]): CodeCell {
  const outputs = new Outputs();
  const one = cell();
  for (const each of messages) outputs.receive(one, each);
  return one;
}

describe("the outputs of a cell", () => {
  it("join what one stream prints, until something else comes between", () => {
    const { outputs } = received(stream("a"), stream("b\n"), stream("e", "stderr"), stream("c"));
    assert.deepEqual(outputs, [
      { output_type: "stream", name: "stdout", text: "ab\n" },
      { output_type: "stream", name: "stderr", text: "e" },
      { output_type: "stream", name: "stdout", text: "c" },
    ]);
  });

  it("update a display wherever it stands, also in an earlier cell", () => {
    const outputs = new Outputs();
    const [first, second] = [cell(), cell()];
    outputs.receive(first, display("1", "d"));
    outputs.receive(first, display("other"));
    outputs.receive(second, display("2", "d"));
    outputs.receive(second, display("3", "d", "update_display_data"));
    const texts = ({ outputs }: CodeCell) => outputs.map((output) => (output as { data: object }).data);
    assert.deepEqual(texts(first), [{ "text/plain": "3" }, { "text/plain": "other" }]);
    assert.deepEqual(texts(second), [{ "text/plain": "3" }]);
  });

  it("go when they are cleared: at once, or when the next one comes", () => {
    assert.deepEqual(received(stream("a"), message("clear_output", { wait: false })).outputs, []);
    const wait = message("clear_output", { wait: true });
    assert.equal(received(stream("a"), wait).outputs.length, 1);
    assert.deepEqual(received(stream("a"), wait, stream("b"), stream("c")).outputs, [
      { output_type: "stream", name: "stdout", text: "bc" },
    ]);
  });

  it("hold the result with its number, and no display id", () => {
    const result = message("execute_result", {
      data: { "text/plain": "2" },
      metadata: {},
      transient: { display_id: "d" },
      execution_count: 7,
    });
    const { outputs, execution_count } = received(
      message("execute_input", { code: "1+1", execution_count: 7 }),
      result,
    );
    assert.equal(execution_count, 7);
    assert.deepEqual(outputs, [
      { output_type: "execute_result", data: { "text/plain": "2" }, metadata: {}, execution_count: 7 },
    ]);
  });

  it("pass over what is no output", () => {
    assert.deepEqual(
      received(message("status", { execution_state: "busy" }), message("comm_open", {})).outputs,
      [],
    );
  });
});
