import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templatesSeen } from "../../../../lib/django/serve/reload.js";

describe("the wait for an edited template", () => {
  let folder: string;
  let template: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "djlab-"));
    template = join(folder, "polls", "templates", "polls", "index.html");
    await mkdir(join(folder, "polls"));
  });

  after(() => rm(folder, { recursive: true }));

  it("is over at once where there is none, and for what is no template", async () => {
    await writeFile(join(folder, "polls", "notes.html"), "");
    const began = Date.now();
    await templatesSeen(folder);
    assert.ok(Date.now() - began < 1400);
  });

  it("lasts until the reloader has had its second", async () => {
    await mkdir(join(template, ".."), { recursive: true });
    await writeFile(template, "<ul></ul>");
    await templatesSeen(folder);
    assert.ok(Date.now() - (await stat(template)).mtimeMs > 1000);
  });

  it("is over at once for an edit of long ago", async () => {
    for (const path of [template, join(template, "..")]) await utimes(path, new Date(0), new Date(0));
    const began = Date.now();
    await templatesSeen(folder);
    assert.ok(Date.now() - began < 1400);
  });
});
