import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { cp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Environment, findPython, type Python, run, venv, Workspace } from "../../../lib/index.js";
import { activated } from "../../../lib/python/activated.js";
import { EnvironmentBroken } from "../../../lib/python/found-environment.js";
import { programsFolder } from "../../../lib/python/layout.js";
import { NotAnEnvironment } from "../../../lib/python/pyvenv-config.js";
import { relocation, unquoted } from "../../../lib/python/relocation.js";
import { EnvironmentInUse, removeEnvironment } from "../../../lib/python/removal.js";
import { moved, repairMoved } from "../../../lib/python/repair.js";
import { site } from "../django/site.js";
import { printed } from "../printed.js";
import { diskOn } from "../small-disk.js";

describe("an environment's folder", function () {
  this.timeout(120_000);
  let original: Environment;
  let workspace: Workspace;

  before(async function () {
    ({ environment: original } = await site(this));
    workspace = await Workspace.open(join(original.workspace.folder, "elsewhere"));
    await cp(original.folder, workspace.path("copy"), { recursive: true, verbatimSymlinks: true });
  });
  after(() => rm(workspace.folder, { recursive: true, force: true, maxRetries: 3 }));

  it("works at the place for which it was made, also when it is put back there", async () => {
    assert.ok((await relocation(original.folder)).works);
    await rename(original.folder, workspace.path("away"));
    try {
      assert.equal((await relocation(workspace.path("away"))).madeAt, original.folder);
    } finally {
      await rename(workspace.path("away"), original.folder);
    }
    const { works, stray, madeAt } = await relocation(original.folder);
    assert.deepEqual([works, stray, madeAt], [true, [], original.folder]);
  });

  it("that was copied says for which place it was made, and what leads there", async () => {
    const found = await relocation(workspace.path("copy"));
    assert.equal(found.madeAt, original.folder);
    assert.ok(found.starts && !found.works);
    const pip = process.platform === "win32" ? "pip.exe" : "pip";
    assert.ok(found.stray.includes("activate") && found.stray.includes(pip));
    assert.match(String(found), /was made for .* is in another place now[\s\S]*make it anew/);
  });

  it("that was copied activates the old one", async function () {
    if (process.platform === "win32") return this.skip();
    const activation = await activated(await Environment.read(workspace, "copy"), "sh");
    assert.equal(activation.change("VIRTUAL_ENV")?.inside, original.folder);
    assert.ok(!activation.leadsHere);
    assert.match(String(activation), /the environment was moved/);
  });

  it("that was copied works after a repair, and the one that it was copied from as before", async function () {
    if (process.platform === "win32") return this.skip(); // launchers cannot be written anew
    const found = await repairMoved(workspace.path("copy"));
    assert.ok(found.works, String(found));
    assert.equal(found.madeAt, workspace.path("copy"));
    const program = join("copy", programsFolder, "pip");
    const { stdout } = await run([program, "--version"], { cwd: workspace.folder, show: false });
    assert.ok(stdout.includes(workspace.path("copy")));
    assert.ok((await activated(await Environment.read(workspace, "copy"), "sh")).leadsHere);
    assert.ok(lstatSync(join(workspace.folder, program)).mode & 0o100);
    assert.ok(
      !(await readFile(join(workspace.path("copy"), "pyvenv.cfg"), "utf8")).includes(`${original.folder}\n`),
    );
    assert.ok((await relocation(original.folder)).works);
    assert.deepEqual(await repairMoved(workspace.path("copy")), found);
  });

  it("whose Python is gone says so", async () => {
    const interpreter = join(workspace.path("copy"), programsFolder);
    const name = process.platform === "win32" ? "python.exe" : "python";
    await rename(join(interpreter, name), join(interpreter, "away"));
    try {
      await assert.rejects(
        Environment.read(workspace, "copy"),
        (error) => error instanceof EnvironmentBroken,
      );
      assert.ok(!(await relocation(workspace.path("copy"))).starts);
    } finally {
      await rename(join(interpreter, "away"), join(interpreter, name));
    }
  });

  it("is removed with all that is in it; a second time does nothing", async () => {
    const copy = await Environment.read(workspace, "copy");
    assert.equal((await copy.remove()).wasThere, true);
    assert.ok(!existsSync(copy.folder));
    assert.equal((await copy.remove()).wasThere, false);
    await assert.rejects(copy.activated(), {
      name: "NotAnEnvironment",
      message: "There is no environment copy",
    });
    assert.deepEqual(await workspace.entries(), []);
    assert.ok(!existsSync(join(workspace.folder, ".removing-copy")));
  });

  it("that is gone is told so by whatever looks for it", async () => {
    const none = { name: "NotAnEnvironment", message: /^There is no environment / };
    await assert.rejects(Environment.read(workspace, "never-made"), {
      ...none,
      next: /lab\.venv\("never-made"\)/,
    });
    await assert.rejects(relocation(workspace.path("never-made")), none);
  });

  it("that the system holds is not removed, and stays whole", async function () {
    const folder = workspace.path("held");
    mkdirSync(folder);
    const disk = diskOn(folder, this);
    try {
      writeFileSync(join(folder, "pyvenv.cfg"), "home = /usr/bin\n");
      await assert.rejects(
        removeEnvironment(workspace, "held"),
        (error) => error instanceof EnvironmentInUse && /End the programs/.test(error.next ?? ""),
      );
      assert.ok(existsSync(join(folder, "pyvenv.cfg")));
    } finally {
      disk.remove();
    }
  });

  it("that an interrupted run left half made is removed with its mark", async () => {
    const half = workspace.making("half", async () => {
      mkdirSync(workspace.path("half"));
      throw new Error("interrupted");
    });
    await assert.rejects(half, /interrupted/);
    assert.equal((await removeEnvironment(workspace, "half")).wasThere, true);
    mkdirSync(workspace.path("half"));
    assert.ok(!workspace.isHalfMade("half"), "what comes next under that name is not taken for half made");
    await rm(workspace.path("half"), { recursive: true });
  });

  it("is not removed when it is something else", async () => {
    mkdirSync(workspace.path("mine"));
    writeFileSync(join(workspace.path("mine"), "notes.txt"), "mine");
    await assert.rejects(removeEnvironment(workspace, "mine"), (error) => error instanceof NotAnEnvironment);
    await assert.rejects(removeEnvironment(workspace, "../mine"), { name: "DjlabError" });
    await assert.rejects(relocation(workspace.path("mine")), (error) => error instanceof NotAnEnvironment);
    assert.ok(existsSync(join(workspace.path("mine"), "notes.txt")));
  });

  it("that a link leads to stays when the link is removed", async function () {
    if (process.platform === "win32") return this.skip();
    symlinkSync(original.folder, workspace.path("link"));
    await removeEnvironment(workspace, "link");
    assert.ok(!existsSync(workspace.path("link")));
    assert.ok((await relocation(original.folder)).works);
  });
});

describe("an environment in a folder with odd characters", function () {
  this.timeout(120_000);
  let course: string;
  let python: Python;
  before(async () => {
    course = mkdtempSync(join(tmpdir(), "djlab-odd-"));
    python = await findPython();
  });
  after(() => rm(course, { recursive: true, force: true, maxRetries: 3 }));

  const made = async (folder: string): Promise<Workspace> => {
    const workspace = await Workspace.open(join(course, folder));
    await printed(() => venv(workspace, python, "env"));
    return workspace;
  };

  it("is known to be where it was made, and is not damaged where it cannot be repaired", async () => {
    const workspace = await made("Ada's course (1)");
    const place = workspace.path("env");
    const found = await relocation(place);
    assert.ok(found.works, String(found));
    assert.equal(found.madeAt, place);
    await rename(place, workspace.path("moved"));
    const moved = await relocation(workspace.path("moved"));
    assert.ok(!moved.works && !moved.repairable);
    assert.doesNotMatch(moved.next ?? "", /repairMoved/);
    const activator = join(moved.folder, programsFolder, "activate");
    const before = await readFile(activator, "utf8");
    assert.ok(!(await repairMoved(moved.folder)).works);
    assert.equal(await readFile(activator, "utf8"), before);
  });

  it("is known and repaired where brackets are in the path", async function () {
    if (process.platform === "win32") return this.skip(); // launchers cannot be written anew
    const workspace = await made("course (1)");
    await rename(workspace.path("env"), workspace.path("moved"));
    assert.equal((await relocation(workspace.path("moved"))).madeAt, workspace.path("env"));
    assert.ok((await repairMoved(workspace.path("moved"))).works);
    assert.ok((await activated(await Environment.read(workspace, "moved"), "sh")).leadsHere);
  });

  it("is told from what its activator says, in whichever quotes", () => {
    for (const [word, path] of [
      ["/home/ada/env", "/home/ada/env"],
      [`'/home/ada'"'"'s (1)/env'`, "/home/ada's (1)/env"],
      [`'/home/ada'\\''s/env'`, "/home/ada's/env"],
      [`"/home/a \\$x (1)/env"`, "/home/a $x (1)/env"],
      [`"C:\\Users\\ada\\env"`, "C:\\Users\\ada\\env"],
    ] as const) {
      assert.equal(unquoted(word), path);
    }
  });
});

describe("a script whose environment was moved", () => {
  const name = fc.stringMatching(/^[a-z$.*+()[\]]{1,8}$/);

  it("leads to the new place, and to no other that begins like the old one", () => {
    fc.assert(
      fc.property(name, name, (old, next) => {
        const text = `#!/a/${old}/bin/python\nx = "/a/${old}"\ny = "/a/${old}2"\n`;
        assert.equal(
          moved(text, `/a/${old}`, `/b/${next}`),
          `#!/b/${next}/bin/python\nx = "/b/${next}"\ny = "/a/${old}2"\n`,
        );
      }),
    );
  });

  it("is started by a shell where the path to its Python has a space or is too long", () => {
    for (const place of ["/my env", `/${"long/".repeat(40)}env`]) {
      const [first, second] = moved("#!/old/bin/python\nimport x\n", "/old", place).split("\n");
      assert.equal(first, "#!/bin/sh");
      assert.equal(second, `'''exec' "${place}/bin/python" "$0" "$@"`);
    }
  });
});
