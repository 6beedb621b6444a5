import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as library from "../../lib/index.js";
import { printed } from "./printed.js";
import { asFunctionBody, publicExamples } from "./public-examples.js";

/** Examples of what only a notebook's own folder has are run there, by the chapters. */
const examples = publicExamples();

/** A comment that promises a value says the value; others explain, in words. */
async function shows(value: unknown, comment: string) {
  const found = String(await value);
  if (/^(the|an?|for) /.test(comment)) return;
  assert.equal(found, comment);
}

describe("every example of the public docs", function () {
  this.timeout(300_000);
  let folder: string;
  let here: Record<string, unknown>;
  let workspace: library.Workspace;
  let mysite: library.Project;
  let server: library.Server | undefined;
  const { DJLAB_WORK } = process.env;
  const cwd = process.cwd();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "djlab examples-"));
    process.env.DJLAB_WORK = folder;
    process.chdir(folder); // what an example makes goes with it
    const { value } = await printed(async () => {
      const lab = await library.chapter("04-first-project");
      const env = await lab.venv("env");
      await env.pip.install("django");
      const project = await library.startproject("mysite", env);
      await project.migrate();
      return { lab, env, mysite: project };
    });
    workspace = value.lab.workspace;
    mysite = value.mysite;
    here = { ...library, ...value, workspace, python: value.lab.python };
    await workspace.save("examples");
  });
  after(() => {
    if (DJLAB_WORK === undefined) delete process.env.DJLAB_WORK;
    else process.env.DJLAB_WORK = DJLAB_WORK;
    workspace.close();
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  });

  it("is found", () => assert.ok(examples.length > 10));

  // Those of a server come first: it is shared by all that only look at it.
  const ofServers = examples.filter(({ source }) => /\bserver\b/.test(source));
  for (const { name, file, source } of [
    ...ofServers,
    ...examples.filter((one) => !ofServers.includes(one)),
  ]) {
    it(`of ${name} runs (${file})`, async () => {
      if (/\bserver\b/.test(source)) server ??= (await printed(() => mysite.runserver())).value;
      const names = { ...here, server, shows };
      const run = new Function(...Object.keys(names), asFunctionBody(source));
      try {
        await printed(() => run(...Object.values(names)));
      } finally {
        if (/\b(workspace|env|lab|mysite|python)\b|server\.stop/.test(source)) {
          const ended = server;
          server = undefined;
          if (ended) await printed(() => ended.stop());
          await workspace.restore("examples");
        }
      }
    });
  }
});
