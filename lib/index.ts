/**
 * Everything that a cell can import from "djlab".
 *
 * @example
 * import { chapter, claim, startproject } from "djlab";
 * const lab = await chapter("04-first-project");
 * const env = await lab.venv("env");
 * await env.pip.install("django");
 * const mysite = await startproject("mysite", env);
 */

export { ProjectFacts } from "./django/facts/probe.js";
export { ProjectTree } from "./django/files/tree.js";
export { Project } from "./django/project.js";
export { type LoggedRequest, type LogLine, ServerLog } from "./django/serve/log.js";
export { Server } from "./django/serve/server.js";
export { Stopped } from "./django/serve/stopped.js";
export { NameRefused, NameTaken, startproject } from "./django/startproject.js";
export {
  NoSuchUser,
  RequestTookTooLong,
  type TraceManyOptions,
  type TraceOptions,
  traceRequest,
  traceRequests,
} from "./django/trace/ask.js";
export {
  FormRefused,
  HostRefused,
  HostsMissing,
  RequestFailed,
  TableMissing,
  TemplateBroken,
  TemplateMissing,
  UrlNameMissing,
  ViewRaised,
} from "./django/trace/failure.js";
export type { PassedMiddleware, RenderedTemplate, SqlStatement } from "./django/trace/parts.js";
export type { TracedRequest } from "./django/trace/request.js";
export type { Message, Sequence } from "./django/trace/sequence.js";
export type { Place, Step, UrlMatch } from "./django/trace/step.js";
export { type Part, type Role, roles, type Tier, tiers } from "./django/trace/tiers.js";
export { Trace } from "./django/trace/trace.js";
export { Chapter, chapter } from "./lab/chapter.js";
export { ClaimFailed, claim, type Evidence } from "./lab/claim.js";
export { type ChapterEntry, chapterEntry } from "./lab/course.js";
export { md, Prose } from "./lab/md.js";
export { Prediction, predict } from "./lab/predict.js";
export { Recap } from "./lab/recap.js";
export { ActivatorMissing, activated, ScriptsForbidden, ShellMissing } from "./python/activated.js";
export { Activation, type Change } from "./python/activation.js";
export type { Candidate } from "./python/candidate.js";
export { compareEnvironments, EnvironmentComparison } from "./python/comparison.js";
export {
  type CreateOptions,
  createEnvironment,
  type MakerName,
  makers,
} from "./python/create-environment.js";
export {
  type Distribution,
  type FilesOfAKind,
  Installed,
  type JustInstalled,
  type Package,
} from "./python/distribution.js";
export { Environment, EnvironmentBroken, type Interpreter } from "./python/environment.js";
export { findPython, findPythons } from "./python/find-python.js";
export { Frozen } from "./python/frozen.js";
export { EnvironmentInspection, type Program } from "./python/inspection.js";
export { InstalledFiles } from "./python/installed-files.js";
export { inspectPython, isAtLeast, oldestPython, Python, type PythonFacts } from "./python/interpreter.js";
export type { Maker } from "./python/maker.js";
export { NoPython } from "./python/no-python.js";
export { PackageList } from "./python/package-list.js";
export { type InstallOptions, Pip } from "./python/pip.js";
export {
  BuildFailed,
  ExternallyManaged,
  HashMismatch,
  NetworkFailed,
  NoPip,
  NoSuchPackage,
  NoSuchVersion,
  NotInstalled,
  PackagesConflict,
  PythonDoesNotFit,
} from "./python/pip-diagnosis.js";
export { Pipenv, type PipenvOptions } from "./python/pipenv.js";
export {
  LockMissing,
  LockOutOfDate,
  NoPipenvEnvironment,
  NotInEnvironment,
  ResolutionFailed,
} from "./python/pipenv-diagnosis.js";
export { PipenvEnvironment } from "./python/pipenv-environment.js";
export { PipenvGraph } from "./python/pipenv-graph.js";
export { NoPipfile, Pipfile, PipfileUnreadable } from "./python/pipfile.js";
export { type LockedPackage, NoLockFile, PipfileLock } from "./python/pipfile-lock.js";
export { type Answer, inTerminal, NoTerminalHere, TerminalStuck, Transcript } from "./python/pty.js";
export { Pythons } from "./python/pythons.js";
export { Relocation, relocation } from "./python/relocation.js";
export { EnvironmentInUse, NotAnEnvironment, Removed, removeEnvironment } from "./python/removal.js";
export { repairMoved } from "./python/repair.js";
export { activationIn, ownShell, type ShellName, shellNames } from "./python/shells.js";
export { EnvironmentNameTaken } from "./python/stale.js";
export { Uninstalled } from "./python/uninstalled.js";
export { uvInstall, uvVenv } from "./python/uv.js";
export { type MadeEnvironment, venv } from "./python/venv.js";
export { ColonInPath, VenvMissing } from "./python/venv-diagnosis.js";
export { PythonNotFound, virtualenv } from "./python/virtualenv.js";
export { type CommandOptions, type Running, run, start, type Terminal } from "./tools/command.js";
export { FolderUnusable } from "./tools/disk.js";
export { CommandFailed, DjlabError } from "./tools/errors.js";
export { Explanation } from "./tools/explanation.js";
export {
  DiskFull,
  FolderMissing,
  Interrupted,
  PermissionDenied,
  ProgramMissing,
  TimedOut,
} from "./tools/failures.js";
export { FolderInUse } from "./tools/lock.js";
export { typed, windowsForm } from "./tools/quoting.js";
export { CommandResult } from "./tools/result.js";
export { masked } from "./tools/secrets.js";
export { jupyterDisplay, type MimeBundle, show } from "./tools/show.js";
export { StateChange } from "./tools/state/saved-states.js";
export { style as notebookStyles } from "./tools/style.js";
export { Workspace } from "./tools/workspace.js";
export { Page } from "./web/page.js";
export { portIsFree } from "./web/port.js";
