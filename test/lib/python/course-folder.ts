/** One folder like that of the course, with its `.djlab`, for all tests that fetch tools: each is fetched once a run. */
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workspace } from "../../../lib/index.js";

let folder: Promise<string> | undefined;

async function made(): Promise<string> {
  const course = await mkdtemp(join(tmpdir(), "djlab course ä-"));
  mkdirSync(join(course, ".djlab"));
  return course;
}

/** A chapter's workspace in it. */
export async function chapterWorkspace(name: string): Promise<Workspace> {
  folder ??= made();
  return Workspace.open(join(await folder, "work", name));
}

after(async () => {
  if (folder) await rm(await folder, { recursive: true, force: true, maxRetries: 3 });
});
