import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPython, type Python, type Workspace } from "../../../lib/index.js";
import { inTerminal } from "../../../lib/python/pty.js";
import { printed } from "../printed.js";
import { chapterWorkspace } from "./course-folder.js";

describe("a program in a terminal", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let python: Python;
  before(async function () {
    if (process.platform === "win32") this.skip();
    workspace = await chapterWorkspace("pty");
    python = await findPython();
  });

  const shown = (argv: [string, ...string[]], more = {}) =>
    printed(() => inTerminal(python, argv, { cwd: workspace.folder, terminal: workspace, ...more }));
  const script = (source: string): [string, ...string[]] => [python.facts.executable, "-c", source];

  it("has one, of a size, and its exit code comes back", async () => {
    const asks = "import os, sys; print(sys.stdin.isatty(), os.get_terminal_size().columns); sys.exit(3)";
    const { text, value } = await shown(script(asks));
    assert.equal(value.text, "True 100");
    assert.equal(value.exitCode, 3);
    assert.match(text, /^\$ .*\nTrue 100\n$/s);
  });

  it("is answered when it asks, in the order of its questions", async () => {
    const asks = "print('hello ' + input('name? ') + input('\\033[1mtown?\\033[0m '))";
    const answers = [
      { after: "name\\? $", keys: "Ada \n" },
      { after: "town\\? $", keys: "Ulm\n" },
    ];
    const { value } = await shown(script(asks), { answers });
    assert.deepEqual(value.text.split("\n"), ["name? Ada ", "town? Ulm", "hello Ada Ulm"]);
  });

  it("that is a shell leaves the reader's history alone", async () => {
    const HOME = workspace.path("home");
    mkdirSync(HOME, { recursive: true });
    const answers = [{ after: "[#$] ", keys: "echo typed\nexit\n" }];
    const { value } = await shown(["bash", "--norc", "-i"], { answers, variables: { HOME } });
    assert.match(value.text, /^typed$/m);
    assert.deepEqual(readdirSync(HOME), []);
  });

  it("is ended in time with all that it started, also what ignores being hung up on", async function () {
    if (process.platform !== "linux") this.skip();
    mkdirSync(workspace.folder, { recursive: true });
    const stays =
      "import os, signal, time; signal.signal(1, 1); print('pid', os.getpid(), flush=True); time.sleep(600)";
    const asks = `import os, subprocess, sys; subprocess.Popen([sys.executable, '-c', ${JSON.stringify(stays)}], process_group=0) if sys.version_info >= (3, 11) else subprocess.Popen([sys.executable, '-c', ${JSON.stringify(stays)}], preexec_fn=os.setpgrp); input('never? ')`;
    await assert.rejects(
      shown(script(asks), { seconds: 2, answers: [{ after: "no such prompt", keys: "x" }] }),
      {
        name: "TerminalStuck",
        message: /"no such prompt" did not appear/,
      },
    );
    const marks = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && existsSync(join("/proc", name, "cmdline")))
      .filter((name) => commandLine(name).includes("signal.signal(1, 1)"));
    assert.deepEqual(marks, []);
  });

  it("that is not there says so in the terminal", async () => {
    const { value } = await shown(["no-such-program-of-djlab"]);
    assert.match(value.text, /no-such-program-of-djlab: No such file/);
    assert.equal(value.exitCode, 127);
  });

  it("is not started on Windows: the reader is told where to type it", async () => {
    await assert.rejects(shown(["pipenv", "shell"], { platform: "win32" }), {
      name: "NoTerminalHere",
      next: /Open PowerShell/,
    });
  });
});

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}
