/** What Django refuses to do, in its own words. */
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, PermissionDenied } from "../tools/failures.js";
import { AppNotRegistered, SettingsWrong } from "./code-failures.js";

/** A name that Python or Django cannot use. */
export class NameRefused extends CommandFailed {}

/** A name that something else has already. */
export class NameTaken extends CommandFailed {}

/** The folder that a project or app was to go into is not there. */
export class DestinationMissing extends CommandFailed {}

/** Django has no such command, or the app that brings it is not installed. */
export class UnknownCommand extends CommandFailed {}

/** Another program listens at that port. */
export class PortInUse extends CommandFailed {}

/** Django's checks found errors, so that it did not go on. */
export class ChecksFailed extends CommandFailed {}

type Rule = [words: RegExp, diagnosis: (found: RegExpExecArray) => Diagnosis];

const rules: Rule[] = [
  [
    /not a valid (?:project|app) (?:name|directory)/,
    () => ({
      type: NameRefused,
      reason: "was refused: Python cannot use that name",
      next: "Take letters, digits and _, no - and no digit at the beginning.",
    }),
  ],
  [
    /conflicts with the name of an existing Python module/,
    () => ({
      type: NameTaken,
      reason: "was refused: Python has a module of that name",
      next: "Take another one.",
    }),
  ],
  [
    /Destination directory '(.+)' does not exist/,
    () => ({
      type: DestinationMissing,
      reason: "was refused: the folder to put it in is not there",
      next: "Make the folder first. (Django 6 makes it by itself.)",
    }),
  ],
  [
    /^CommandError: .* already exists/m,
    () => ({
      type: NameTaken,
      reason: "was refused: something else has that name",
      next: "Move it away, or take another name.",
    }),
  ],
  [
    /Unknown command: '([^']*)'(?:\. Did you mean ([^?\n]+)\?)?/,
    ([, name, meant]) => ({
      type: UnknownCommand,
      reason: `was refused: Django has no command ${name} here`,
      next: meant
        ? `Did you mean ${meant}?`
        : "See those that there are: python manage.py help. Some need their app in INSTALLED_APPS, or a project.",
    }),
  ],
  [
    /No installed app with label '([^']*)'/,
    ([, label]) => ({
      type: AppNotRegistered,
      reason: `was refused: INSTALLED_APPS names no app ${label}`,
      next: `Add the app to INSTALLED_APPS in the project's settings, or correct the label ${label}.`,
    }),
  ],
  [
    /Cannot find a migration matching '([^']*)' from app '([^']*)'/,
    ([, migration, app]) => ({
      type: CommandFailed,
      reason: `was refused: ${app} has no migration ${migration}`,
      next: `See those that it has: python manage.py showmigrations ${app}`,
    }),
  ],
  [
    /(?:can't open file|No such file or directory:) '.*[\\/]manage\.py'/,
    () => ({
      type: CommandFailed,
      reason: "failed: the project's folder has no manage.py",
      next: "Put it back, or go without: await project.manageByModule(…)",
    }),
  ],
  [
    /port is already in use|Address already in use/i,
    () => ({
      type: PortInUse,
      reason: "was refused: another program listens at that port",
      next: "Stop that program, or take another port.",
    }),
  ],
  [
    /don't have permission to access that port/,
    () => ({
      type: PermissionDenied,
      reason: "was refused: ports below 1024 belong to the system",
      next: "Take a port from 1024 on, for instance 8000.",
    }),
  ],
  [
    /SystemCheckError: System check identified/,
    () => ({
      type: ChecksFailed,
      reason: "was refused: Django's checks found errors in the project",
      next: "Mend what the errors name, then run it again.",
    }),
  ],
  [
    /ALLOWED_HOSTS if DEBUG is False/,
    () => ({
      type: SettingsWrong,
      reason: "was refused: with DEBUG off, ALLOWED_HOSTS has to name a host",
      next: "Name this site's hosts in ALLOWED_HOSTS, or set DEBUG to True.",
    }),
  ],
  [
    /^CommandError: (.*)/m,
    ([, words]) => ({ type: CommandFailed, reason: `was refused by Django: ${words}` }),
  ],
];

/** What Django's last words, without a traceback, mean; undefined when they tell nothing that we know. */
export function refusal(words: string): Diagnosis | undefined {
  for (const [pattern, diagnosis] of rules) {
    const found = pattern.exec(words);
    if (found) return diagnosis(found);
  }
  return undefined;
}
