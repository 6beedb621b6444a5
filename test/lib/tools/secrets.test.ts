import assert from "node:assert/strict";
import fc from "fast-check";
import { masked } from "../../../lib/index.js";
import { hidden, MaskedStream, secretsIn } from "../../../lib/tools/secrets.js";

describe("secrets", () => {
  it("in addresses are masked, whoever they belong to", () => {
    assert.equal(
      masked("Looking in indexes: https://me:p%40w@host.test/simple, git+ssh://token@host.test/x"),
      "Looking in indexes: https://****@host.test/simple, git+ssh://****@host.test/x",
    );
  });

  it("called SECRET_KEY are masked, with the line kept readable", () => {
    assert.equal(
      masked(`SECRET_KEY = 'django-insecure-a"b$c'\nDEBUG = True`),
      `SECRET_KEY = '****'\nDEBUG = True`,
    );
  });

  it("are not seen in harmless text", () => {
    const text = "mail me@host.test, see https://host.test/a@b and http://127.0.0.1:8000/";
    assert.equal(masked(text), text);
  });

  it("do not get through when they come in pieces, however cut", () => {
    const piece = fc.constantFrom(
      "https://me:secret@host.test/",
      "SECRET_KEY = 'secret with spaces'",
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
