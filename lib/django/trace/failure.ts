/** What went wrong in a request that was followed. */
import { CommandFailed } from "../../tools/errors.js";
import type { Diagnosis } from "../../tools/failures.js";
import { TemplateMissing } from "../code-failures.js";
import { diagnosisOfTraceback } from "../diagnosis.js";
import { placeText, type Step } from "./step.js";

/** A request that Django could not answer as the project meant it. `command` is the request. */
export class RequestFailed extends CommandFailed {}

/** A template that Django cannot read. */
export class TemplateBroken extends RequestFailed {}

/** `reverse()` or `{% url %}` was given a name that no pattern has, or arguments that it does not take. */
export class UrlNameMissing extends RequestFailed {}

/** The project's own code raised an exception. */
export class ViewRaised extends RequestFailed {}

/** A form came without a valid CSRF token. */
export class FormRefused extends RequestFailed {}

/** The request was for a host that ALLOWED_HOSTS does not list. */
export class HostRefused extends RequestFailed {}

/**
 * The failure that the steps of a request tell of; undefined when it went as the project meant it, and that
 * may be "not found".
 */
export function failureOf(request: string, steps: readonly Step[]): CommandFailed | undefined {
  const rejected = steps.find(({ kind }) => kind === "rejection");
  if (rejected) return refusedForm(request, rejected);
  const step = steps.find(
    ({ exception, status }) => exception && (status ?? 500) >= 400 && isFailure(status),
  );
  if (!step?.exception) return undefined;
  const { type, message } = step.exception;
  const lastWords = `${type}: ${message}\n${placeText(step)}`.trim();
  const { type: Failure, reason, next } = diagnosis(step, steps);
  return new Failure({ command: request, lastWords, reason, next });
}

/** Not found and forbidden are answers. */
function isFailure(status = 500): boolean {
  return status !== 404 && status !== 403;
}

function refusedForm(request: string, { note, file, line }: Step): FormRefused {
  return new FormRefused({
    command: request,
    lastWords: `${note ?? ""}\n${placeText({ file, line })}`.trim(),
    reason: "was refused: Django takes a form only with the token that it gave to its page",
    next: "Put {% csrf_token %} into the form; to send one from here, say { csrf: true }",
  });
}

function diagnosis(step: Step, steps: readonly Step[]): Diagnosis {
  const { type, message, traceback } = step.exception!;
  if (type === "TemplateDoesNotExist") {
    const looked = steps.findLast((one) => one.kind === "lookup" && one.looked?.length)?.looked ?? [];
    return {
      type: TemplateMissing,
      reason: `failed: there is no template ${message}`,
      next: `Make it at one of the places where Django looked: ${looked.join(", ") || "none; see TEMPLATES"}`,
    };
  }
  if (type === "TemplateSyntaxError") {
    return {
      type: TemplateBroken,
      reason: "failed: Django cannot read the template",
      next: "Look at the line that is named below the message.",
    };
  }
  if (type === "NoReverseMatch") {
    return {
      type: UrlNameMissing,
      reason: "failed: no URL has that name with these arguments",
      next: "Compare the name with `name=` and `app_name` in urls.py, and the arguments with the pattern's.",
    };
  }
  if (type === "DisallowedHost") {
    return {
      type: HostRefused,
      reason: "was refused: ALLOWED_HOSTS does not list its host",
      next: "Add the host to ALLOWED_HOSTS in settings.py, without its port.",
    };
  }
  const known = diagnosisOfTraceback(traceback);
  if (known && known.type !== CommandFailed) return known;
  const place = placeText(step);
  return {
    type: ViewRaised,
    reason: `failed: ${type} was raised${place && ` at ${place}`}`,
    next: "Look at that line.",
  };
}
