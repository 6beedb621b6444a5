/** Where something is written. */

/** A line of a file: its path from the project's folder where it lies in it, else absolute. Lines count from 1. */
export interface Place {
  file: string;
  line: number;
}

/**
 * As short as it stays clear: of what is installed, the path in its environment's packages.
 *
 * @example shortPath("/home/me/env/lib/python3.12/site-packages/django/urls/base.py") // django/urls/base.py
 */
export function shortPath(path: string): string {
  return path.replace(/^.*[\\/](site|dist)-packages[\\/]/, "").replaceAll("\\", "/");
}

/**
 * A place in a few characters, empty for none.
 *
 * @example shownPlace({ file: "polls/views.py", line: 3 }) // polls/views.py:3
 */
export function shownPlace({ file, line }: Partial<Place> = {}): string {
  if (!file) return "";
  return line ? `${shortPath(file)}:${line}` : shortPath(file);
}
