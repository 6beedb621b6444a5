/** The code behind an address. */
import { shownPlace } from "./place.js";

/** A view; file and line as in `Place`, undefined where it is not written in Python. */
export interface View {
  /** For instance `index` or `AdminSite.index`. */
  name: string;
  /** For instance `polls.views`. */
  module: string;
  kind: "function" | "class";
  file?: string;
  line?: number;
}

/** For instance `polls.views.index (polls/views.py:3)`. */
export function shownView(view: View): string {
  const place = shownPlace(view);
  return place ? `${view.module}.${view.name} (${place})` : `${view.module}.${view.name}`;
}
