import assert from "node:assert/strict";
import fc from "fast-check";
import { checkName, checkRequirement, normalised } from "../../../lib/python/requirement.js";

const accepted = [
  "django",
  "django<6",
  "Django >= 5.2, < 6",
  "django>=5.2,<6",
  "a",
  "django~=5.2",
  "django==5.2.*",
  "django!=5.2.1",
  "django===5.2",
  "x==1!2.0+local",
  "zope.interface",
  "uvicorn[standard]",
  "pkg[a, b]>=1",
];
const refused = [
  "--user",
  "-r/etc/passwd",
  "-",
  "../x",
  "./x",
  "/x",
  "x/y",
  "https://host.test/x.whl",
  "x @ https://host.test/x.whl",
  "a b",
  "",
  "x;python_version>'3'",
  "django\n--user",
  "django<",
  "x[",
  "file:x",
  "a\\b",
  "django --user",
  "x".repeat(300),
];

describe("what one may ask pip for", () => {
  for (const asked of accepted) it(`is ${asked}`, () => checkRequirement(asked));
  for (const asked of refused) {
    it(`is not ${JSON.stringify(asked.slice(0, 40))}`, () => {
      assert.throws(() => checkRequirement(asked), { name: "DjlabError", next: /django<6/ });
    });
  }

  it("never begins like an option, and never holds what a path or an address needs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (asked) => {
        try {
          checkRequirement(asked);
        } catch {
          return;
        }
        assert.match(asked, /^[A-Za-z0-9]/);
        assert.doesNotMatch(asked, /[/\\:@;\n]|\s-/);
      }),
      { numRuns: 2000 },
    );
  });

  it("is a name alone where a version has no meaning", () => {
    checkName("Typing_Extensions");
    for (const asked of ["django<6", "-y", "a b", "x[y]"]) assert.throws(() => checkName(asked));
  });
});

describe("the name of a package", () => {
  it("is compared without regard to case, dots, dashes and underscores", () => {
    for (const name of ["Typing_Extensions>=4", "typing.extensions", "TYPING-_-EXTENSIONS[x]"]) {
      assert.equal(normalised(name), "typing-extensions");
    }
  });
});
