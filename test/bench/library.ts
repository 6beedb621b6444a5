/**
 * `npm run bench:library`: what the library's helpers cost beside the same command by hand, in turns. Nothing is
 * asserted: timings are this machine's.
 *
 * usage: node dist/test/bench/library.js [RUNS]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, probe, run, type Server, startproject, venv, Workspace } from "../../lib/index.js";
import { printed } from "../lib/printed.js";
import { type Row, Table } from "./table.js";

const runs = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "djlab-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const workspace = await Workspace.open(join(folder, "work"));
const python = await findPython();
const { value: mysite } = await printed(async () => {
  const env = await venv(workspace, python, "env");
  await env.pip.install("django");
  return startproject("mysite", env);
});
const { environment } = mysite;
const program = environment.program("python", mysite.folder);
const byHand = (...words: string[]) => {
  const { status, stderr } = spawnSync(program, words, { cwd: mysite.folder });
  if (status !== 0) throw new Error(String(stderr));
};
/** Started for the last work only: before, each edit would make it start itself again. */
let server: Server | undefined;
const serving = async () => {
  server ??= (await printed(() => mysite.runserver())).value;
  return server;
};

interface Work extends Row {
  djlab: () => Promise<unknown>;
  hand: () => unknown;
}

const here = { cwd: mysite.folder, show: false };
const all: Work[] = [
  {
    id: "run",
    title: "python -c pass",
    unit: "ms",
    djlab: () => run([program, "-c", "pass"], here),
    hand: () => byHand("-c", "pass"),
  },
  {
    id: "check",
    title: "manage.py check",
    unit: "ms",
    djlab: () => mysite.check(),
    hand: () => byHand("manage.py", "check"),
  },
  {
    id: "facts",
    title: "facts() beside manage.py check",
    unit: "ms",
    djlab: () => mysite.facts(),
    hand: () => byHand("manage.py", "check"),
  },
  {
    id: "probe",
    title: "settings, urls, apps, models in one probe beside manage.py check",
    unit: "ms",
    djlab: () => probe(mysite, ["settings", "urls", "apps", "models"]),
    hand: () => byHand("manage.py", "check"),
  },
  {
    id: "trace",
    title: "a request traced beside manage.py check",
    unit: "ms",
    djlab: () => mysite.trace("/admin/login/"),
    hand: () => byHand("manage.py", "check"),
  },
  {
    id: "packages",
    title: "pip.packages() beside python -m pip list",
    unit: "ms",
    djlab: () => environment.pip.packages(),
    hand: () => byHand("-m", "pip", "list"),
  },
  {
    id: "edit",
    title: "an edit beside python -c pass",
    unit: "ms",
    djlab: () => mysite.edits.set("EMAIL_SUBJECT_PREFIX", `[${Math.round(performance.now())}] `),
    hand: () => byHand("-c", "pass"),
  },
  {
    id: "get",
    title: "server.get('/') beside Node's own request",
    unit: "ms",
    djlab: async () => (await serving()).get("/"),
    hand: async () => {
      const { url } = await serving();
      await new Promise((resolve, reject) => {
        request(url, (answer) => answer.resume().on("end", resolve))
          .on("error", reject)
          .end();
      });
    },
  },
];

const table = new Table(all, ["djlab", "by hand"]);
const timed = async (work: () => unknown) => {
  const began = performance.now();
  await printed(async () => work());
  return performance.now() - began;
};
for (const { id, djlab, hand } of all) {
  process.stderr.write(`bench: ${id}\n`);
  for (let time = -1; time < runs; time += 1) {
    const ours = await timed(djlab);
    const theirs = await timed(hand);
    if (time < 0) continue; // the first warms the disk
    table.add(id, "djlab", ours);
    table.add(id, "by hand", theirs);
  }
}
await printed(() => server?.stop());
process.stdout.write(table.markdown("by hand"));
process.exit(0);
