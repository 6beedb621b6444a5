import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  CompleteRequest,
  contentOf,
  ExecuteRequest,
  InvalidRequest,
  ShutdownRequest,
} from "../../../kernel/messages/requests.js";

describe("the content of a request", () => {
  it("has the defaults of the specification", () => {
    assert.deepEqual(contentOf("execute_request", ExecuteRequest, { code: "1" }), {
      code: "1",
      silent: false,
      store_history: true,
      stop_on_error: true,
      allow_stdin: false,
      user_expressions: {},
    });
    assert.deepEqual(contentOf("shutdown_request", ShutdownRequest, {}), { restart: false });
  });

  it("is refused with the name of the field that is wrong", () => {
    assert.throws(
      () => contentOf("execute_request", ExecuteRequest, { code: 1 }),
      (error) => error instanceof InvalidRequest && /^execute_request: code: /.test(error.message),
    );
    assert.throws(
      () => contentOf("complete_request", CompleteRequest, { code: "a", cursor_pos: -1 }),
      /^InvalidRequest: complete_request: cursor_pos: /,
    );
  });
});
