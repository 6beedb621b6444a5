/** The shells in which an environment can be activated, and how each is made to do so. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readersShell, type Shell, typed } from "../tools/quoting.js";
import { programsFolder } from "./layout.js";

/** By the name of its program; `powershell` is the one that comes with Windows, `pwsh` the newer one. */
export type ShellName = "bash" | "zsh" | "sh" | "dash" | "fish" | "pwsh" | "powershell" | "cmd";

export interface ActivatingShell {
  name: ShellName;
  /** Its options to start as it is when nobody has set it up, and to read what it is to do. */
  options: readonly string[];
  /** What an environment's activator for it may be called. */
  activators: readonly string[];
  /** What is typed before the activator's path; empty for nothing. */
  verb: string;
  /** How words are quoted in it. */
  quotes: Shell | "cmd";
  /** Whether its script is its last argument; else it is its input. fish takes Node's pipes for folders. */
  byArgument?: true;
  /** What it is given to do: it tells its state, activates, tells it, deactivates, tells it. */
  script: string;
}

/** @param prompt what the shell shows as its prompt, in its own words */
const posix = (prompt: string) => `PS1='$ '
tell() { "$DJLAB_ASKS" -Es "$DJLAB_TELLS" "${prompt}" "$(command -v python)"; }
tell
. "$DJLAB_ACTIVATOR"
tell
deactivate
tell
`;

const sh = posix("$PS1");
// zsh's prompts hold codes, which it expands itself.
const zsh = posix("$" + "{(%)PS1}");

const fish = `function fish_prompt; printf '$ '; end
function tell; $DJLAB_ASKS -Es $DJLAB_TELLS (fish_prompt | string collect) (command -s python); end
tell
source $DJLAB_ACTIVATOR
tell
deactivate
tell
`;

// One line each: PowerShell takes what it reads from its input line by line.
const powershell = `function prompt { '$ ' }
function tell { & $env:DJLAB_ASKS -Es $env:DJLAB_TELLS "$(prompt)" "$((Get-Command python -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Source)" }
tell
. $env:DJLAB_ACTIVATOR
tell
deactivate
tell
`;

const cmd = `@echo off
set PROMPT=$$$S
"%DJLAB_ASKS%" -Es "%DJLAB_TELLS%" "%PROMPT%"
call "%DJLAB_ACTIVATOR%"
"%DJLAB_ASKS%" -Es "%DJLAB_TELLS%" "%PROMPT%"
call deactivate
"%DJLAB_ASKS%" -Es "%DJLAB_TELLS%" "%PROMPT%"
`;

const ps1 = ["Activate.ps1", "activate.ps1"];

const shells: readonly ActivatingShell[] = [
  {
    name: "bash",
    options: ["--noprofile", "--norc", "-s"],
    activators: ["activate"],
    verb: "source",
    quotes: "posix",
    script: sh,
  },
  {
    name: "zsh",
    options: ["-f", "-s"],
    activators: ["activate"],
    verb: "source",
    quotes: "posix",
    script: zsh,
  },
  { name: "sh", options: ["-s"], activators: ["activate"], verb: ".", quotes: "posix", script: sh },
  { name: "dash", options: ["-s"], activators: ["activate"], verb: ".", quotes: "posix", script: sh },
  {
    name: "fish",
    options: ["--no-config", "-c"],
    activators: ["activate.fish"],
    verb: "source",
    quotes: "fish",
    script: fish,
    byArgument: true,
  },
  {
    name: "pwsh",
    options: ["-NoProfile", "-Command", "-"],
    activators: ps1,
    verb: "",
    quotes: "powershell",
    script: powershell,
  },
  {
    name: "powershell",
    options: ["-NoProfile", "-Command", "-"],
    activators: ps1,
    verb: "",
    quotes: "powershell",
    script: powershell,
  },
  { name: "cmd", options: ["/d", "/q"], activators: ["activate.bat"], verb: "", quotes: "cmd", script: cmd },
];

/** All names, in the order in which they are told. */
export const shellNames: readonly ShellName[] = shells.map(({ name }) => name);

export function shellNamed(name: ShellName): ActivatingShell {
  const shell = shells.find((one) => one.name === name);
  if (!shell)
    throw new TypeError(`There is no shell ${name}; those that are known: ${shellNames.join(", ")}`);
  return shell;
}

/**
 * The reader's own: what SHELL names, where that can activate an environment.
 *
 * @example ownShell({ SHELL: "/usr/bin/fish" }, "linux") // fish
 */
export function ownShell(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): ShellName {
  const family = readersShell(variables, platform);
  if (family === "powershell") return platform === "win32" ? "powershell" : "pwsh";
  const name = /[^/\\]*$/.exec(variables.SHELL ?? "")?.[0];
  return shellNames.find((known) => known === name) ?? "bash";
}

/** Its activator for a shell, by the name that its maker gave it; undefined when it has none. */
export function activatorIn(folder: string, shell: ShellName): string | undefined {
  return shellNamed(shell).activators.find((file) => existsSync(join(folder, programsFolder, file)));
}

/**
 * What to type to activate an environment.
 *
 * @param name of the environment: its path from the folder in which one types
 * @param activator the activator's file, where it is not called as venv calls it
 * @source https://docs.python.org/3/library/venv.html#how-venvs-work
 * @example activationIn("fish", "env", "linux") // source env/bin/activate.fish
 */
export function activationIn(
  shell: ShellName,
  name: string,
  platform: NodeJS.Platform = process.platform,
  activator: string = shellNamed(shell).activators[0] ?? "",
): string {
  const folder = platform === "win32" ? "Scripts" : "bin";
  const { verb, quotes } = shellNamed(shell);
  const path = `${name}/${folder}/${activator}`;
  const ofWindows = platform === "win32" && ["cmd", "powershell"].includes(quotes);
  const word = ofWindows ? path.replaceAll("/", "\\") : path;
  if (quotes === "cmd") return /[\s&()^;,=]/.test(word) ? `"${word}"` : word;
  return typed(verb ? [verb, word] : [word], { shell: quotes });
}
