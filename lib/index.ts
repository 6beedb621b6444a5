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
export { Chapter, chapter } from "./lab/chapter.js";
export { ClaimFailed, claim, type Evidence } from "./lab/claim.js";
export { type ChapterEntry, chapterEntry } from "./lab/course.js";
export { md, Prose } from "./lab/md.js";
export { Prediction, predict } from "./lab/predict.js";
export { Recap } from "./lab/recap.js";
export { type Distribution, Installed, type JustInstalled } from "./python/distribution.js";
export { Environment, type Interpreter } from "./python/environment.js";
export { Pip } from "./python/pip.js";
export {
  ExternallyManaged,
  NetworkFailed,
  NoSuchPackage,
  NoSuchVersion,
  PythonDoesNotFit,
} from "./python/pip-diagnosis.js";
export {
  type Candidate,
  findPython,
  findPythons,
  inspectPython,
  oldestPython,
  Python,
} from "./python/python.js";
export { type MadeEnvironment, VenvMissing, venv } from "./python/venv.js";
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
