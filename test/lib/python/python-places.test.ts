import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Machine, originOf, pythonsAt, toolPlaces } from "../../../lib/python/python-places.js";
import { distinctWays, inLauncherList } from "../../../lib/python/python-ways.js";

describe("the places where tools keep Pythons", () => {
  let home: string;
  const machine = (platform: NodeJS.Platform, variables = {}): Machine => ({ platform, home, variables });
  const found = (which: Machine) => toolPlaces(which).flatMap(pythonsAt);
  const program = (...path: string[]) => {
    const file = join(home, ...path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
    chmodSync(file, 0o755);
    return file;
  };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "djlab-places-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("are pyenv's versions, in the order of their numbers", () => {
    const files = ["3.9.18", "3.10.13", "3.12.1"].map((name) =>
      program(".pyenv", "versions", name, "bin", "python"),
    );
    assert.deepEqual(found(machine("linux")), files);
  });

  it("are where pyenv and uv are told to keep them", () => {
    const one = program("elsewhere", "versions", "3.12.1", "bin", "python");
    const other = program("mine", "cpython-3.13.1-linux-x86_64-gnu", "bin", "python");
    program(".pyenv", "versions", "3.11.7", "bin", "python");
    const variables = { PYENV_ROOT: join(home, "elsewhere"), UV_PYTHON_INSTALL_DIR: join(home, "mine") };
    assert.deepEqual(found(machine("linux", variables)), [one, other]);
  });

  it("are uv's usual ones on each platform, but not its unfinished downloads", () => {
    const onLinux = program(".local", "share", "uv", "python", "cpython-3.13.1", "bin", "python");
    const onWindows = program("Roaming", "uv", "python", "cpython-3.13.1", "python.exe");
    program(".local", "share", "uv", "python", ".temp", "bin", "python");
    assert.deepEqual(found(machine("linux")), [onLinux]);
    assert.deepEqual(found(machine("win32", { APPDATA: join(home, "Roaming") })), [onWindows]);
    const data = program("data", "uv", "python", "cpython-3.12.0", "bin", "python");
    assert.deepEqual(found(machine("linux", { XDG_DATA_HOME: join(home, "data") })), [data]);
  });

  it("are conda's: the active one, those it has noted down, the usual ones; each once", () => {
    const files = ["active", "noted", "miniconda3"].map((name) => program(name, "bin", "python"));
    mkdirSync(join(home, ".conda"));
    writeFileSync(
      join(home, ".conda", "environments.txt"),
      `${join(home, "noted")}\n${join(home, "active")}\n`,
    );
    const [active, noted, usual] = files;
    assert.deepEqual(found(machine("linux", { CONDA_PREFIX: join(home, "active") })), [active, noted, usual]);
  });

  it("on macOS are python.org's too", () => {
    const framework = ["Library", "Frameworks", "Python.framework", "Versions"];
    const file = program(...framework, "3.13", "bin", "python3");
    assert.ok(found(machine("darwin")).includes(file));
    assert.ok(!found(machine("linux")).includes(file));
  });

  it("tell where a Python came from", () => {
    const linux = machine("linux");
    assert.equal(originOf(join(home, ".pyenv", "versions", "3.12.1", "bin", "python3.12"), linux), "pyenv");
    assert.equal(originOf("/usr/bin/python3.11", linux), "system");
    assert.equal(
      originOf("/opt/homebrew/Cellar/python@3.13/3.13.1/bin/python3.13", machine("darwin")),
      "Homebrew",
    );
    assert.equal(
      originOf("C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python313\\python.exe", machine("win32")),
      "python.org",
    );
    assert.equal(
      originOf("C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe", machine("win32")),
      "Microsoft Store",
    );
    assert.equal(originOf("/srv/python/bin/python3", linux), "PATH");
  });

  it("that are links to one Python count once; a virtual environment is another one", () => {
    const real = program("real", "bin", "python3.12");
    symlinkSync(real, join(home, "real", "bin", "python3"));
    mkdirSync(join(home, "env", "bin"), { recursive: true });
    writeFileSync(join(home, "env", "pyvenv.cfg"), "");
    symlinkSync(real, join(home, "env", "bin", "python"));
    const files = [real, join(home, "real", "bin", "python3"), join(home, "env", "bin", "python")];
    const ways = files.map((file) => ({ command: [file], file }) as const);
    assert.deepEqual(
      distinctWays(ways).map(({ file }) => file),
      [files[0], files[2]],
    );
  });

  it("that are links to a tool's one program for all names are kept apart", () => {
    const tool = program("tool", "shims");
    for (const name of ["python3", "python3.12"]) symlinkSync(tool, join(home, name));
    const ways = ["python3", "python3.12"].map(
      (name) => ({ command: [name], file: join(home, name) }) as const,
    );
    assert.equal(distinctWays(ways).length, 2);
  });
});

describe("the list of Windows' launcher", () => {
  it("gives each version with its file", () => {
    const list = ` -V:3.13 *        C:\\Python313\\python.exe\r\n -V:3.12          C:\\My Pythons\\3.12\\python.exe\r\n -3.9-64          C:\\old\\python.exe\r\n`;
    assert.deepEqual(inLauncherList(list), [
      { command: ["py", "-3.13"], file: "C:\\Python313\\python.exe" },
      { command: ["py", "-3.12"], file: "C:\\My Pythons\\3.12\\python.exe" },
      { command: ["py", "-3.9"], file: "C:\\old\\python.exe" },
    ]);
  });
});
