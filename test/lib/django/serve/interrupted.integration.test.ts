import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { MadeEnvironment, Project } from "../../../../lib/index.js";
import { portIsFree } from "../../../../lib/index.js";
import { isAlive } from "../../../../lib/tools/group.js";
import { site } from "../site.js";
import { projectWithPages } from "./project-with-pages.js";

/** A program of a reader's that serves a project until somebody ends it. */
const program = `
const { Environment, Workspace, Server } = await import(process.argv[1] + "/index.js")
  .then(async (djlab) => ({ ...djlab, ...(await import(process.argv[1] + "/django/serve/server.js")) }));
const workspace = await Workspace.open(process.argv[2]);
const environment = await Environment.read(workspace, "env");
const server = await Server.start({ name: "left", folder: workspace.path("left"), environment });
console.error("SERVES " + server.leader + " " + server.port);
setInterval(() => undefined, 1000);
`;

describe("a program that serves a project, and is ended by Ctrl+C", function () {
  this.timeout(120_000);
  let environment: MadeEnvironment;
  let project: Project;
  before(async function () {
    if (process.platform === "win32") this.skip();
    ({ environment } = await site(this));
    project = await projectWithPages("left", environment);
    environment.workspace.close(); // the program below works in it
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("leaves no process, and its port is free", async () => {
    const library = new URL("../../../../lib", import.meta.url).href;
    environment.workspace.close(); // for the program below
    const argv = ["--input-type=module", "-e", program, library, environment.workspace.folder];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    for await (const piece of child.stderr) {
      said += piece;
      if (/^SERVES \d+ \d+$/m.test(said)) break;
    }
    const [, leader, port] = /^SERVES (\d+) (\d+)$/m.exec(said) ?? assert.fail(said);
    assert.equal(isAlive(Number(leader)), true);
    child.kill("SIGINT");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    while (isAlive(Number(leader))) await new Promise(setImmediate);
    assert.equal(await portIsFree(Number(port)), true);
  });
});
