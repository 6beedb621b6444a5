/** Commands as a person types them: an argument list written in the words of a shell. */

/** Characters that no shell of ours treats specially, in any position. */
const plain = /^[\w@%+=:,./-]+$/;
const plainOnWindows = /^[\w+=:./\\-]+$/;

/**
 * An argument list as one line for the reader's shell: POSIX shells, or PowerShell on Windows.
 * The shell splits the line into exactly these arguments again.
 *
 * @param argv program and arguments, in UTF-16 strings without NUL
 * @source POSIX.1-2017, Shell Command Language 2.2; PowerShell's about_Quoting_Rules
 * @example typed(["python3", "-m", "venv", "my env"]) // python3 -m venv 'my env'
 */
export function typed(argv: readonly string[], platform: NodeJS.Platform = process.platform): string {
  if (platform !== "win32") return argv.map(quotedForPosix).join(" ");
  const [program = "", ...rest] = argv.map(quotedForPowerShell);
  const call = program.startsWith("'") ? `& ${program}` : program;
  return [call, ...rest].join(" ");
}

/** A first word with `=` would be an assignment, so `=` is plain only after the first word; `~` is never plain. */
function quotedForPosix(word: string, position: number): string {
  if (plain.test(word) && !(position === 0 && word.includes("="))) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function quotedForPowerShell(word: string): string {
  return plainOnWindows.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}

/**
 * The same command on Windows: `py` for `python3`, `env\Scripts\python` for `env/bin/python`.
 *
 * @example windowsForm(["env/bin/python", "-m", "pip", "list"]) // env\Scripts\python -m pip list
 */
export function windowsForm([program = "", ...rest]: readonly string[]): string {
  const name = /^python3?$/.test(program)
    ? "py"
    : program.replace("/bin/", "/Scripts/").replaceAll("/", "\\");
  return typed([name.replace(/^bin\\/, "Scripts\\"), ...rest], "win32");
}
