import assert from "node:assert/strict";
import fc from "fast-check";
import { allows, checkName, checkRequirement, normalised } from "../../../lib/python/requirement.js";

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

describe("the versions that a requirement allows", () => {
  const cases: [requirement: string, allowed: string[], others: string[]][] = [
    ["django", ["6.0", "1.1"], []],
    ["django==99", ["99", "99.0"], ["6.0", "9.9"]],
    ["django>=6", ["6.0", "6.0.1", "10.1"], ["5.2.8"]],
    ["django>6,<=6.1", ["6.0.1", "6.1"], ["6.0", "6.1.1", "10"]],
    ["Django >= 5.2, < 6", ["5.2.8", "5.10"], ["6.0", "4.2"]],
    ["django==5.2.*", ["5.2", "5.2.8"], ["5.20", "5.1"]],
    ["django!=5.2.*", ["5.20"], ["5.2.1"]],
    ["django~=5.2", ["5.2", "5.10"], ["6.0", "5.1"]],
    ["django~=5.2.1", ["5.2.8"], ["5.3", "5.2.0"]],
  ];
  for (const [requirement, allowed, others] of cases) {
    it(`are told for ${requirement}`, () => {
      for (const version of allowed) assert.ok(allows(requirement, version), version);
      for (const version of others) assert.ok(!allows(requirement, version), version);
    });
  }
});

describe("the name of a package", () => {
  it("is compared without regard to case, dots, dashes and underscores", () => {
    for (const name of ["Typing_Extensions>=4", "typing.extensions", "TYPING-_-EXTENSIONS[x]"]) {
      assert.equal(normalised(name), "typing-extensions");
    }
  });
});
