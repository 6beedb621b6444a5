/** The steps of a set-up: what each makes, from what, and how its stamp tells that this is done. */
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

/** The steps of a set-up; those of one chain follow each other, the two chains run side by side. */
export const chains = [
  [
    {
      name: "install the Node packages",
      stamp: at("node_modules/.djlab-stamp"),
      of: () => hash([at("package-lock.json")], process.platform, process.arch),
      megabytes: 450,
      // Their install scripts are not needed: esbuild and zeromq bring their binaries along.
      work: (exec) =>
        exec(
          ...npm("ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"),
        ),
    },
    {
      name: "build djlab",
      stamp: at("dist/.djlab-stamp"),
      of: () => hash(source),
      megabytes: 20,
      async work(exec) {
        fs.rmSync(at("dist"), { recursive: true, force: true });
        await exec(...npm("run", "--silent", "build"));
      },
    },
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

export function isDone(step) {
  try {
    return (!step.stands || step.stands()) && fs.readFileSync(step.stamp, "utf8") === step.of();
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
    throw error;
  }
}
