import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Header, Message } from "../../../kernel/messages/message.js";

const header: Header = {
  msg_id: "request-1",
  msg_type: "complete_request",
  session: "client",
  username: "ada",
  date: "2026-01-01T00:00:00.000Z",
  version: "5.5",
};
const request = new Message(header, {}, { code: "a" }, {}, [Buffer.from("peer")]);

describe("a message", () => {
  it("is answered by the reply of its type, sent to where it came from", () => {
    const reply = request.reply("kernel", { status: "ok" });
    assert.equal(reply.header.msg_type, "complete_reply");
    assert.equal(reply.header.session, "kernel");
    assert.deepEqual(reply.parent, header);
    assert.deepEqual(reply.identities, request.identities);
    assert.notEqual(reply.header.msg_id, header.msg_id);
  });

  it("is the parent of what is broadcast about it", () => {
    const status = Message.child("kernel", header, "status", { execution_state: "busy" });
    assert.deepEqual(status.parent, header);
    assert.equal(status.header.msg_type, "status");
    assert.equal(status.header.version, "5.5");
    assert.ok(Math.abs(Date.parse(status.header.date) - Date.now()) < 60_000);
  });

  it("has no parent at start-up", () => {
    assert.deepEqual(Message.child("k", undefined, "status", { execution_state: "starting" }).parent, {});
  });
});
