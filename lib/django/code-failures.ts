/** Failures of the code and settings of a project, by the exception that ended its Python. */
import { CommandFailed, type SourceLine } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import { ownPlace, type Traceback } from "./traceback.js";

/** A file is not Python: `message` has the file, the line and what Python marks in it. */
export class SyntaxErrorInFile extends CommandFailed {}

/** A module, or a name in one, is not there. */
export class ImportFailed extends CommandFailed {}

/** A setting cannot be used, or no settings were named. */
export class SettingsWrong extends CommandFailed {}

/** No template of that name is where Django looks. */
export class TemplateMissing extends CommandFailed {}

/** An app is not in INSTALLED_APPS. */
export class AppNotRegistered extends CommandFailed {}

/** The Python that ran has no Django. */
export class DjangoMissing extends CommandFailed {}

/** A command would have asked its reader something, and nobody was there to answer. */
export class QuestionAsked extends CommandFailed {}

/** What an exception was; undefined when it is none of these. */
export function codeFailure(traceback: Traceback, folder?: string): Diagnosis | undefined {
  const { exception, message, places } = traceback;
  const place = ownPlace(places, folder);
  if (/^(SyntaxError|IndentationError|TabError)$/.test(exception)) return brokenSyntax(message, place);
  if (/No module named 'django'|Couldn't import Django/.test(message)) return noDjango();
  if (/^(ModuleNotFoundError|ImportError)$/.test(exception)) return brokenImport(traceback, place);
  if (exception === "ImproperlyConfigured") return wrongSettings(message, place);
  if (exception === "TemplateDoesNotExist") return missingTemplate(message, place);
  if (exception === "EOFError" && /when reading a line/.test(message)) return question(place);
  return notRegistered(message, place);
}

function noDjango(): Diagnosis {
  return {
    type: DjangoMissing,
    reason: "failed: this Python has no Django",
    next: 'Use the environment that has it, or install it: await env.pip.install("django")',
  };
}

function question(place?: SourceLine): Diagnosis {
  return {
    type: QuestionAsked,
    reason: "has a question, which cannot be answered here",
    next: "Give the answer beforehand: most commands take --noinput.",
    ...(place && { place }),
  };
}

/** Where it happened, in words. */
export function inWords({ file, line }: SourceLine): string {
  return `${file}, line ${line}`;
}

function brokenSyntax(message: string, place?: SourceLine): Diagnosis {
  if (!place) {
    return {
      type: SyntaxErrorInFile,
      reason: `failed: ${firstLine(message)}`,
      next: "Mend the line that Python marks.",
    };
  }
  return {
    type: SyntaxErrorInFile,
    reason: `failed: ${inWords(place)}, is not Python (${firstLine(message)})`,
    next: `Mend ${inWords(place)}; the mistake may also be just above it.`,
    place,
  };
}

function brokenImport({ message, places }: Traceback, place?: SourceLine): Diagnosis {
  // Python names the file of a package in brackets, which is of no help.
  const said = firstLine(message).replace(/ \((?:\/|[A-Za-z]:\\).*\)$/, "");
  const missing = /No module named '([^']+)'/.exec(said)?.[1];
  const what = missing ? `there is no module ${missing}` : said;
  const setting = namedBy(places);
  if (setting && !isImport(place)) {
    return {
      type: ImportFailed,
      reason: `failed: ${what}; ${setting} names it`,
      next: `Correct the name in ${setting}, or make or install what it names.`,
      ...(place && { place }),
    };
  }
  return {
    type: ImportFailed,
    reason: `failed: ${what}${place ? `; ${inWords(place)}, asks for it` : ""}`,
    next: place
      ? `Correct the name in ${inWords(place)}, or make or install what it names.`
      : "Correct the name where it is imported, or make or install what it names.",
    ...(place && { place }),
  };
}

function isImport(place?: SourceLine): boolean {
  return /^(from|import)\b|import_module|\binclude\(/.test(place?.source ?? "");
}

/** Which setting Django was following, by the lines of Django's that it went through. */
function namedBy(places: readonly SourceLine[]): string | undefined {
  const went = (file: RegExp) => places.some((place) => file.test(place.file));
  if (went(/django[\\/]apps[\\/]config\.py$/)) return "INSTALLED_APPS";
  if (places.some(({ source }) => /import_module\(self\.SETTINGS_MODULE\)/.test(source ?? ""))) {
    return "DJANGO_SETTINGS_MODULE";
  }
  if (places.some(({ source }) => /import_module\(self\.urlconf_name\)/.test(source ?? ""))) {
    return "ROOT_URLCONF";
  }
  return undefined;
}

function wrongSettings(message: string, place?: SourceLine): Diagnosis {
  if (/settings are not configured/.test(message)) {
    return {
      type: SettingsWrong,
      reason: "failed: Django was not told which settings to use",
      next: "Run it by the project's manage.py, or add --settings with their name, for instance mysite.settings.",
    };
  }
  if (/^Error loading .* module/.test(message)) {
    return {
      type: SettingsWrong,
      reason: `failed: the driver of the database is not installed: ${firstLine(message)}`,
      next: "Install it in the environment, or take another ENGINE in DATABASES, in the project's settings.",
      ...(place && { place }),
    };
  }
  const setting = /\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b/.exec(message)?.[0];
  return {
    type: SettingsWrong,
    reason: `failed: Django cannot work with what it is told: ${firstLine(message)}`,
    next: setting
      ? `Look at ${setting} in the project's settings.`
      : "Look at what it names in the project's settings or URLs.",
    ...(place && { place }),
  };
}

function missingTemplate(message: string, place?: SourceLine): Diagnosis {
  const name = firstLine(message);
  return {
    type: TemplateMissing,
    reason: `failed: no template ${name} is where Django looks`,
    next: `Make templates/${name} in an app that INSTALLED_APPS names, or correct the name${place ? ` in ${inWords(place)}` : ""}.`,
    ...(place && { place }),
  };
}

function notRegistered(message: string, place?: SourceLine): Diagnosis | undefined {
  const model = /Model class (\S+) doesn't declare an explicit app_label/.exec(message)?.[1];
  const label = /No installed app with label '([^']*)'/.exec(message)?.[1];
  const app = model?.replace(/\.models\..*$/, "") ?? label;
  if (app === undefined) return undefined;
  return {
    type: AppNotRegistered,
    reason: `failed: INSTALLED_APPS names no app ${app}${model ? `, to which the model ${model} would belong` : ""}`,
    next: model
      ? `Add "${app}" to INSTALLED_APPS in the project's settings.`
      : `Add the app to INSTALLED_APPS in the project's settings, or correct the label ${app}.`,
    ...(place && { place }),
  };
}

export function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
