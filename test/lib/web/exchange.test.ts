import assert from "node:assert/strict";
import fc from "fast-check";
import { jupyterDisplay } from "../../../lib/index.js";
import { NothingAnswers } from "../../../lib/web/answer-failures.js";
import { exchange } from "../../../lib/web/exchange.js";
import { LeadsAway } from "../../../lib/web/loopback.js";
import { partsOf } from "../../../lib/web/message-parts.js";
import { freePort } from "../../../lib/web/port.js";
import { inLsof, inNetstat, listeners } from "../../../lib/web/port-holder.js";
import { answering, closeAll, sending } from "./answering.js";

describe("a message of HTTP", () => {
  it("has a line for each thing that it says", () => {
    const parts = partsOf("GET /x?y HTTP/1.1\r\nHost: localhost\r\nX-Odd: 1\r\n\r\nbody");
    assert.deepEqual(
      parts.map(({ what, text }) => [what, text]),
      [
        ["request line", "GET /x?y HTTP/1.1"],
        ["header", "Host: localhost"],
        ["header", "X-Odd: 1"],
        ["empty line", ""],
        ["body", "body"],
      ],
    );
    assert.match(parts[0]?.meaning ?? "", /GET: the method; \/x\?y: what is asked for/);
    assert.match(parts[1]?.meaning ?? "", /ALLOWED_HOSTS/);
  });

  it("in chunks has the length of each, and its end", () => {
    const parts = partsOf(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
    );
    assert.deepEqual(parts.map(({ what, text }) => [what, text]).slice(2), [
      ["empty line", ""],
      ["chunk size", "A"],
      ["chunk", "0123456789"],
      ["chunk size", "0"],
    ]);
  });

  it("that is none is told as such", () => {
    assert.equal(partsOf("hello\r\n\r\n")[0]?.what, "not HTTP");
    assert.equal(partsOf("GET / HTTP/1.1\r\nno colon\r\n\r\n")[1]?.what, "not HTTP");
    const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert.equal(partsOf(`${chunked}zz\r\n`).at(-1)?.what, "not HTTP");
  });

  it("is taken apart whatever it is, in a time that its length bounds", () => {
    const piece = fc.constantFrom(
      "\r\n",
      "\n",
      "GET / HTTP/1.1",
      "Transfer-Encoding: chunked",
      "5",
      "0",
      ":",
      " ",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => partsOf(pieces.join("")).length <= 82),
    );
  });
});

describe("an exchange", () => {
  after(closeAll);
  const get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  it("gives the bytes as they came, and ends when the answer is whole", async () => {
    const bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    const done = await exchange(await sending(bytes, { close: false }), get);
    assert.equal(done.received.toString(), bytes);
    assert.equal(done.sent.toString(), get);
    assert.deepEqual([done.end, done.status], ["whole", 200]);
  });

  it("ends with the last chunk, with the headers of a HEAD, and when the server closes", async () => {
    const url = await answering((_, answer) => {
      answer.write("one");
      answer.end("two");
    });
    const chunked = await exchange(url, get);
    assert.equal(chunked.end, "whole");
    assert.deepEqual(
      chunked.answer
        .filter(({ what }) => what === "chunk")
        .map(({ text }) => text)
        .join(""),
      "onetwo",
    );
    const length = await sending("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", { close: false });
    assert.equal((await exchange(length, "HEAD / HTTP/1.1\r\n\r\n")).end, "whole");
    assert.equal((await exchange(await sending("HTTP/1.0 200 OK\r\n\r\nto the end"), get)).end, "closed");
    assert.deepEqual((await exchange(await sending(""), get)).answer, []);
  });

  it("is bounded in time and size", async () => {
    const silent = await sending("HTTP/1.1 200 OK\r\n", { close: false });
    assert.equal((await exchange(silent, get, { patience: 50 })).end, "time");
    const large = await exchange(await sending("x".repeat(5000)), get, { largest: 100 });
    assert.deepEqual([large.end, large.received.length], ["size", 100]);
  });

  it("shows both sides and each line, without tokens", async () => {
    const url = await sending(
      "HTTP/1.1 200 OK\r\nSet-Cookie: sessionid=s3cret; HttpOnly\r\nContent-Length: 0\r\n\r\n",
    );
    const done = await exchange(url, get);
    const shown = String(done[jupyterDisplay]()["text/html"]);
    assert.match(shown, /<th scope="row">request line<\/th>/);
    assert.match(String(done), /^> GET \/ HTTP\/1.1\n[\s\S]*^< HTTP\/1.1 200 OK$/m);
    for (const look of [shown, String(done)]) assert.doesNotMatch(look, /s3cret/);
  });

  it("goes to this machine only, and says that nothing answers", async () => {
    await assert.rejects(exchange("http://example.com/", get), LeadsAway);
    await assert.rejects(exchange(`http://127.0.0.1:${await freePort()}/`, get), NothingAnswers);
  });
});

describe("who holds a port", () => {
  it("is read from what each system says", () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0`;
    assert.deepEqual(listeners(table, 8080), ["4711"]);
    assert.deepEqual(inLsof("p4711\ncpython3.12\n"), { pid: 4711, name: "python3.12" });
    const said =
      "  TCP    127.0.0.1:8080    0.0.0.0:0    ABHÖREN    4711\r\n  TCP    127.0.0.1:80    1.2.3.4:80    ESTABLISHED    1\r\n";
    assert.equal(inNetstat(said, 8080), 4711);
    assert.equal(inNetstat(said, 80), undefined);
  });
});
