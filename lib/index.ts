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
export { type LoggedRequest, type LogLine, ServerLog } from "./django/log.js";
export { Page } from "./django/page.js";
export { portIsFree } from "./django/port.js";
export { ProjectFacts } from "./django/probe.js";
export { Project } from "./django/project.js";
export { Server } from "./django/server.js";
export { startproject } from "./django/startproject.js";
export { Stopped } from "./django/stopped.js";
export { ProjectTree } from "./django/tree.js";
export { Chapter, chapter } from "./lab/chapter.js";
export { ClaimFailed, claim, type Evidence } from "./lab/claim.js";
export { type ChapterEntry, chapterEntry } from "./lab/course.js";
export { md, Prose } from "./lab/md.js";
export { Prediction, predict } from "./lab/predict.js";
export { Recap } from "./lab/recap.js";
export { type CommandOptions, type Running, run, start, type Terminal } from "./tools/command.js";
export { type Distribution, Installed, type JustInstalled } from "./tools/distribution.js";
export { Environment, type Interpreter } from "./tools/environment.js";
export { CommandFailed, DjlabError } from "./tools/errors.js";
export { Explanation } from "./tools/explanation.js";
export { Pip } from "./tools/pip.js";
export {
  type Candidate,
  findPython,
  findPythons,
  inspectPython,
  oldestPython,
  Python,
} from "./tools/python.js";
export { typed, windowsForm } from "./tools/quoting.js";
export { CommandResult } from "./tools/result.js";
export { masked } from "./tools/secrets.js";
export { jupyterDisplay, type MimeBundle, show } from "./tools/show.js";
export { style as notebookStyles } from "./tools/style.js";
export { type MadeEnvironment, venv } from "./tools/venv.js";
export { Workspace } from "./tools/workspace.js";
