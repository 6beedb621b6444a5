import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WrongUse } from "../../../scripts/errors.js";
import { namedNotebooks } from "../../../scripts/notebook/named.js";

describe("the notebooks that a command is asked for", () => {
  let root: string;
  let here: string;
  const before = process.cwd();
  const chapter = (name: string) => join(root, "notebooks", name);
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "djlab-named-")));
    here = join(root, "here");
    for (const folder of ["notebooks", "here/04-a", "here/mine"])
      mkdirSync(join(root, folder), { recursive: true });
    const files = [
      "notebooks/04-a.ipynb",
      "notebooks/05-b.ipynb",
      "here/mine/c.ipynb",
      "here/mine/05-b.ipynb",
    ];
    for (const file of files) writeFileSync(join(root, file), "{}");
    process.chdir(here);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(root, { recursive: true });
  });
  const refusal = async (...named: string[]) => {
    const error = await namedNotebooks(root, named).catch((refused) => refused);
    assert.ok(error instanceof WrongUse, `not refused: ${named}`);
    return [error.message, error.next];
  };

  it("are chapters, named with or without the ending, also beside a folder of that name", async () => {
    assert.deepEqual(await namedNotebooks(root, ["05-b.ipynb", "04-a"]), [
      chapter("05-b.ipynb"),
      chapter("04-a.ipynb"),
    ]);
  });

  it("are files of the working directory before chapters, each once", async () => {
    writeFileSync(join(here, "04-a.ipynb"), "{}");
    const named = ["04-a", "04-a.ipynb", "mine/c", "./mine/c.ipynb"];
    assert.deepEqual(await namedNotebooks(root, named), [
      join(here, "04-a.ipynb"),
      join(here, "mine/c.ipynb"),
    ]);
  });

  it("are named with the chapters that there are when one is not there", async () => {
    const next = "Name a notebook's file, or a chapter: 04-a, 05-b";
    assert.deepEqual(await refusal("06-c"), [
      `there is no notebook ${join(here, "06-c")}, and no ${chapter("06-c")}`,
      next,
    ]);
    assert.deepEqual(await refusal("mine/04-a"), [`there is no notebook ${join(here, "mine/04-a")}`, next]);
  });

  it("are not folders: one in it is named", async () => {
    assert.deepEqual(await refusal("mine"), [
      `${join(here, "mine")} is a folder, not a notebook`,
      `Name a notebook in it: ${join("mine", "05-b.ipynb")}`,
    ]);
    assert.match((await refusal("."))[1] ?? "", /chapter: 04-a, 05-b$/);
  });

  it("are not two of one name, since each result is named after its notebook", async () => {
    assert.match((await refusal("05-b", "mine/05-b"))[0] ?? "", /have the same name$/);
  });
});
