import assert from "node:assert/strict";
import { callsDiagram, callsIn } from "../../../lib/index.js";

const printed = `Starting
calls:
- Python threading.py run
calls:
- Python threading.py run
- Python socketserver.py process
- Django base.py get_response
- you views.py hello
"GET /hello/Ada/ HTTP/1.1" 200 20
`;

describe("who calls whom", () => {
  it("reads the last list of calls that a program has printed", () => {
    assert.deepEqual(
      callsIn(printed).map(({ owner, name }) => `${owner} ${name}`),
      ["Python run", "Python process", "Django get_response", "you hello"],
    );
  });

  it("draws calls in a row of one owner as one box", async () => {
    const { svg, description } = await callsDiagram({
      title: "Calls",
      stacks: {
        "with Django": callsIn(printed),
        without: [{ owner: "you", file: "a.py", name: "<module>" }],
      },
    });
    for (const words of ["2 calls", "1 call", "views.py: hello", "a.py"])
      assert.ok(svg.includes(words), words);
    assert.ok(description.includes("outermost"));
  });

  it("finds no calls where none were printed", () => {
    assert.deepEqual(callsIn("nothing\n"), []);
  });
});
