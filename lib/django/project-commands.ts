/** The commands of a project's manage.py, as methods: each really run and shown, and data of what it said. */
import type { Environment } from "../python/environment.js";
import type { CommandResult } from "../tools/result.js";
import type { App } from "./app.js";
import { type CheckReport, check } from "./check.js";
import { type Collected, collectstatic } from "./collectstatic.js";
import { type Commands, commands } from "./commands.js";
import { type Dump, dumpdata, type Loaded, loaddata } from "./fixtures.js";
import { type Managed, manage, manageByModule, type Words } from "./manage.js";
import { type Migrated, type MigrationSql, migrate, sqlmigrate } from "./migrate.js";
import { type MadeMigrations, type MigrationList, makemigrations, showmigrations } from "./migrations.js";
import { ProjectFolder } from "./project-folder.js";
import { diffsettings, type SettingsDiff } from "./settings-diff.js";
import { type ShellOutput, shell } from "./shell.js";
import { type StartAppOptions, startapp } from "./startapp.js";
import { type Credentials, createsuperuser, type Superuser } from "./superuser.js";
import { type TestRun, test } from "./test-run.js";

/** A project that can be told what to do: there is an environment with Django. */
export abstract class ProjectCommands extends ProjectFolder implements Managed {
  abstract get environment(): Environment;

  /**
   * `python manage.py COMMAND`, really run.
   *
   * @param words for the command; behind them may be options: `{ variables: { NAME: "value" }, printed: false }`
   * @throws CommandFailed of a class of its own where it is known what went wrong
   * @example await mysite.manage("check");
   */
  async manage(command: string, ...words: Words): Promise<CommandResult> {
    return manage(this, command, ...words);
  }

  /**
   * The same without manage.py: `python -m django COMMAND … --settings SETTINGS`, those that manage.py names.
   *
   * @throws CommandFailed of a class of its own where it is known what went wrong
   * @example await mysite.manageByModule("check");
   */
  async manageByModule(command: string, ...words: Words): Promise<CommandResult> {
    return manageByModule(this, command, ...words);
  }

  /**
   * Every command of its manage.py, by the app that brings it.
   *
   * @throws CommandFailed as `diagnosisOfTraceback` tells it, when the project does not load
   * @example (await mysite.commands()).get("collectstatic")?.app // django.contrib.staticfiles
   */
  async commands(): Promise<Commands> {
    return commands(this);
  }

  /**
   * `startapp NAME`: see the function of that name.
   *
   * @example await mysite.startapp("polls");
   */
  async startapp(name: string, options: StartAppOptions = {}): Promise<App> {
    return startapp(name, this, options);
  }

  /**
   * `check`: errors that it finds are an answer, no failure.
   *
   * @example (await mysite.check()).ok // true
   */
  async check(options: { deploy?: boolean; printed?: boolean } = {}): Promise<CheckReport> {
    return check(this, options);
  }

  /**
   * `makemigrations [APP…]`: which files it wrote.
   *
   * @throws QuestionAsked, AppNotRegistered, ChecksFailed
   */
  async makemigrations(...apps: string[]): Promise<MadeMigrations> {
    return makemigrations(this, ...apps);
  }

  /**
   * `showmigrations [APP…]`: all of them, and which are applied.
   *
   * @throws AppNotRegistered
   */
  async showmigrations(...apps: string[]): Promise<MigrationList> {
    return showmigrations(this, ...apps);
  }

  /**
   * `sqlmigrate APP MIGRATION`: the SQL that a migration stands for.
   *
   * @throws AppNotRegistered
   */
  async sqlmigrate(app: string, migration: string): Promise<MigrationSql> {
    return sqlmigrate(this, app, migration);
  }

  /**
   * `migrate [APP [MIGRATION]]`: what was applied.
   *
   * @throws AppNotRegistered, DatabaseLocked, ChecksFailed
   */
  async migrate(app?: string, migration?: string): Promise<Migrated> {
    return migrate(this, app, migration);
  }

  /**
   * `createsuperuser` without its questions; a user who is there stays.
   *
   * @throws NotMigrated, UserRefused
   */
  async createsuperuser(credentials: Credentials): Promise<Superuser> {
    return createsuperuser(this, credentials);
  }

  /**
   * `shell -c CODE`: what the code printed.
   *
   * @example await mysite.shell("print(1 + 1)") // 2
   */
  async shell(code: string): Promise<ShellOutput> {
    return shell(this, code);
  }

  /**
   * `test [LABEL…]`: tests that fail are an answer, no failure.
   *
   * @throws ChecksFailed, CommandFailed
   */
  async test(...labels: string[]): Promise<TestRun> {
    return test(this, ...labels);
  }

  /**
   * `collectstatic`: how many files went where.
   *
   * @throws SettingsWrong when STATIC_ROOT names no folder
   */
  async collectstatic(): Promise<Collected> {
    return collectstatic(this);
  }

  /**
   * What `diffsettings` compares, secrets masked.
   *
   * @example (await mysite.diffsettings()).get("DEBUG")?.value // True
   */
  async diffsettings(): Promise<SettingsDiff> {
    return diffsettings(this);
  }

  /**
   * `dumpdata [LABEL…]`: objects as data, secrets masked; a file that it writes holds them as they are.
   *
   * @throws NotMigrated, AppNotRegistered
   */
  async dumpdata(labels: readonly string[] = [], options: { output?: string } = {}): Promise<Dump> {
    return dumpdata(this, labels, options);
  }

  /**
   * `loaddata FILE`: how many objects it put into the database.
   *
   * @throws NotMigrated, CommandFailed
   */
  async loaddata(file: string): Promise<Loaded> {
    return loaddata(this, file);
  }
}
