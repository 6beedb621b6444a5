/** One environment with Django for all tests that need one: made once a run, removed at its end. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, type Installed, type MadeEnvironment, venv, Workspace } from "../../../lib/index.js";
import { printed } from "../printed.js";

interface Site {
  environment: MadeEnvironment;
  django: Installed;
  /** What making it printed. */
  text: string;
}

let making: Promise<Site> | undefined;
let folder: string | undefined;

/** For a `before` hook, with time enough for a slow disk and a slow index. */
export function site(context: Mocha.Context): Promise<Site> {
  context.timeout(300_000);
  making ??= make();
  return making;
}

async function make(): Promise<Site> {
  folder = await mkdtemp(join(tmpdir(), "djlab site ä-"));
  const workspace = await Workspace.open(join(folder, "notebooks", "work", "chapter"));
  const { text, value } = await printed(async () => {
    const environment = await venv(workspace, await findPython(), "env");
    return { environment, django: await environment.pip.install("django") };
  });
  return { ...value, text };
}

after(async () => {
  if (folder) await rm(folder, { recursive: true, maxRetries: 3 });
});
