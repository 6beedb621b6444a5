import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../scripts/places.js";

interface SetupError extends Error {
  next: string;
}
const load = (file: string) => import(pathToFileURL(join(packageRoot, "scripts", file)).href);
const { nodeTooOld } = (await load("bootstrap.mjs")) as {
  nodeTooOld(version: string): SetupError | undefined;
};
const { diagnose } = (await load("setup/failures.mjs")) as {
  diagnose(step: string, output: string): SetupError;
};
const { findPython, pythonRemedy } = (await load("setup/python.mjs")) as {
  findPython(env: NodeJS.ProcessEnv): { command: string; version: string };
  pythonRemedy(platform: string, has: (name: string) => boolean, version?: string): string;
};

describe("the set-up's demands", () => {
  it("take a Node that can require() ES modules, and tell another how to get one", () => {
    for (const version of ["20.19.0", "20.20.2", "22.12.0", "23.0.0", "26.1.0"])
      assert.equal(nodeTooOld(version), undefined);
    for (const version of ["14.21.3", "18.20.8", "20.9.0", "20.18.3", "21.7.3", "22.11.0"]) {
      const error = nodeTooOld(version);
      assert.match(
        error?.message ?? "",
        /^djlab needs Node 22\.12 or later, or 20\.19 .*; this is Node [\d.]+$/,
      );
      assert.match(error?.next ?? "", /install/);
    }
  });

  it("name the command that gets Python on each platform, with Debian's own package for venv", () => {
    const debian = (name: string) => name === "apt-get";
    assert.equal(pythonRemedy("linux", debian, "3.11"), "sudo apt install python3 python3.11-venv");
    assert.equal(pythonRemedy("linux", debian), "sudo apt install python3 python3-venv");
    assert.equal(
      pythonRemedy("linux", (name) => name === "dnf"),
      "sudo dnf install python3",
    );
    assert.match(
      pythonRemedy("darwin", () => false),
      /^brew /,
    );
    assert.match(
      pythonRemedy("win32", () => false),
      /^winget /,
    );
  });

  it("turn what a failed step printed into its cause and what mends it", () => {
    const cases: [output: string, message: RegExp, next: RegExp][] = [
      ["npm error code ENOSPC", /the disk is full/, /free a gigabyte/],
      ["OSError: [Errno 28] No space left on device", /the disk is full/, /free a gigabyte/],
      ["npm error code EACCES", /may not be written/, /chown|close/],
      ["npm error code ENOTFOUND", /did not answer/, /HTTPS_PROXY/],
      ["NewConnectionError(...): Temporary failure in name resolution", /did not answer/, /HTTPS_PROXY/],
      ["SSLError(SSLCertVerificationError", /certificate/, /PIP_CERT/],
    ];
    for (const [output, message, next] of cases) {
      const error = diagnose("make it", output);
      assert.match(error.message, /^make it failed: /);
      assert.match(error.message, message);
      assert.match(error.next, next);
    }
    assert.match(
      diagnose("build", "fine\na.ts(1,2): error TS1: no\nfine").message,
      /^build failed:\na\.ts.*no$/,
    );
    assert.match(diagnose("build", "first\nlast words").message, /last words/);
  });
});

(process.platform === "win32" ? describe.skip : describe)("the Python of the set-up", () => {
  let bin: string;
  beforeEach(async () => {
    bin = await mkdtemp(join(tmpdir(), "djlab-path-"));
  });
  afterEach(() => rm(bin, { recursive: true }));

  const program = async (name: string, script: string) => {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  };

  it("is the first that is new enough and complete, past those that are not", async () => {
    await program("python3", "printf '3.8|/old/python3|'");
    await program("python", "exit 127");
    const real = findPython(process.env);
    await program("python3.12", `exec ${JSON.stringify(await pathOf(real.command))} "$@"`);
    assert.equal(findPython({ PATH: bin }).command, "python3.12");
  });

  it("is missed with what was found instead, and why each is of no use", async () => {
    assert.throws(() => findPython({ PATH: bin }), /needs Python 3\.10 or later .*: none was found/);
    await program("python3", "printf '3.9|/old/python3|'");
    await program("python3.11", "printf '3.11|/usr/bin/python3.11|ensurepip'");
    assert.throws(
      () => findPython({ PATH: bin }),
      /\/old\/python3 is Python 3\.9; \/usr\/bin\/python3\.11 is Python 3\.11, without its module ensurepip/,
    );
  });

  it("is the one that DJLAB_PYTHON names, or none", async () => {
    await symlink(await pathOf(findPython(process.env).command), join(bin, "mine"));
    assert.equal(findPython({ PATH: "", DJLAB_PYTHON: join(bin, "mine") }).command, join(bin, "mine"));
    assert.throws(
      () => findPython({ ...process.env, DJLAB_PYTHON: join(bin, "none") }),
      /DJLAB_PYTHON is .*none/,
    );
  });
});

/** The interpreter itself behind a name on PATH, so that it starts without that PATH. */
async function pathOf(command: string): Promise<string> {
  const { execFileSync } = await import("node:child_process");
  return execFileSync(command, ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
}
