import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { typed, windowsForm } from "../../../lib/index.js";

const word = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", " ", "\n", "$", "`", "!", "~", "*", "#", "-", "=", ";", "é", "a"),
  }),
);
const words = fc.array(
  word.map((text) => text.replaceAll("\0", "").toWellFormed()),
  { minLength: 1, maxLength: 5 },
);

describe("a command as typed", () => {
  const isWindows = process.platform === "win32";

  it("is split by a real shell into the same words again", function () {
    if (isWindows) this.skip();
    fc.assert(
      fc.property(words, (argv) => {
        const shell = spawnSync("sh", [
          "-c",
          `set -- ${typed(argv, { shell: "posix" })}; printf '%s\\0' "$@"`,
        ]);
        assert.equal(shell.stdout.toString(), argv.map((one) => `${one}\0`).join(""));
      }),
      { numRuns: 60 },
    );
  });

  it("is split by a real zsh into the same words again, though it takes =ls for the path of ls", function () {
    const argv = ["x", "=ls", "a=b", "~", "=", "%1", "!!"];
    const { stdout, error } = spawnSync("zsh", ["-fc", `printf '%s\\0' ${typed(argv, { shell: "posix" })}`]);
    if (error) {
      console.log("      there is no zsh here: skipped");
      return this.skip();
    }
    assert.equal(stdout.toString(), argv.map((one) => `${one}\0`).join(""));
  });

  it("is split by a real fish into the same words again", function () {
    if (spawnSync("fish", ["--version"]).error) {
      console.log("      there is no fish here: skipped");
      return this.skip();
    }
    // One fish for many commands, as it takes its time to start.
    fc.assert(
      fc.property(fc.array(words, { minLength: 10, maxLength: 30 }), (commands) => {
        const lines = commands.map((argv) => `printf '%s\\0' ${typed(["x", ...argv], { shell: "fish" })}\n`);
        const { stdout } = spawnSync("fish", ["--no-config", "-c", lines.join("")]);
        assert.equal(
          stdout.toString(),
          commands.flatMap((argv) => ["x\0", ...argv.map((one) => `${one}\0`)]).join(""),
        );
      }),
      { numRuns: 10 },
    );
  });

  it("runs the program that its first word names, however it is spelled", function () {
    if (isWindows) this.skip();
    // `A=1 echo` would be an assignment if the first word were left bare.
    const { stderr } = spawnSync("sh", ["-c", typed(["A=1", "x"], { shell: "posix" })], { encoding: "utf8" });
    assert.match(stderr, /A=1/);
  });

  it("leaves plain words bare", () => {
    assert.equal(
      typed(["python3", "-m", "pip", "install", "django==5.2"], { shell: "posix" }),
      "python3 -m pip install django==5.2",
    );
    assert.equal(typed(["cd", "größe/日本"], { shell: "posix" }), "cd größe/日本");
  });

  it("has PowerShell's quotes and call operator on Windows", () => {
    assert.equal(
      typed(["C:\\my python\\python.exe", "it's"], { shell: "powershell" }),
      "& 'C:\\my python\\python.exe' 'it''s'",
    );
  });

  it("keeps a word that a command would take for a group or a variable as one in PowerShell", () => {
    assert.equal(
      typed(["py", "$env:PATH", "(1)", "a;b", ""], { shell: "powershell" }),
      "py '$env:PATH' '(1)' 'a;b' ''",
    );
  });

  it("has its variables before it, in each shell its own way", () => {
    const variables = { A: "it's 1" };
    assert.equal(typed(["x", "y"], { shell: "posix", variables }), "A='it'\\''s 1' x y");
    assert.equal(typed(["x", "y"], { shell: "fish", variables }), "A='it\\'s 1' x y");
    assert.equal(typed(["x", "y"], { shell: "powershell", variables }), "$env:A = 'it''s 1'; x y");
  });

  it("turns into its Windows form", () => {
    assert.equal(windowsForm(["python3", "-m", "venv", "env"]), "py -m venv env");
    assert.equal(
      windowsForm(["../env/bin/python", "manage.py", "check"]),
      "..\\env\\Scripts\\python manage.py check",
    );
    assert.equal(windowsForm(["home/bin/env/bin/python"]), "home\\bin\\env\\Scripts\\python");
    assert.equal(windowsForm(["bin/python", "x"]), "Scripts\\python x");
  });
});
