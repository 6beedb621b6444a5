import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CommandFailed,
  DiskFull,
  FolderUnusable,
  findPython,
  findPythons,
  inspectPython,
  type Python,
  VenvMissing,
  venv,
  Workspace,
} from "../../../lib/index.js";
import { isAtLeast } from "../../../lib/python/interpreter.js";
import { EnvironmentNameTaken } from "../../../lib/python/stale.js";
import { ColonInPath } from "../../../lib/python/venv-diagnosis.js";
import { printed } from "../printed.js";

describe("an environment that cannot be made", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-venv-"));
  });
  after(() => rmSync(folder, { recursive: true, maxRetries: 3 }));

  const open = (name: string) => Workspace.open(join(folder, name));
  /** Makes one, which fails, and hands back how. */
  const failure = async (workspace: Workspace, python: Python, name = "env"): Promise<CommandFailed> => {
    const { value } = await printed(() => venv(workspace, python, name).catch((error: unknown) => error));
    assert.ok(value instanceof CommandFailed, String(value));
    return value;
  };

  it("says which package is missing where a Python comes without ensurepip", async function () {
    const python = await withoutEnsurepip(await findPython(), join(folder, "incomplete"));
    if (!python) return skipped(this, "this Python cannot be started from another folder");
    assert.deepEqual(python.facts.missing, ["ensurepip"]);
    assert.equal(python.unusable, "lacks ensurepip");
    const error = await failure(await open("incomplete env"), python);
    assert.ok(error instanceof VenvMissing);
    assert.match(error.next ?? "", /sudo apt install python3\.\d+-venv/);
  });

  it("says what Debian says where the system's Python comes without ensurepip", async function () {
    const systems = [...(await findPythons())].find((one) => "python" in one && one.from === "system");
    if (!systems || !("python" in systems) || systems.why || !existsSync("/etc/debian_version")) {
      return skipped(this, "there is no Python of Debian's here");
    }
    const python = await withoutEnsurepip(systems.python, join(folder, "debian"));
    if (!python) return skipped(this, "this Python cannot be started from another folder");
    const error = await failure(await open("debian env"), python);
    assert.ok(error instanceof VenvMissing);
    assert.match(error.lastWords, /ensurepip is not\s+available/);
    assert.match(error.next ?? "", /^Type: sudo apt install python3\.\d+-venv$/);
  });

  it("says so when the path has a colon in it", async function () {
    const python = await findPython();
    if (process.platform === "win32" || !isAtLeast(python.version, "3.11")) {
      return skipped(this, "this Python allows it");
    }
    const error = await failure(await open("a:b"), python);
    assert.ok(error instanceof ColonInPath);
    assert.match(error.message, /colon/);
  });

  it("leaves alone what a link of its name leads to, in whatever state that is", async function () {
    if (process.platform === "win32") return skipped(this, "a link needs rights here");
    const workspace = await open("linked");
    const elsewhere = mkdtempSync(join(folder, "elsewhere-"));
    writeFileSync(join(elsewhere, "keep.txt"), "");
    symlinkSync(elsewhere, workspace.path("env"));
    const python = await findPython();
    for (const file of ["keep.txt", "pyvenv.cfg", "../linked/.making-env"]) {
      writeFileSync(join(elsewhere, file), "");
      await assert.rejects(venv(workspace, python, "env"), EnvironmentNameTaken);
      assert.ok(existsSync(join(elsewhere, "keep.txt")), file);
    }
  });

  it("leaves alone what has its name: a folder, a file", async () => {
    const workspace = await open("taken");
    mkdirSync(workspace.path("mine"));
    for (const file of [join(workspace.path("mine"), "notes.txt"), workspace.path("file")])
      writeFileSync(file, "mine");
    const python = await findPython();
    for (const name of ["mine", "file"]) {
      await assert.rejects(venv(workspace, python, name), (error) => error instanceof EnvironmentNameTaken);
    }
    assert.deepEqual(await workspace.entries(), ["file", "mine"]);
    assert.deepEqual(readdirSync(workspace.path("mine")), ["notes.txt"]);
  });

  it("says so when the disk is full", async function () {
    const workspace = await open("full");
    if (!mounted("size=2m", workspace.folder)) return skipped(this, "no small disk may be mounted here");
    try {
      assert.ok((await failure(workspace, await findPython())) instanceof DiskFull);
    } finally {
      spawnSync("umount", [workspace.folder]);
    }
  });

  it("says so when the disk can only be read", async function () {
    const workspace = await open("fixed");
    if (!mounted("size=2m,ro", workspace.folder)) return skipped(this, "no small disk may be mounted here");
    try {
      const { value } = await printed(async () =>
        venv(workspace, await findPython(), "env").catch((error: unknown) => error),
      );
      assert.ok(value instanceof FolderUnusable, String(value));
    } finally {
      spawnSync("umount", [workspace.folder]);
    }
  });

  it("says so when the folder is not ours", async function () {
    if (process.platform === "win32" || process.getuid?.() === 0)
      return skipped(this, "root may write everywhere");
    const workspace = await open("theirs");
    spawnSync("chmod", ["a-w", workspace.folder]);
    try {
      const { value } = await printed(async () =>
        venv(workspace, await findPython(), "env").catch((error: unknown) => error),
      );
      assert.ok(value instanceof FolderUnusable, String(value));
    } finally {
      spawnSync("chmod", ["u+w", workspace.folder]);
    }
  });

  it("as it was interrupted half way is made anew by the next run", async function () {
    if (process.platform === "win32") return skipped(this, "there are no signals here");
    const workspace = await open("interrupted");
    workspace.close();
    await interruptedHalfWay(workspace);
    assert.ok(workspace.isHalfMade("env"));
    const { value } = await printed(async () => venv(workspace, await findPython(), "env"));
    assert.ok(value.made.argv.includes("--clear"));
    assert.ok(!workspace.isHalfMade("env"));
    assert.ok(await value.pip.has("pip"));
  });
});

function skipped(context: Mocha.Context, why: string): void {
  console.log(`      ${why}: skipped`);
  context.skip();
}

function mounted(options: string, folder: string): boolean {
  if (process.platform !== "linux") return false;
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "djlab", folder]).status === 0;
}

/** A real Python in a folder of its own, with all of its library but one part: as Debian packs it. */
async function withoutEnsurepip(python: Python, folder: string): Promise<Python | undefined> {
  if (process.platform === "win32") return undefined;
  const { file, standardLibrary, basePrefix } = python.facts;
  const library = join(folder, "lib", basename(standardLibrary));
  mkdirSync(join(folder, "bin"), { recursive: true });
  mkdirSync(library, { recursive: true });
  for (const name of readdirSync(standardLibrary)) {
    if (name !== "ensurepip") symlinkSync(join(standardLibrary, name), join(library, name));
  }
  for (const name of readdirSync(join(basePrefix, "lib"))) {
    if (name.startsWith("libpython"))
      symlinkSync(join(basePrefix, "lib", name), join(dirname(library), name));
  }
  copyFileSync(file, join(folder, "bin", "python3"));
  try {
    const copy = await inspectPython([join(folder, "bin", "python3")]);
    return copy.facts.missing.length > 0 ? copy : undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined; // bound to its folder, as a framework of macOS is
    throw error;
  }
}

/** Another program begins to make an environment, and is interrupted when the first of it is there. */
async function interruptedHalfWay(workspace: Workspace): Promise<void> {
  const library = new URL("../../../lib/index.js", import.meta.url).href;
  const program = `const { findPython, venv, Workspace } = await import(${JSON.stringify(library)});
    await venv(await Workspace.open(process.argv[1]), await findPython(), "env");`;
  const begun = new Promise<void>((resolve) => {
    const watcher = watch(workspace.folder, () => {
      if (!existsSync(workspace.path("env"))) return;
      watcher.close();
      resolve();
    });
  });
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, workspace.folder], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  await begun;
  child.kill("SIGINT");
  assert.deepEqual(await ended, [null, "SIGINT"]);
}
