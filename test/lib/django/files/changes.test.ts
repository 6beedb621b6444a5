import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ProjectChanges } from "../../../../lib/django/files/changes.js";
import { snapshot } from "../../../../lib/django/files/snapshot.js";
import { ProjectTree } from "../../../../lib/django/files/tree.js";
import { jupyterDisplay } from "../../../../lib/index.js";

describe("the changes of a folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-changes-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const changed = async (act: () => void) => {
    const before = await snapshot(folder);
    act();
    return new ProjectChanges("mysite", before, await snapshot(folder));
  };

  it("are told file by file, as git would", async () => {
    put("a.py", "one\ntwo\n");
    put("b.py", "gone\n");
    const changes = await changed(() => {
      put("a.py", "one\n2\n");
      rmSync(join(folder, "b.py"));
      put("polls/new.py", "x = 1");
    });
    assert.equal(
      String(changes),
      [
        "3 files of mysite changed since the last look",
        "new folder polls/",
        "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one\n-two\n+2",
        "--- /dev/null\n+++ b/polls/new.py\n@@ -0,0 +1,1 @@\n+x = 1\n\\ No newline at end of file",
        "--- a/b.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-gone",
      ].join("\n"),
    );
    assert.equal(changes.of("a.py")?.summary, "changed: 1 line added, 1 removed");
    assert.equal(changes.of("manage.py"), undefined);
  });

  it("of many files in a folder that came or went are told in one line", async () => {
    const all = () => {
      for (let index = 0; index < 21; index++) put(`static/admin/${index}.css`, "p {}\n");
    };
    put("few/a.css", "");
    const came = await changed(all);
    assert.equal(
      String(came),
      "21 files of mysite changed since the last look\nnew folder static/ with 21 files",
    );
    assert.equal(came.files.length, 21);
    assert.doesNotMatch(String(came[jupyterDisplay]()["text/html"]), /0\.css/);
    const went = await changed(() => rmSync(join(folder, "static"), { recursive: true }));
    assert.match(String(went), /\nfolder static\/ with 21 files is gone$/);
  });

  it("count for a link to a file, and for no other link", async function () {
    if (process.platform === "win32") return this.skip();
    put("real.py", "x = 1\n");
    symlinkSync("real.py", join(folder, "link.py"));
    symlinkSync(".", join(folder, "circle"));
    symlinkSync("nowhere", join(folder, "dead"));
    const changes = await changed(() => put("real.py", "x = 2\n"));
    assert.deepEqual(
      changes.files.map(({ path }) => path),
      ["link.py", "real.py"],
    );
  });

  it("are marked in words as well, with a head for each column", async () => {
    put("a.html", "<b>\n");
    const changes = await changed(() => put("a.html", "  <i>\n"));
    const html = String(changes[jupyterDisplay]()["text/html"]);
    assert.match(html, /<td>1<\/td><td><\/td><td>− removed<\/td><td><del><code>&lt;b&gt;<\/code><\/del>/);
    assert.match(html, /<td><\/td><td>1<\/td><td>\+ added<\/td><td><ins><code> {2}&lt;i&gt;<\/code><\/ins>/);
    assert.equal(html.match(/<th scope="col">/g)?.length, 4);
  });

  it("are folded up when they are long", async () => {
    put("a.py", "");
    const short = await changed(() => put("a.py", "x\n".repeat(40)));
    assert.match(String(short[jupyterDisplay]()["text/html"]), /<details open>/);
    const long = await changed(() => put("a.py", "y\n".repeat(41)));
    assert.match(String(long[jupyterDisplay]()["text/html"]), /<details>/);
  });

  it("of what is no text, or long, are said", async () => {
    const changes = await changed(() => {
      put("db.sqlite3", Buffer.from([83, 0, 255]));
      put("logo.png", Buffer.from([137, 80, 0]));
      put("latin.txt", Buffer.from([0xe4, 0x20]));
      put("long.css", "a".repeat(20_001));
    });
    const notes = Object.fromEntries(changes.files.map(({ path, note }) => [path, note]));
    assert.deepEqual(notes, {
      "db.sqlite3": "the database, 3 bytes",
      "latin.txt": "no text, 2 bytes",
      "logo.png": "no text, 3 bytes",
      "long.css": "long, 20,001 bytes",
    });
  });

  it("are none when nothing changed", async () => {
    put("a.py", "x\n");
    const changes = await changed(() => put("a.py", "x\n"));
    assert.equal(String(changes), "Nothing in mysite changed since the last look");
    assert.deepEqual(changes.files, []);
  });

  it("do not come from environments, git, packages and compiled files", async () => {
    const changes = await changed(() => {
      put("env/pyvenv.cfg", "home = /usr\n");
      for (const path of ["env/lib/x.py", ".git/HEAD", "node_modules/a/b.js", "__pycache__/a.pyc"])
        put(path, "x");
    });
    assert.deepEqual(changes.newFolders, [".git/", "env/", "node_modules/"]);
    assert.deepEqual(
      changes.files.map(({ path }) => path),
      ["env/pyvenv.cfg"],
    );
    const tree = String(new ProjectTree("mysite", await snapshot(folder)));
    assert.match(tree, /env\/ +a virtual environment; its other files are not listed/);
  });
});
