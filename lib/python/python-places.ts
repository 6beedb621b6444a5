/** Where tools keep the Pythons that they bring, whether these are on PATH or not. */
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, sep } from "node:path";

/** Who brought a Python; `PATH` where only the terminal knows. */
export type Origin =
  | "PATH"
  | "system"
  | "pyenv"
  | "uv"
  | "conda"
  | "Homebrew"
  | "python.org"
  | "Microsoft Store";

/** What decides where Pythons lie. */
export interface Machine {
  platform: NodeJS.Platform;
  home: string;
  variables: Readonly<Record<string, string | undefined>>;
}

export function thisMachine(): Machine {
  return { platform: process.platform, home: homedir(), variables: process.env };
}

/** A folder of a tool's, and the path of a Python below it: names, or patterns of names. */
export interface Place {
  origin: Origin;
  root: string;
  inside: readonly (string | RegExp)[];
}

const any = /^[^.]/;
const numbered = /^python3\.\d+$/;

/**
 * The places that the tools document, in the order in which they are looked at.
 *
 * @source https://github.com/pyenv/pyenv#environment-variables; https://docs.astral.sh/uv/reference/storage/
 */
export function toolPlaces(machine: Machine): Place[] {
  const { platform, home } = machine;
  const inside = platform === "win32" ? ["python.exe"] : ["bin", "python"];
  const places: Place[] = [
    { origin: "pyenv", root: join(pyenvRoot(machine), "versions"), inside: [any, ...inside] },
    { origin: "uv", root: uvFolder(machine), inside: [any, ...inside] },
    ...condaRoots(machine).map((root): Place => ({ origin: "conda", root, inside })),
  ];
  if (platform !== "darwin") return places;
  const framework = "/Library/Frameworks/Python.framework/Versions";
  return [
    ...places,
    { origin: "Homebrew", root: "/opt/homebrew/bin", inside: [numbered] },
    { origin: "Homebrew", root: "/usr/local/opt", inside: [/^python@3/, "bin", numbered] },
    { origin: "python.org", root: framework, inside: [/^3/, "bin", "python3"] },
    { origin: "python.org", root: join(home, framework), inside: [/^3/, "bin", "python3"] },
  ];
}

/** pyenv's own folder; its shims, which stand for one of its Pythons at a time, are in `shims`. */
export function pyenvRoot({ platform, home, variables }: Machine): string {
  return variables.PYENV_ROOT ?? join(home, ".pyenv", ...(platform === "win32" ? ["pyenv-win"] : []));
}

function uvFolder({ platform, home, variables }: Machine): string {
  if (variables.UV_PYTHON_INSTALL_DIR) return variables.UV_PYTHON_INSTALL_DIR;
  const data =
    platform === "win32"
      ? (variables.APPDATA ?? join(home, "AppData", "Roaming"))
      : (variables.XDG_DATA_HOME ?? join(home, ".local", "share"));
  return join(data, "uv", "python");
}

/** The active one, those that conda has noted down, and where its installers put it. */
function condaRoots({ home, variables }: Machine): string[] {
  const noted = join(home, ".conda", "environments.txt");
  const lines = existsSync(noted) ? readFileSync(noted, "utf8").split(/\r?\n/).filter(Boolean) : [];
  const usual = ["miniconda3", "anaconda3", "miniforge3"].map((name) => join(home, name));
  return [...new Set([variables.CONDA_PREFIX ?? "", ...lines, ...usual])].filter(Boolean);
}

/** The Pythons that are at a place now; those of lower versions first. */
export function pythonsAt({ root, inside }: Place): string[] {
  const below = (folders: string[], part: string | RegExp) =>
    folders.flatMap((folder) =>
      typeof part === "string"
        ? [join(folder, part)]
        : namesIn(folder)
            .filter((name) => part.test(name))
            .map((name) => join(folder, name)),
    );
  return inside.reduce(below, [root]).filter(isProgram);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch {
    return []; // the tool is not here, or it is a file
  }
}

/** Whether there is a file that may be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // not there, or not ours to run: not a candidate
  }
}

/**
 * Who brought the Python that a file is.
 *
 * @param file absolute, links followed
 */
export function originOf(file: string, machine: Machine): Origin {
  const place = toolPlaces(machine).find(({ root }) => file.startsWith(root + sep));
  if (place) return place.origin;
  if (/[\\/]WindowsApps[\\/]/i.test(file)) return "Microsoft Store";
  if (/[\\/](homebrew|linuxbrew|Cellar)[\\/]/i.test(file)) return "Homebrew";
  if (/\\Programs\\Python\\|^[A-Z]:\\(Program Files\\)?Python3/i.test(file)) return "python.org";
  return /^\/(usr\/bin|bin|System|Library\/Developer|Applications\/Xcode)/.test(file) ? "system" : "PATH";
}
