/** Which Python makes the private environment. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SetupError } from "./failures.mjs";
import { windows } from "./places.mjs";

/** What to type to get a Python with venv on this platform. `version` is that of a Python that only lacks venv. */
export function pythonRemedy(platform, has, version) {
  if (platform === "win32") return "winget install Python.Python.3.13";
  if (platform === "darwin") return "brew install python";
  if (has("apt-get")) return `sudo apt install python3 ${version ? `python${version}-venv` : "python3-venv"}`;
  if (has("dnf")) return "sudo dnf install python3";
  if (has("pacman")) return "sudo pacman -S python";
  if (has("apk")) return "sudo apk add python3";
  return "get Python 3.10 or later from https://www.python.org/downloads";
}

const onPath = (name) => (process.env.PATH || "").split(delimiter).some((dir) => existsSync(join(dir, name)));

/** The first Python ≥ 3.10 that can make environments, as a command and its first arguments. */
export function findPython(env = process.env) {
  const wished = env.DJLAB_PYTHON;
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
  const candidates = wished
    ? [[wished]]
    : [...names.map((name) => [name]), ...(windows ? [["py", "-3"]] : [])];
  const probe = [
    "import sys",
    "v = '%d.%d' % sys.version_info[:2]",
    "try:",
    "  import ensurepip, venv; lacks = ''",
    "except ImportError as e: lacks = e.name or 'venv'",
    "sys.stdout.write('|'.join([v, sys.executable, lacks]))",
  ].join("\n");
  const found = [];
  for (const [command, ...args] of candidates) {
    const { status, stdout } = spawnSync(command, [...args, "-c", probe], {
      env,
      encoding: "utf8",
      timeout: 20000,
    });
    if (status !== 0) {
      if (wished)
        throw new SetupError(`DJLAB_PYTHON is ${wished}, which is no Python that runs`, "unset DJLAB_PYTHON");
      continue;
    }
    const [version, executable, lacks] = stdout.split("|");
    const [major, minor] = version.split(".").map(Number);
    const old = major < 3 || (major === 3 && minor < 10);
    if (!old && !lacks) return { command, args, version };
    found.push({
      version,
      old,
      text: `${executable} is Python ${version}${old ? "" : `, without its module ${lacks}`}`,
    });
  }
  const lacking = found.find((python) => !python.old);
  const seen = [...new Set(found.map(({ text }) => text))].join("; ") || "none was found";
  throw new SetupError(
    `djlab needs Python 3.10 or later with venv and ensurepip: ${seen}`,
    `${pythonRemedy(process.platform, onPath, lacking?.version)}\n(or set DJLAB_PYTHON to the Python to use)`,
  );
}
