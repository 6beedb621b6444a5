import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { DjlabError, masked } from "../../../lib/index.js";
import { hidden, MaskedStream, maskedJson, secretsIn } from "../../../lib/tools/secrets.js";

describe("secrets", () => {
  it("in addresses are masked, whoever they belong to", () => {
    assert.equal(
      masked("Looking in indexes: https://me:p%40w@host.test/simple, git+ssh://token@host.test/x"),
      "Looking in indexes: https://****@host.test/simple, git+ssh://****@host.test/x",
    );
  });

  it("that Django made of passwords are masked, however they come", () => {
    const hashes = ["pbkdf2_sha256$1000000$salt$aGFzaA==", "argon2$argon2id$v=19$m=1,t=2$c2FsdA$aGFzaA"];
    for (const hash of hashes)
      assert.equal(masked(`"password": "${hash}", "last`), `"password": "${hash.split("$")[0]}$****", "last`);
  });

  it("called SECRET_KEY are masked, with the line kept readable", () => {
    assert.equal(
      masked(`SECRET_KEY = 'django-insecure-a"b$c'\nDEBUG = True`),
      `SECRET_KEY = '****'\nDEBUG = True`,
    );
  });

  it("are masked in the line of code that a traceback shows, however it is written", () => {
    for (const [line, shown] of [
      ["SECRET_KEY = 'tiger", "SECRET_KEY = '****"],
      ["    SECRET_KEY: str = r'tiger'; 1 / 0", "    SECRET_KEY: str = r'****'; 1 / 0"],
      ["SECRET_KEY = get('X', 'tiger')", "SECRET_KEY = get('****', '****')"],
      ["SECRET_KEY = os.environ['DJANGO_KEY']", "SECRET_KEY = os.environ['DJANGO_KEY']"],
      ["SECRET_KEY_FALLBACKS = ['tiger', \"tiger\"]", "SECRET_KEY_FALLBACKS = ['****', \"****\"]"],
      ["D['default']['PASSWORD'] = 'tiger'", "D['default']['PASSWORD'] = '****'"],
      ["{'USER': 'me', 'PASSWORD': 'tiger', 'HOST': 'h'}", "{'USER': 'me', 'PASSWORD': '****', 'HOST': 'h'}"],
      ["{'AWS_S3_SECRET_ACCESS_KEY': 'tiger'}", "{'AWS_S3_SECRET_ACCESS_KEY': '****'}"],
      ["env('S3_SECRET_KEY', 'tiger')", "env('S3_SECRET_KEY', '****')"],
      ["user('me', password='tiger', mail='m')", "user('me', password='****', mail='m')"],
      ["u = 'postgres://me:ti/ger@host/db'", "u = 'postgres://****@host/db'"],
      ["u = 'postgres://me:ti@ger@host/db'", "u = 'postgres://****@host/db'"],
    ]) {
      assert.equal(masked(line ?? ""), shown);
    }
  });

  it("are not seen in harmless text", () => {
    for (const text of [
      "mail me@host.test, see https://host.test/a@b and http://127.0.0.1:8000/",
      "PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']",
      '{"password": "CharField", "csrf_token": "hidden"}',
      "DB_PASSWORD='****' python manage.py shell -c 'print(1)'",
      "['SECRET_KEY', 'DEBUG']",
      "Password: ",
    ]) {
      assert.equal(masked(text), text);
    }
  });

  it("are masked in what a failure says", () => {
    const error = new DjlabError("no https://me:tiger@host/", { next: "Look at SECRET_KEY = 'tiger'" });
    assert.doesNotMatch(inspect(error) + error.stack + error.message + error.next, /tiger/);
  });

  it("with spaces in them do not get through in pieces", () => {
    const stream = new MaskedStream(["tiger in the night"]);
    assert.equal(stream.push("a tiger in ") + stream.push("the night\n") + stream.end(), "a ****\n");
  });

  it("do not get through when they come in pieces, however cut", () => {
    const piece = fc.constantFrom(
      "https://me:secret@host.test/",
      "SECRET_KEY = 'secret with spaces'",
      "'PASSWORD': 'secret with spaces',",
      "plain",
      " ",
      "\n",
      "git+https://secret@x",
    );
    const text = fc.array(piece).map((pieces) => pieces.join(" "));
    fc.assert(
      fc.property(text, fc.array(fc.nat(20)), (whole, sizes) => {
        const stream = new MaskedStream();
        let rest = whole;
        let shown = "";
        for (const size of sizes) {
          shown += stream.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        shown += stream.push(rest) + stream.end();
        assert.equal(shown, masked(whole));
        assert.doesNotMatch(shown, /secret/);
      }),
    );
  });

  it("in JSON are masked string by string: it stays what it was", () => {
    const words = fc.constantFrom("token = 'abc', isn't it", 'SECRET_KEY = "x"', "it's", '"', "plain");
    fc.assert(
      fc.property(fc.array(fc.record({ note: words, SECRET_KEY: words, n: fc.integer() })), (rows) => {
        const found: typeof rows = JSON.parse(maskedJson(JSON.stringify(rows)));
        const expected = rows.map((row) => ({ ...row, note: masked(row.note), SECRET_KEY: "****" }));
        assert.deepEqual(found, expected);
      }),
    );
  });

  it("do not hold up an open line", () => {
    assert.equal(new MaskedStream().push("Applying auth.0001_initial... "), "Applying auth.0001_initial... ");
  });
});

describe("variables of one command", () => {
  it("are shown without the values of those that are secret by their name", () => {
    const given = {
      DJANGO_SUPERUSER_PASSWORD: "tiger tiger",
      PIP_INDEX_URL: "https://me:pw@host.test/",
      LANG: "C",
    };
    assert.deepEqual(hidden(given), {
      DJANGO_SUPERUSER_PASSWORD: "****",
      PIP_INDEX_URL: "https://****@host.test/",
      LANG: "C",
    });
    assert.deepEqual(secretsIn(given), ["tiger tiger"]);
  });
});
