/** The address of a view, by its name. */
import { DjlabError } from "../../tools/errors.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";

/** No pattern has that name, or it takes other values. */
export class NoReverse extends DjlabError {}

/** For the places of a pattern: in their order, or by their names. */
export type RouteValues =
  | readonly (string | number | boolean)[]
  | Readonly<Record<string, string | number | boolean>>;

/**
 * The path of the pattern that has a name.
 *
 * @param name with its namespaces, for instance `polls:detail`
 * @throws NoReverse with Django's own words
 * @source https://docs.djangoproject.com/en/stable/ref/urlresolvers/#reverse
 * @example await mysite.reverse("admin:index") // /admin/
 */
export async function reverse(project: Managed, name: string, values: RouteValues = []): Promise<string> {
  const inOrder = Array.isArray(values);
  const question = { name, args: inOrder ? values : [], kwargs: inOrder ? {} : values };
  const answers = await ask<{ reverse: { path: string } | { problem: string } }>(project, {
    reverse: question,
  });
  if ("path" in answers.reverse) return answers.reverse.path;
  throw new NoReverse(`There is no address for ${name}: ${answers.reverse.problem}`, {
    next: "Look for the name, and for the values that its pattern takes, in the tree of addresses.",
  });
}
