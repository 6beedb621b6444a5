/** uv: one program, not written in Python, in place of venv and pip. */
import { type Arguments, run } from "../tools/command.js";
import type { Failure } from "../tools/errors.js";
import { type Diagnosis, ProgramMissing } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import type { Package } from "./distribution.js";
import { Environment } from "./environment.js";
import type { Python } from "./interpreter.js";
import { PackageList } from "./package-list.js";
import type { InstallOptions } from "./pip.js";
import {
  NetworkFailed,
  NoSuchPackage,
  noSuchVersion,
  PackagesConflict,
  PythonDoesNotFit,
} from "./pip-diagnosis.js";
import { probablyMeant } from "./probably-meant.js";
import { pythonNotFound } from "./python-not-found.js";
import { checkRequirement } from "./requirement.js";
import { mustClear } from "./stale.js";
import { findTool, onPath, type Starts } from "./tool.js";
import type { MadeEnvironment } from "./venv.js";
import { placesToLook } from "./wheels.js";

export interface UvOptions {
  /** Fetch uv into an environment of its own where it is missing; without, that is an error. */
  fetch?: boolean;
}

/**
 * `uv venv NAME`, really run. The environment has no pip: `uvInstall` puts packages into it.
 *
 * @throws ProgramMissing when there is no uv, with how to get it; PythonNotFound, or another CommandFailed,
 *   when it fails
 * @source https://docs.astral.sh/uv/pip/environments/
 */
export async function uvVenv(
  workspace: Workspace,
  python: Python,
  name: string,
  options: UvOptions = {},
): Promise<MadeEnvironment> {
  const starts = await findUv(workspace, python, options);
  const clear = await mustClear(workspace, name, python);
  // uv takes a folder that is there for a mistake unless told what to do with it.
  const there = clear ? ["--clear"] : ["--allow-existing"];
  const words = ["venv", ...there, "--no-project", "--python", python.facts.executable, name];
  const make = () =>
    run([...starts(workspace.folder), ...words], {
      cwd: workspace.folder,
      terminal: workspace,
      diagnose: pythonNotFound,
    });
  const made = await workspace.making(name, make, { replace: clear });
  return Object.assign(await Environment.read(workspace, name, made), { made });
}

/**
 * `uv pip install PACKAGE…`, really run, into an environment of whichever maker.
 *
 * @returns everything that is installed there now
 * @throws ProgramMissing, NetworkFailed, NoSuchPackage, NoSuchVersion, PythonDoesNotFit, PackagesConflict
 * @source https://docs.astral.sh/uv/pip/packages/
 */
export async function uvInstall(
  environment: Environment,
  python: Python,
  packages: readonly [string, ...string[]],
  options: UvOptions & InstallOptions = {},
): Promise<PackageList> {
  for (const one of packages) checkRequirement(one);
  const { workspace } = environment;
  const starts = await findUv(workspace, python, options);
  const pip: Arguments = [...starts(workspace.folder), "pip"];
  const words = ["--python", environment.program("python"), ...packages];
  const places = await placesToLook(workspace, pip, words, options.offline);
  const command = await run([...pip, "install", ...places, ...words], {
    cwd: workspace.folder,
    terminal: workspace,
    variables: { ...indexSettings(), ...options.variables },
    diagnose: (result) => diagnosis(result, packages),
  });
  const found: Package[] = await environment.pip.packages();
  return new PackageList(found, command);
}

async function findUv(workspace: Workspace, python: Python, { fetch = false }: UvOptions): Promise<Starts> {
  if (fetch || (await onPath("uv"))) return findTool(workspace, python, "uv");
  const failure: Failure = {
    command: "uv",
    lastWords: "",
    reason: "cannot run: uv is not on PATH",
    next: "Install it with pipx install uv, or have it fetched into an environment of its own: { fetch: true }",
  };
  throw new ProgramMissing(failure);
}

/** uv does not read pip's settings: where pip was told of another index or certificate, uv is told the same. */
function indexSettings(given: Readonly<Record<string, string | undefined>> = process.env): Variables {
  const { PIP_INDEX_URL: index, PIP_CERT: certificates } = given;
  return { ...(index && { UV_DEFAULT_INDEX: index }), ...(certificates && { SSL_CERT_FILE: certificates }) };
}

/** The list of versions that there are has gaps where one of those between was asked for. */
const noneFits =
  /there is no version of|only (?:\S+ is available|the following versions of (\S+) are available: (?:\1\S* )+)\s*and you require/;

function diagnosis({ stdout, stderr }: CommandResult, packages: readonly string[]): Diagnosis | undefined {
  // An older uv breaks its lines at 80 characters.
  const words = (stdout + stderr).replace(/\s+/g, " ");
  const asked = packages.join(" ");
  if (
    /error sending request|Failed to fetch|dns error|Connection refused|client error \(Connect\)/i.test(words)
  ) {
    return {
      type: NetworkFailed,
      reason: "failed: the package index could not be reached",
      next: "Check the network (or proxy), then run the cell again.",
    };
  }
  const absent = /(\S+) was not found in the (package registry|provided package locations)/.exec(words);
  const [, missing, where] = absent ?? [];
  if (missing) {
    const meant = probablyMeant(missing);
    return {
      type: NoSuchPackage,
      reason: `failed: ${where === "package registry" ? "the index" : ".djlab/wheels"} has no package ${missing}`,
      next: `Check the spelling of ${missing}.${meant ? ` ${meant}` : ""}`,
    };
  }
  if (/the current Python version \(.*?\) does not satisfy/.test(words)) {
    return {
      type: PythonDoesNotFit,
      reason: `failed: there are versions that fit ${asked}, but none of them takes this Python`,
      next: "Ask for an older one, or use a newer Python.",
    };
  }
  if (noneFits.test(words)) return noSuchVersion(asked);
  if (/No solution found when resolving/.test(words)) {
    return {
      type: PackagesConflict,
      reason: `failed: no versions of ${asked} fit together with this Python`,
      next: "Leave the versions out to get the newest that fit.",
    };
  }
  return undefined;
}
