/** `manage.py createsuperuser`, without its questions. */
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { type Managed, manageFor } from "./manage.js";

/** Django does not take what was given for the user. */
export class UserRefused extends CommandFailed {}

export interface Credentials {
  username: string;
  email: string;
  /** It is handed over in a variable, and shown nowhere. */
  password: string;
}

/** A user who may do everything. */
export class Superuser extends Shown {
  constructor(
    readonly username: string,
    /** False when there was a user of that name already: that one stays as it was, its password too. */
    readonly created: boolean,
    readonly command: CommandResult,
  ) {
    super();
  }

  protected asText(): string {
    return this.created
      ? `Superuser ${this.username} was created`
      : `There is a user ${this.username} already, who stays as before`;
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.asText()}.</div>`;
  }
}

const taken = /^CommandError: Error: That .* is already taken/m;

/**
 * `python manage.py createsuperuser --noinput`, really run. What it would ask is handed over in variables.
 * (In this form Django does not ask whether a password is too simple.)
 *
 * @throws NotMigrated when the database has no table for users yet
 * @throws UserRefused when Django does not take the name or the address
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#createsuperuser
 * @example
 * await mysite.migrate();
 * await mysite.createsuperuser({ username: "ada", email: "ada@example.com", password: "only for practice" });
 */
export async function createsuperuser(
  project: Managed,
  { username, email, password }: Credentials,
): Promise<Superuser> {
  const command = await manageFor(project, "createsuperuser", ["--noinput"], {
    variables: {
      DJANGO_SUPERUSER_USERNAME: username,
      DJANGO_SUPERUSER_EMAIL: email,
      DJANGO_SUPERUSER_PASSWORD: password,
    },
    accept: ({ stderr }) => taken.test(stderr),
    diagnose: refused,
  });
  const created = command.exitCode === 0;
  if (!created) process.stdout.write(`(${username} is there already, and stays as before.)\n`);
  return new Superuser(username, created, command);
}

function refused({ stderr }: CommandResult): Diagnosis | undefined {
  const words = /^CommandError: (.*)/m.exec(stderr)?.[1];
  if (words === undefined || taken.test(stderr)) return undefined;
  return {
    type: UserRefused,
    reason: `was refused: ${words}`,
    next: "Change what it names: username, email or password.",
  };
}
