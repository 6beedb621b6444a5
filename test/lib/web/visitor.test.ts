import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { jupyterDisplay } from "../../../lib/index.js";
import { CookieJar } from "../../../lib/web/cookies.js";
import { PageDocument } from "../../../lib/web/document.js";
import { NoSuchField } from "../../../lib/web/form.js";
import { LeadsAway } from "../../../lib/web/loopback.js";
import { NothingThere, RedirectsForEver, SeveralForms, Visitor } from "../../../lib/web/visitor.js";
import { answering, closeAll } from "./answering.js";

const page = `<!doctype html><title>A &amp; B</title><body><a href="/next">the  next</a><a>none</a>
<form id="search"><input name="q"><input type="submit"></form>
<form id="edit" method="post" action="/save">
<input type="hidden" name="csrfmiddlewaretoken" value="tok3n">
<input name="title" value="old"><input type="password" name="password" value="">
<textarea name="text">
line</textarea>
<input type="checkbox" name="on" checked><input type="checkbox" name="off" value="yes">
<input type="radio" name="size" value="s"><input type="radio" name="size" value="l" checked>
<select name="one"><option>a<option value="2">b</select>
<select name="many" multiple><option value="1" selected><option value="2"><option value="3" selected></select>
<input name="gone" disabled value="x">
<button name="_save" value="Save">Save</button><button name="_more">More</button><button type="button" name="_no">No</button>
</form>`;

const threeForms = '<form action="/a"></form><form action="/b"></form><form action="/a"></form>';

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

describe("a form", () => {
  const [, edit] = new PageDocument(page).forms;
  const sent = (...args: Parameters<typeof edit.entries>) =>
    edit.entries(...args).map((entry) => entry.join("="));

  it("sends what is in it, hidden fields too, and the first button", () => {
    assert.deepEqual(sent(), [
      "csrfmiddlewaretoken=tok3n",
      "title=old",
      "password=",
      "text=line",
      "on=on",
      "size=l",
      "one=a",
      "many=1",
      "many=3",
      "_save=Save",
    ]);
  });

  it("sends what is filled in, and the button that is pressed", () => {
    const values = { title: "new", on: false, off: true, size: "s", one: "2", many: ["2"], password: "p" };
    assert.deepEqual(sent(values, "_more"), [
      "csrfmiddlewaretoken=tok3n",
      "title=new",
      "password=p",
      "text=line",
      "off=yes",
      "size=s",
      "one=2",
      "many=2",
      "_more=",
    ]);
  });

  it("has no other fields", () => {
    assert.throws(
      () => edit.entries({ titel: "x" }),
      (error) => {
        assert.ok(error instanceof NoSuchField);
        return /It has: .*title/.test(error.next ?? "");
      },
    );
    assert.throws(() => edit.entries({}, "_no"), NoSuchField);
    assert.throws(() => edit.entries({ gone: "x" }), NoSuchField);
  });

  it("shows itself without its token", () => {
    assert.match(String(edit), /^POST \/save\n/);
    for (const look of [String(edit), String(edit[jupyterDisplay]()["text/html"])]) {
      assert.doesNotMatch(look, /tok3n/);
    }
  });
});

describe("a visitor", () => {
  after(closeAll);
  let url: string;
  const asked: { method?: string; url?: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  before(async () => {
    url = await answering(async (request, answer) => {
      asked.push({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: await bodyOf(request),
      });
      const path = request.url?.split("?")[0];
      const to: Record<string, [number, string]> = {
        "/303": [303, "/"],
        "/307": [307, "/end"],
        "/away": [302, "http://example.com/"],
        "/port": [302, "http://127.0.0.1:1/"],
        "/ever": [302, "/ever"],
      };
      const [status, location] = to[path ?? ""] ?? [200, ""];
      if (path === "/303")
        answer.setHeader("Set-Cookie", [
          "sessionid=s3cret; HttpOnly; Path=/",
          "csrftoken=c0de; Path=/",
          "lang=de; Path=/deep",
        ]);
      answer.statusCode = status;
      if (location) answer.setHeader("Location", location);
      answer.setHeader("Content-Type", "text/html").end(path === "/three" ? threeForms : page);
    });
  });
  beforeEach(() => asked.splice(0));

  it("follows redirects one by one, keeps cookies, and asks by GET after 303", async () => {
    const visitor = new Visitor(url);
    const open = await visitor.post("/303", { fields: { a: "1 2" } });
    assert.deepEqual(open.redirects, [{ method: "POST", url: `${url}303`, status: 303, location: "/" }]);
    assert.deepEqual(
      asked.map(({ method, url, body }) => [method, url, body]),
      [
        ["POST", "/303", "a=1+2"],
        ["GET", "/", ""],
      ],
    );
    assert.equal(asked[1]?.headers.cookie, "sessionid=s3cret; csrftoken=c0de");
    assert.equal(asked[1]?.headers["content-type"], undefined);
    assert.match(String(open), /^POST \/303: 303, go to \/\n/);
  });

  it("sends the same again after 307, and nothing more when it shall not follow", async () => {
    const visitor = new Visitor(url);
    await visitor.post("/307", { json: { a: 1 } });
    assert.deepEqual(
      asked.map(({ method, url, body }) => [method, url, body]),
      [
        ["POST", "/307", '{"a":1}'],
        ["POST", "/end", '{"a":1}'],
      ],
    );
    assert.equal(asked[1]?.headers["content-type"], "application/json");
    assert.equal((await visitor.get("/303", { follow: false })).status, 303);
  });

  it("goes to no other machine, nor to another program of this one", async () => {
    const visitor = new Visitor(url);
    assert.equal((await visitor.get("/away")).header("location"), "http://example.com/");
    assert.equal((await visitor.get("/port")).status, 302);
    await assert.rejects(visitor.get("http://example.com/"), LeadsAway);
    assert.throws(() => new Visitor("http://example.com/"), LeadsAway);
    assert.equal(asked.length, 2);
  });

  it("ends redirects without end", async () => {
    await assert.rejects(new Visitor(url).get("/ever"), RedirectsForEver);
    assert.equal(asked.length, 11);
  });

  it("sends methods, queries, other hosts and the token as it is told to", async () => {
    const visitor = new Visitor(url);
    await visitor.get("/303");
    await visitor.ask("PUT", "/x?a=1", {
      query: { b: "ä" },
      host: "example.com:8000",
      csrf: true,
      headers: { "X-A": "b" },
    });
    const last = asked.at(-1);
    assert.deepEqual([last?.method, last?.url], ["PUT", "/x?a=1&b=%C3%A4"]);
    assert.deepEqual(
      [last?.headers.host, last?.headers["x-csrftoken"], last?.headers["x-a"]],
      ["example.com:8000", "c0de", "b"],
    );
    assert.equal((await visitor.ask("HEAD", "/")).body, "");
  });

  it("sends the form that has the fields, where it says", async () => {
    const visitor = new Visitor(url);
    await visitor.get("/");
    await visitor.submit({ title: "new" });
    assert.deepEqual([asked[1]?.method, asked[1]?.url], ["POST", "/save"]);
    assert.equal(new URLSearchParams(asked[1]?.body).get("csrfmiddlewaretoken"), "tok3n");
    await visitor.submit({ q: "a b" });
    assert.deepEqual([asked[2]?.method, asked[2]?.url], ["GET", "/save?q=a+b"]);
    await assert.rejects(visitor.submit({ title: "x", q: "y" }), NoSuchField);
    await assert.rejects(visitor.submit({}, { form: "other" }), NothingThere);
  });

  it("sends no form of several that nobody has named", async () => {
    const visitor = new Visitor(url);
    await visitor.get("/");
    await assert.rejects(visitor.submit(), (error) => {
      assert.ok(error instanceof SeveralForms);
      assert.match(error.message, /has 2 forms: GET \(this page\), POST \/save$/);
      return /visitor\.page\.forms\[1\]/.test(error.next ?? "");
    });
    assert.equal(asked.length, 1);
    await visitor.submit({}, { form: visitor.page.forms[1] });
    assert.deepEqual([asked[1]?.method, asked[1]?.url], ["POST", "/save"]);
  });

  it("says which of the page's forms it means, where only some were asked for", async () => {
    const visitor = new Visitor(url);
    await visitor.get("/three");
    await assert.rejects(visitor.submit({}, { form: "/a" }), {
      name: "SeveralForms",
      message: /has 2 forms/,
      next: /visitor\.page\.forms\[2\]/,
    });
  });

  it("tells what it was led over", async () => {
    const visitor = new Visitor(url);
    await visitor.get("/303");
    assert.match(String(visitor), /^GET \S+\/303 303\nGET \S+ 200$/m);
  });

  it("follows links by their text", async () => {
    const visitor = new Visitor(url);
    assert.throws(() => visitor.page, NothingThere);
    await visitor.get("/");
    assert.equal(visitor.page.title, "A & B");
    await visitor.follow("the next");
    assert.equal(asked.at(-1)?.url, "/next");
    await assert.rejects(visitor.follow("nowhere"), NothingThere);
  });

  it("shows neither sessions nor tokens", async () => {
    const visitor = new Visitor(url);
    const open = await visitor.get("/303", { follow: false });
    await visitor.get("/");
    for (const thing of [visitor, open, visitor.page, visitor.cookies]) {
      for (const look of [String(thing), String(thing[jupyterDisplay]()["text/html"])]) {
        assert.doesNotMatch(look, /s3cret|c0de|tok3n/);
      }
    }
    assert.match(String(visitor.cookies), /lang {2}de {2}\/deep/);
  });
});

describe("a cookie jar", () => {
  it("sends a cookie to its path and below, longer paths first", () => {
    const jar = new CookieJar();
    jar.take("a=1; Path=/", "/x");
    jar.take("b=2; Path=/deep", "/x");
    jar.take("c=3", "/folder/page");
    assert.equal(jar.header("/deep/er"), "b=2; a=1");
    assert.equal(jar.header("/deeper"), "a=1");
    assert.equal(jar.header("/folder/other"), "c=3; a=1");
  });

  it("forgets what is over, and takes Max-Age before Expires", () => {
    const jar = new CookieJar();
    const past = "Thu, 01 Jan 1970 00:00:00 GMT";
    jar.take("a=1; Max-Age=60", "/");
    jar.take(`b=2; Expires=${past}; Max-Age=60`, "/");
    jar.take(`c=3; Expires=${past}`, "/");
    jar.take("d=4; Max-Age=99999999999999999999", "/");
    assert.equal(jar.header("/"), "a=1; b=2; d=4");
    jar.take("a=; Max-Age=0", "/");
    jar.take(`b=; Expires=${past}`, "/");
    assert.equal(jar.header("/"), "d=4");
  });

  it("leaves out what is no cookie", () => {
    const jar = new CookieJar();
    for (const text of ["", "=x", "name", ";;"]) jar.take(text, "/");
    assert.deepEqual(jar.all, []);
    assert.equal(String(jar), "no cookies");
  });
});
