/** Commands as a person types them: an argument list written in the words of a shell. */

/** Characters that no shell of ours treats specially, in any position. */
const plain = /^[\p{L}\p{N}\w@%+=:,./-]+$/u;
const plainOnWindows = /^[\w+=:./\\-]+$/;

/** A family of shells that quote in the same way. */
export type Shell = "posix" | "fish" | "powershell";

/**
 * The reader's shell: what SHELL names, PowerShell on Windows.
 *
 * @example readersShell({ SHELL: "/usr/bin/fish" }, "linux") // fish
 */
export function readersShell(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Shell {
  const name = /[^/\\]*$/.exec(variables.SHELL ?? "")?.[0] ?? "";
  if (platform === "win32" || /^(pwsh|powershell)/i.test(name)) return "powershell";
  return name === "fish" ? "fish" : "posix";
}

/** How a command is to be written down. */
export interface Writing {
  /** The reader's own unless said. */
  shell?: Shell;
  /** Variables that are set for this command alone. */
  variables?: Readonly<Record<string, string>>;
}

/**
 * An argument list as one line for the reader's shell. The shell splits the line into exactly these
 * arguments again.
 *
 * @param argv program and arguments, in UTF-16 strings without NUL
 * @source POSIX.1-2017, Shell Command Language 2.2; PowerShell's about_Quoting_Rules; fish's Quotes
 * @example typed(["python3", "-m", "venv", "my env"], { shell: "posix" }) // python3 -m venv 'my env'
 */
export function typed(
  argv: readonly string[],
  { shell = readersShell(), variables = {} }: Writing = {},
): string {
  const given = Object.entries(variables);
  const quote = { posix: quotedForPosix, fish: quotedForFish, powershell: quotedForPowerShell }[shell];
  const [program = "", ...rest] = argv.map(quote);
  if (shell !== "powershell") {
    return [...given.map(([name, value]) => `${name}=${quote(value, 1)}`), program, ...rest].join(" ");
  }
  const set = given.map(([name, value]) => `$env:${name} = '${value.replaceAll("'", "''")}'; `).join("");
  return set + [program.startsWith("'") ? `& ${program}` : program, ...rest].join(" ");
}

/**
 * A first word with `=` would be an assignment, and zsh takes `=ls` for the path of ls; `~` is never plain.
 */
function isPlain(word: string, position: number): boolean {
  return plain.test(word) && !word.startsWith("=") && !(position === 0 && word.includes("="));
}

function quotedForPosix(word: string, position: number): string {
  return isPlain(word, position) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** In fish's single quotes a backslash before a quote or another backslash is taken away. */
function quotedForFish(word: string, position: number): string {
  return isPlain(word, position) ? word : `'${word.replace(/[\\']/g, "\\$&")}'`;
}

function quotedForPowerShell(word: string): string {
  return plainOnWindows.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}

/**
 * The same command on Windows: `py` for `python3`, `env\Scripts\python` for `env/bin/python`.
 *
 * @example windowsForm(["env/bin/python", "-m", "pip", "list"]) // env\Scripts\python -m pip list
 */
export function windowsForm(
  [program = "", ...rest]: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): string {
  const name = /^python3?$/.test(program)
    ? "py"
    : program.replace(/(^|\/)bin\/([^/]*)$/, "$1Scripts/$2").replaceAll("/", "\\");
  return typed([name, ...rest], { shell: "powershell", variables });
}
