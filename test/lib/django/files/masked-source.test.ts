import assert from "node:assert/strict";
import fc from "fast-check";
import { FileDiff } from "../../../../lib/django/files/file-diff.js";
import { hasSecret, maskedSource } from "../../../../lib/django/files/masked-source.js";
import { jupyterDisplay } from "../../../../lib/index.js";

const secret = "tiger!42";

describe("a project's source", () => {
  for (const text of [
    `SECRET_KEY = 'django-insecure-${secret}'`,
    `SECRET_KEY = "${secret}"`,
    `SECRET_KEY: str = (\n    "abc"\n    "${secret}"\n)`,
    `SECRET_KEY = """${secret}\n${secret}"""`,
    `SECRET_KEY = os.environ.get("SECRET_KEY", "${secret}")`,
    `SECRET_KEY = env("SECRET_KEY", default='${secret}')`,
    `SECRET_KEY_FALLBACKS = [\n    "abc",\n    "${secret}",\n]`,
    `DATABASES = {"default": {"USER": "me", "PASSWORD": "${secret}"}}`,
    `EMAIL_HOST_PASSWORD = r'${secret}'`,
    `os.environ["API_KEY"] = "${secret}"`,
    `url = "postgres://me:${secret}@host/db"`,
  ]) {
    it(`is shown without the secret in: ${text.split("\n")[0]?.replaceAll(secret, "…")}`, () => {
      const shown = maskedSource(text);
      assert.ok(!shown.includes(secret), shown);
      assert.equal(shown.split("\n").length, text.split("\n").length);
      assert.ok(hasSecret(text));
    });
  }

  for (const text of [
    "AUTH_PASSWORD_VALIDATORS = [\n    {\n        'NAME': 'django.contrib.auth.x',\n    },\n]",
    "PASSWORD_HASHERS = ['django.contrib.auth.hashers.Argon2PasswordHasher']",
    "{% csrf_token %}<input type='password' name='password'>",
    "fields = ('username', 'password')",
  ]) {
    it(`is shown as it is: ${text.split("\n")[0]}`, () => assert.equal(maskedSource(text), text));
  }

  it("keeps its number of lines, whatever it is", () => {
    const word = fc.constantFrom(
      "SECRET_KEY",
      "=",
      '"',
      "'",
      '"""',
      "\n",
      "x",
      "(",
      ",",
      "\\",
      "PASSWORD",
      ":",
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join("");
        assert.equal(maskedSource(text).split("\n").length, text.split("\n").length);
      }),
    );
  });

  it("is masked in diffs too, also where only one line of a secret changed", () => {
    const [before, after] = [
      `SECRET_KEY = (\n  "a"\n  "b"\n)\n`,
      `SECRET_KEY = (\n  "a"\n  "${secret}"\n)\n`,
    ];
    const diff = new FileDiff({ path: "settings.py", before, after });
    assert.deepEqual([diff.added, diff.removed], [1, 1]);
    for (const shown of [String(diff), String(diff[jupyterDisplay]()["text/html"])]) {
      assert.ok(!shown.includes(secret));
      assert.match(shown, /\*{4}/);
    }
  });
});
