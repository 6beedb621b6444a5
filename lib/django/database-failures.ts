/** Failures of a project's database. */
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, PermissionDenied } from "../tools/failures.js";

/** The database has no such table or column: migrations were not made, or not applied. */
export class NotMigrated extends CommandFailed {}

/** Another program writes to the SQLite file. */
export class DatabaseLocked extends CommandFailed {}

/** In the words of SQLite, PostgreSQL, MySQL and Oracle. */
const missing =
  /no such (?:table|column): ([\w.]+)|(?:relation|column) "?([\w.]+)"? (?:of relation "\w+" )?does not exist|Table '([\w.]+)' doesn't exist|has no column named (\w+)|table or view does not exist/;

/** What a database's words mean; undefined when they tell nothing that we know. */
export function databaseFailure(words: string): Diagnosis | undefined {
  if (/database is locked|database table is locked/.test(words)) {
    return {
      type: DatabaseLocked,
      reason: "failed: another program is writing to the database",
      next: "Stop what else uses the file (a server, a shell, a database browser), then run the cell again.",
    };
  }
  if (/attempt to write a readonly database/.test(words)) {
    return {
      type: PermissionDenied,
      reason: "failed: the database may not be written",
      next: "Look whose the database's file and its folder are, and whether they may be written.",
    };
  }
  if (/unable to open database file/.test(words)) {
    return {
      type: CommandFailed,
      reason: "failed: the database's file can neither be opened nor made",
      next: "Look at NAME in DATABASES, in the project's settings: its folder must be there, and be yours to write in.",
    };
  }
  const found = missing.exec(words);
  if (!found) return undefined;
  const name = found.slice(1).find(Boolean);
  return {
    type: NotMigrated,
    reason: name ? `failed: the database has no ${name} yet` : "failed: the database lacks a table",
    next: "Make its tables: python manage.py migrate (after python manage.py makemigrations, when models have changed).",
  };
}
