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

export { type BoxesInput, type BoxNode, boxes } from "./diagram/boxes.js";
export { type Call, callsDiagram, callsIn } from "./diagram/calls.js";
export { Diagram } from "./diagram/diagram.js";
export { type MigrationEntry, type MigrationGraphInput, migrationGraph } from "./diagram/migrations.js";
export { type ModelEntry, type ModelMapInput, modelMap } from "./diagram/models.js";
export { type PatternInput, type PatternPart, patternDiagram, patternsBeside } from "./diagram/pattern.js";
export type { CodePlace } from "./diagram/places.js";
export { type Message, type SequenceInput, sequenceDiagram } from "./diagram/sequence.js";
export { type Tier, type TiersInput, tiersDiagram } from "./diagram/tiers.js";
export { type TreeEntry, type TreeInput, treeDiagram } from "./diagram/tree.js";
export { type Route, type UrlMapInput, urlMap } from "./diagram/urls.js";
export { App } from "./django/app.js";
export { CheckReport, type Issue } from "./django/check.js";
export {
  AppNotRegistered,
  DjangoMissing,
  ImportFailed,
  QuestionAsked,
  SettingsWrong,
  SyntaxErrorInFile,
  TemplateMissing,
} from "./django/code-failures.js";
export { Collected } from "./django/collectstatic.js";
export { Commands, commands, type DjangoCommand } from "./django/commands.js";
export { DatabaseLocked, NotMigrated } from "./django/database-failures.js";
export { diagnosisOfTraceback } from "./django/diagnosis.js";
export { Django, django } from "./django/django.js";
export { Edit } from "./django/edit/edit.js";
export { Edits } from "./django/edit/edits.js";
export type { ModelFields, Operations, Target } from "./django/edit/operations.js";
export { pythonCode, type SettingValue } from "./django/edit/python-value.js";
export {
  EditFailed,
  EditRefused,
  FileChanged,
  NothingToUndo,
  NotOneMatch,
  NotWritten,
  OutsideProject,
  PlaceNotFound,
  TakenAlready,
} from "./django/edit/refusals.js";
export type { ListPlace } from "./django/edit/settings-operations.js";
export { type AppAnswer, AppUnknown, InstalledApps } from "./django/facts/apps.js";
export { NoAnswer } from "./django/facts/ask.js";
export { Databases, DatabaseUnknown, type Table } from "./django/facts/database.js";
export { type Middleware, MiddlewareStack } from "./django/facts/middleware.js";
export { type Migration, Migrations } from "./django/facts/migrations.js";
export { type ModelAnswer, type ModelField, Models, ModelUnknown } from "./django/facts/models.js";
export { type Facts, ProjectFacts, probe, type Topic } from "./django/facts/probe.js";
export { NoUrlMatches, resolveAll, UrlMatch } from "./django/facts/resolve.js";
export { NoReverse, type RouteValues } from "./django/facts/reverse.js";
export { NoSuchTable, type RowOptions, TableRows } from "./django/facts/rows.js";
export { ProjectSettings, Setting, SettingUnknown } from "./django/facts/settings.js";
export { type FoundStatic, StaticFiles, StaticMissing } from "./django/facts/static.js";
export { type FoundTemplate, TemplateNotFound, Templates } from "./django/facts/templates.js";
export { type UrlPattern, UrlTree } from "./django/facts/urls.js";
export { ProjectChanges } from "./django/files/changes.js";
export { FileDiff } from "./django/files/file-diff.js";
export { ProjectTree } from "./django/files/tree.js";
export { Dump, Loaded } from "./django/fixtures.js";
export { Migrated, MigrationSql } from "./django/migrate.js";
export { MadeMigrations, MigrationList } from "./django/migrations.js";
export { checkName, NameVerdict } from "./django/name-check.js";
export { type MadeProject, openProject, Project } from "./django/project.js";
export { NotAProject, ProjectFolder, projectFolder } from "./django/project-folder.js";
export {
  ChecksFailed,
  DestinationMissing,
  NameRefused,
  NameTaken,
  PortInUse,
  UnknownCommand,
} from "./django/refusals.js";
export { ApplicationMissing } from "./django/serve/application.js";
export { type CallRequest, callAsgi, callWsgi } from "./django/serve/call.js";
export { Called, type CallMessage, type PythonValue } from "./django/serve/called.js";
export { NoSuchServer, ServerDied, ServerHangs, ServerMissing } from "./django/serve/failures.js";
export type { Protocol, ServerKind } from "./django/serve/kinds.js";
export type { ServeOptions } from "./django/serve/launch.js";
export { type LoggedRequest, type LogLine, ServerLog } from "./django/serve/log.js";
export { NoReloader, NothingReloaded, Reload } from "./django/serve/reload.js";
export { Server } from "./django/serve/server.js";
export { Stopped } from "./django/serve/stopped.js";
export { SettingsDiff } from "./django/settings-diff.js";
export { ShellOutput } from "./django/shell.js";
export { startapp } from "./django/startapp.js";
export { startproject } from "./django/startproject.js";
export { Superuser, UserRefused } from "./django/superuser.js";
export { TestRun } from "./django/test-run.js";
export {
  NoSuchUser,
  RequestTookTooLong,
  type TraceManyOptions,
  type TraceOptions,
  traceRequest,
  traceRequests,
} from "./django/trace/ask.js";
export type { TraceDiagram } from "./django/trace/drawn.js";
export {
  FormRefused,
  HostRefused,
  RequestFailed,
  TemplateBroken,
  UrlNameMissing,
  ViewRaised,
} from "./django/trace/failure.js";
export type { PassedMiddleware, RenderedTemplate, SqlStatement } from "./django/trace/parts.js";
export type { TracedRequest } from "./django/trace/request.js";
export type { Sequence } from "./django/trace/sequence.js";
export type { Place, Step } from "./django/trace/step.js";
export { type Role, roles, tiers } from "./django/trace/tiers.js";
export { Trace } from "./django/trace/trace.js";
export { Chapter, chapter } from "./lab/chapter.js";
export { ClaimFailed, claim, type Evidence } from "./lab/claim.js";
export { type ChapterEntry, chapterEntry } from "./lab/course.js";
export { environmentDiagram } from "./lab/environment-diagram.js";
export { Glossary, glossary, type Term, TermUnknown } from "./lab/glossary.js";
export { FurtherReading, furtherReading, type LinkGroup, type ReadingLink } from "./lab/links.js";
export { md, Prose } from "./lab/md.js";
export { Prediction, predict } from "./lab/predict.js";
export { Recap } from "./lab/recap.js";
export { Course, course } from "./lab/whole-course.js";
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
export { Environment } from "./python/environment.js";
export { ExplainedConfig } from "./python/explained-config.js";
export { findPython, findPythons } from "./python/find-python.js";
export { EnvironmentBroken, type Interpreter } from "./python/found-environment.js";
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
export { Pipenv } from "./python/pipenv.js";
export {
  LockMissing,
  LockOutOfDate,
  NoPipenvEnvironment,
  NotInEnvironment,
  ResolutionFailed,
} from "./python/pipenv-diagnosis.js";
export { PipenvEnvironment } from "./python/pipenv-environment.js";
export { PipenvGraph } from "./python/pipenv-graph.js";
export type { PipenvOptions } from "./python/pipenv-project.js";
export { NoPipfile, Pipfile, PipfileUnreadable } from "./python/pipfile.js";
export { type LockedPackage, NoLockFile, PipfileLock } from "./python/pipfile-lock.js";
export { type Answer, inTerminal, NoTerminalHere, TerminalStuck, Transcript } from "./python/pty.js";
export { PythonNotFound } from "./python/python-not-found.js";
export { Pythons } from "./python/pythons.js";
export { NotAnEnvironment } from "./python/pyvenv-config.js";
export { Relocation, relocation } from "./python/relocation.js";
export { EnvironmentInUse, Removed, removeEnvironment } from "./python/removal.js";
export { repairMoved } from "./python/repair.js";
export { activationIn, ownShell, type ShellName, shellNames } from "./python/shells.js";
export { EnvironmentNameTaken } from "./python/stale.js";
export { Uninstalled } from "./python/uninstalled.js";
export { uvInstall, uvVenv } from "./python/uv.js";
export { type MadeEnvironment, venv } from "./python/venv.js";
export { ColonInPath, VenvMissing } from "./python/venv-diagnosis.js";
export { virtualenv } from "./python/virtualenv.js";
export { type CommandOptions, type Running, run, start, type Terminal } from "./tools/command.js";
export { FolderUnusable } from "./tools/disk.js";
export { CommandFailed, DjlabError, type SourceLine } from "./tools/errors.js";
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
export { StateChange, StateMissing } from "./tools/state/saved-states.js";
export { style as notebookStyles } from "./tools/style.js";
export { Workspace } from "./tools/workspace.js";
export {
  AnswerCutShort,
  AnswerGarbled,
  AnswerTooLarge,
  AnswerTooSlow,
  NothingAnswers,
} from "./web/answer-failures.js";
export { type Cookie, CookieJar } from "./web/cookies.js";
export { Exchange, type ExchangeEnd, exchange } from "./web/exchange.js";
export { type Field, type FieldValue, Form, NoSuchField } from "./web/form.js";
export { isThisMachine, LeadsAway } from "./web/loopback.js";
export { type Part, partsOf } from "./web/message-parts.js";
export { NotJson, Page, type Redirect } from "./web/page.js";
export { portIsFree } from "./web/port.js";
export { holderOf } from "./web/port-holder.js";
export { type Frame, Problem } from "./web/problem.js";
export type { Visit } from "./web/visit.js";
export { NothingThere, RedirectsForEver, SeveralForms, Visitor } from "./web/visitor.js";
