/** The steps of a set-up: what each makes, from what, and what tells that this is done. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { at, root, venvPython, windows } from "./places.mjs";
import { findPython } from "./python.mjs";

/** A fingerprint of files, of folders with all in them, and of further facts. */
function hash(paths, ...facts) {
  const sum = createHash("sha256").update(facts.join("\0"));
  const add = (path) => {
    if (fs.statSync(path).isDirectory()) {
      if (/(__pycache__|test[\\/]fixtures)$/.test(path)) return;
      for (const name of fs.readdirSync(path).sort()) add(join(path, name));
    } else sum.update(path.slice(root.length)).update(fs.readFileSync(path));
  };
  paths.forEach(add);
  return sum.digest("hex");
}

const source = ["kernel", "lib", "scripts", "test", "tsconfig.json", "package-lock.json"].map((name) =>
  at(name),
);

/** By `npm start`, `npm test` and `npm run build`. */
export const build = {
  name: "build djlab",
  stamp: at("dist/.djlab-stamp"),
  of: () => hash(source),
  megabytes: 20,
  async work(exec) {
    fs.rmSync(at("dist"), { recursive: true, force: true });
    await exec(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", root]);
    await exec(process.execPath, [at("dist/scripts/bundle.js")]);
  },
};

/** The steps of a set-up; those of one chain follow each other, the two chains run side by side. */
export const chains = [
  [
    {
      name: "install the Node packages",
      stands: packagesInstalled,
      megabytes: 450,
      // Their install scripts are not needed: esbuild and zeromq bring their binaries along.
      work: (exec) =>
        exec(
          ...npm("ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"),
        ),
    },
    build,
  ],
  [
    {
      name: "make .venv with JupyterLab",
      stamp: at(".venv/.djlab-stamp"),
      of: () => hash([at("scripts/jupyter/requirements.txt")], root),
      // A Python that was upgraded or removed leaves an environment that points nowhere.
      stands: () => fs.existsSync(venvPython) && fs.existsSync(homeOf(at(".venv/pyvenv.cfg"))),
      megabytes: 300,
      async work(exec) {
        const python = findPython();
        fs.rmSync(at(".venv"), { recursive: true, force: true });
        await exec(python.command, [...python.args, "-m", "venv", at(".venv")]);
        const pip = ["-m", "pip", "install", "--no-deps", "--no-input", "--disable-pip-version-check"];
        await exec(venvPython, [...pip, "-r", at("scripts/jupyter/requirements.txt")]);
      },
    },
  ],
];
export const last = {
  name: "install the kernel into .venv",
  stamp: at(".venv/.djlab-kernel-stamp"),
  of: () => hash([at("kernel/kernelspec.ts"), at("kernel/logo.svg")], root, process.execPath),
  stands: () => fs.existsSync(at(".venv/share/jupyter/kernels/djlab/kernel.json")),
  megabytes: 1,
  async work() {
    const { installKernelspec } = await import(pathToFileURL(at("dist/kernel/kernelspec.js")).href);
    await installKernelspec({ prefix: at(".venv") });
  },
};

function homeOf(cfg) {
  const home = /^home *= *(.+)$/m.exec(fs.readFileSync(cfg, "utf8"));
  return home ? home[1].trim() : "";
}

function npm(...args) {
  if (process.env.npm_execpath) return [process.execPath, [process.env.npm_execpath, ...args]];
  return windows ? ["cmd", ["/d", "/s", "/c", "npm", ...args]] : ["npm", args];
}

/** Whether all that the lock file asks for here is in npm's own list of what it has installed, which it writes last. */
function packagesInstalled() {
  const [wanted, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map(
    (file) => JSON.parse(fs.readFileSync(at(file), "utf8")).packages,
  );
  return Object.entries(wanted).every(([place, part]) => {
    const there = installed[place];
    return (
      !isNeeded(part) ||
      place === "" ||
      (there &&
        there.version === part.version &&
        there.integrity === part.integrity &&
        fs.existsSync(at(place)))
    );
  });
}

/** Some packages are only for other platforms, and some npm leaves out when it is configured to. */
function isNeeded({ peer, optional, libc, os, cpu }) {
  const elsewhere =
    libc ||
    !(os || [process.platform]).includes(process.platform) ||
    !(cpu || [process.arch]).includes(process.arch);
  return !peer && !(optional && elsewhere);
}

export function isDone(step) {
  try {
    return (
      (!step.stands || step.stands()) && (!step.stamp || fs.readFileSync(step.stamp, "utf8") === step.of())
    );
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Does a step, whose programs `exec` runs, and stamps it with what was there when it began. */
export async function make(step, exec) {
  const stamp = step.stamp && step.of();
  await step.work(exec);
  if (step.stamp) fs.writeFileSync(step.stamp, stamp);
}
