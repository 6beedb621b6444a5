/** There is no Python that the course can use. */
import { DjlabError } from "../tools/errors.js";
import type { Candidate } from "./candidate.js";
import { isAtLeast, oldestPython, type Python } from "./interpreter.js";

/** What was looked at, and why none of it will do. */
export interface Search {
  looked: readonly Candidate[];
  platform: NodeJS.Platform;
  /** What DJLAB_PYTHON says, when it says something. */
  chosen?: string;
}

/** No interpreter here is new enough and complete; `looked` has each with what it lacks. */
export class NoPython extends DjlabError {
  readonly looked: readonly Candidate[];

  constructor({ looked, platform, chosen }: Search) {
    const passed = looked.map(({ command, why }) => `${command.join(" ")} ${why}`);
    const where = chosen ? "where DJLAB_PYTHON points" : "here";
    const list = passed.length > 0 ? `: ${passed.join("; ")}` : "";
    super(`There is no usable Python (${oldestPython} or newer, with venv) ${where}${list}`, {
      next: chosen ? howToName(chosen) : howToGetOne(platform, looked),
    });
    this.looked = looked;
  }
}

function howToName(chosen: string): string {
  return chosen.startsWith("~")
    ? "Write the whole path into DJLAB_PYTHON: only a shell knows what ~ stands for."
    : "Name another Python in DJLAB_PYTHON, or unset it.";
}

/** What to type on this platform. */
function howToGetOne(platform: NodeJS.Platform, looked: readonly Candidate[]): string {
  if (platform === "win32") return "Type: winget install Python.Python.3.13, or install it from python.org";
  if (platform === "darwin") return "Type: brew install python, or install it from python.org";
  const incomplete = looked.flatMap((one) => ("python" in one ? [one.python] : [])).find(lacksOnlyVenv);
  const packages = incomplete ? `python${minor(incomplete.version)}-venv` : "python3 python3-venv";
  return `On Debian or Ubuntu, type: sudo apt install ${packages}`;
}

const lacksOnlyVenv = ({ version, facts: { missing } }: Python) =>
  isAtLeast(version, oldestPython) && missing.every((name) => name === "venv" || name === "ensurepip");

const minor = (version: string) => version.split(".").slice(0, 2).join(".");
