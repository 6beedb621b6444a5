import assert from "node:assert/strict";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import {
  AnswerCutShort,
  AnswerGarbled,
  AnswerTooLarge,
  AnswerTooSlow,
  NothingAnswers,
} from "../../../lib/web/answer-failures.js";
import { ask } from "../../../lib/web/ask.js";
import { LeadsAway, localAddress } from "../../../lib/web/loopback.js";
import { fetchPage, NotJson } from "../../../lib/web/page.js";
import { freePort } from "../../../lib/web/port.js";
import { answering, closeAll, sending } from "./answering.js";

describe("asking a server", () => {
  after(closeAll);
  const fetched = async (url: string, limits = {}) => ask(localAddress(url, "/"), limits);

  it("reads a body in each coding, and in its charset", async () => {
    const text = "Grüße ".repeat(20);
    const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
    for (const [coding, pack] of Object.entries(packers)) {
      const url = await answering((_, answer) => {
        answer.setHeader("Content-Encoding", coding).end(pack(Buffer.from(text)));
      });
      assert.equal((await fetched(url)).body, text, coding);
    }
    const latin = await answering((_, answer) => {
      answer.setHeader("Content-Type", "text/html; charset=iso-8859-1").end(Buffer.from("Grüße", "latin1"));
    });
    assert.equal((await fetched(latin)).body, "Grüße");
  });

  it("says that nothing answers", async () => {
    const port = await freePort();
    await assert.rejects(fetched(`http://127.0.0.1:${port}/`), (error) => {
      assert.ok(error instanceof NothingAnswers);
      return /Start the server/.test(error.next ?? "");
    });
  });

  it("says that an answer was cut short: before it, in its body, in a chunk, in what was packed", async () => {
    const head = "HTTP/1.1 200 OK\r\n";
    for (const bytes of [
      "",
      `${head}Content-Length: 10\r\n\r\nfour`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nfo`,
    ]) {
      await assert.rejects(fetched(await sending(bytes)), AnswerCutShort, JSON.stringify(bytes));
    }
    const packed = gzipSync(Buffer.from("x".repeat(1000))).subarray(0, 20);
    const url = await answering((_, answer) => answer.setHeader("Content-Encoding", "gzip").end(packed));
    await assert.rejects(fetched(url), AnswerGarbled);
  });

  it("says that what came is not HTTP, or in no coding that is known", async () => {
    await assert.rejects(fetched(await sending("SSH-2.0-OpenSSH_9.2\r\n")), AnswerGarbled);
    const url = await answering((_, answer) => answer.setHeader("Content-Encoding", "zstd").end("x"));
    await assert.rejects(fetched(url), /nobody here reads: zstd/);
  });

  it("takes no more than it was told to, packed or unpacked", async () => {
    const plain = await answering((_, answer) => answer.end("x".repeat(5000)));
    await assert.rejects(fetched(plain, { largest: 4999 }), AnswerTooLarge);
    assert.equal((await fetched(plain, { largest: 5000 })).body.length, 5000);
    const bomb = await answering((_, answer) => {
      answer.setHeader("Content-Encoding", "gzip").end(gzipSync(Buffer.alloc(5000)));
    });
    await assert.rejects(fetched(bomb, { largest: 4999 }), AnswerTooLarge);
  });

  it("waits no longer than it was told to, for the headers and for the body", async () => {
    const limits = { patience: 50 };
    await assert.rejects(fetched(await sending("", { close: false }), limits), AnswerTooSlow);
    const slow = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour";
    await assert.rejects(fetched(await sending(slow, { close: false }), limits), AnswerTooSlow);
  });

  it("goes to no other machine, whatever stands in address and path", async () => {
    for (const base of [
      "http://example.com/",
      "https://127.0.0.1/",
      "file:///etc",
      "http://10.0.0.1:80/",
      "x",
    ]) {
      assert.throws(() => localAddress(base, "/"), LeadsAway, base);
    }
    await assert.rejects(fetchPage("http://127.0.0.1:1/", "//host.test/"), LeadsAway);
    await assert.rejects(fetchPage("http://127.0.0.1:1/", "/\\host.test/"), LeadsAway);
    const piece = fc.constantFrom(
      "/",
      "\\",
      "host.test",
      "@",
      ":",
      "?",
      "#",
      "..",
      "%2f",
      "\t",
      "\n",
      " ",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          assert.equal(localAddress("http://127.0.0.1:8000/", `/${pieces.join("")}`).host, "127.0.0.1:8000");
        } catch (error) {
          assert.ok(error instanceof LeadsAway);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("says that a body is not JSON", async () => {
    const url = await answering((_, answer) => answer.end("{"));
    const page = await fetchPage(url, "/");
    assert.throws(() => page.json, NotJson);
  });
});
