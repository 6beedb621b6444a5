import assert from "node:assert/strict";
import fc from "fast-check";
import { checkedRequest } from "../../../../lib/django/trace/request.js";

/** Those that mean something in an address or in HTTP, and some that mean nothing. */
const characters = [
  "/",
  "\\",
  "?",
  "#",
  "%",
  ":",
  "@",
  ".",
  "&",
  "=",
  "\r",
  "\n",
  "\t",
  " ",
  "\0",
  "a",
  "ä",
  "\u2028",
  "😀",
  "\ud800",
];

describe("a request to follow", () => {
  it("is a GET, and with fields or a body a POST", () => {
    assert.deepEqual(checkedRequest("/polls/?page=2"), { path: "/polls/?page=2", method: "GET" });
    assert.equal(checkedRequest({ path: "/", fields: { a: "b" } }).method, "POST");
    assert.equal(checkedRequest({ path: "/", body: "" }).method, "POST");
    assert.equal(checkedRequest({ path: "/", method: "put", body: "x" }).method, "PUT");
  });

  it("puts the fields of a GET into the address", () => {
    const { path, fields } = checkedRequest({
      path: "/s/?a=1",
      method: "GET",
      fields: { q: "ä b", n: ["1", "2"] },
    });
    assert.equal(path, "/s/?a=1&q=%C3%A4+b&n=1&n=2");
    assert.equal(fields, undefined);
  });

  it("may be written as in a browser's address line", () => {
    assert.equal(checkedRequest("/ä/größe wort/?x=ü").path, "/%C3%A4/gr%C3%B6%C3%9Fe%20wort/?x=%C3%BC");
  });

  it("stays on the site", () => {
    for (const path of ["polls/", "//example.org/", "http://example.org/", "", "/a\r\nHost: b", "/\\x"]) {
      assert.throws(() => checkedRequest(path), /is not a path of the site/, path);
    }
  });

  it("never has more than one line in its path, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...characters) }), (text) => {
        let path: string;
        try {
          ({ path } = checkedRequest(`/${text}`));
        } catch {
          return;
        }
        assert.match(path, /^\/[\x21-\x7e]*$/);
      }),
    );
  });

  it("has headers of one line, and a method of letters", () => {
    const header = (name: string, value: string) => checkedRequest({ path: "/", headers: { [name]: value } });
    assert.throws(() => header("X-A", "b\r\nX-B: c"), /cannot be sent as a header/);
    assert.throws(() => header("X A", "b"), /cannot be sent as a header/);
    assert.equal(header("Accept-Language", "de").headers?.["Accept-Language"], "de");
    assert.throws(() => checkedRequest({ path: "/", method: "GET /x" }), /is not a method of HTTP/);
  });
});
