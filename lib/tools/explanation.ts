/** A command, taken apart word by word. */
import { type Html, html } from "./html.js";
import { typed, windowsForm } from "./quoting.js";
import { Shown } from "./show.js";

/** Words that the library adds on some machines, so that no chapter has to know of them. */
const common: Record<string, string> = {
  "--clear": "and empty the folder first, as what is there cannot be used",
  "--find-links": "look for packages here, too:",
  python: "start Python",
  "-m": "run a module as a program: the one that follows",
  virtualenv: "the tool; where it is on PATH, its name alone starts it",
  pipenv: "the tool; where it is on PATH, its name alone starts it",
  "--python": "make the environment from the Python that follows",
  "--no-periodic-update": "do not look for newer versions of pip by the way",
};

/** The words of a command, each with its meaning. */
export class Explanation extends Shown {
  readonly #argv: readonly string[];
  readonly #rows: [word: string, meaning: string][];

  /**
   * @param meanings by word; the program by its plain name: `python` for `py`, `python3` and `env/bin/python`
   * @throws TypeError for a meaning whose word is not in the command
   */
  constructor(argv: readonly string[], meanings: Readonly<Record<string, string>>) {
    super();
    this.#argv = argv;
    const names = argv.map((word, index) => (index === 0 ? plainName(word) : word));
    const strange = Object.keys(meanings).find((word) => !names.includes(word));
    if (strange !== undefined) throw new TypeError(`There is no word "${strange}" in: ${typed(argv)}`);
    this.#rows = names.map((name, index) => [
      typed([argv[index] ?? ""]),
      meanings[name] ?? common[name] ?? (/^-3\.\d+$/.test(name) ? "this version of it" : ""),
    ]);
  }

  protected asText(): string {
    const width = Math.max(...this.#rows.map(([word]) => word.length));
    return this.#rows.map(([word, meaning]) => `${word.padEnd(width)}  ${meaning}`).join("\n");
  }

  protected asHtml(): Html {
    return html`<table><thead><tr><th scope="col">word</th><th scope="col">what it says</th></tr></thead><tbody>
      ${this.#rows.map(([word, meaning]) => html`<tr><td><code>${word}</code></td><td>${meaning}</td></tr>`)}
      </tbody></table><details><summary>The same in PowerShell on Windows</summary><code>${windowsForm(this.#argv)}</code></details>`;
  }
}

function plainName(program: string): string {
  const name = /[^/\\]+$/.exec(program)?.[0].replace(/\.exe$/i, "") ?? program;
  return /^(py|python[\d.]*)$/.test(name) ? "python" : name;
}
