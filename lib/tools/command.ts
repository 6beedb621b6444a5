/** The one door to other programs. Nothing else in the library starts one. */
import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { endsWithUs } from "./ends-with-us.js";
import { CommandFailed } from "./errors.js";
import {
  type Diagnosis,
  FolderMissing,
  generalDiagnosis,
  PermissionDenied,
  ProgramMissing,
} from "./failures.js";
import { endGroup, ownGroup, signalGroup } from "./group.js";
import { forward, Output } from "./output.js";
import { typed } from "./quoting.js";
import { CommandResult } from "./result.js";
import { hidden, MaskedStream, masked, maskedJson, secretsIn } from "./secrets.js";
import { cleanVariables, type Variables } from "./variables.js";

/** Program and arguments. A program with a slash in it is a path from `cwd`; without, it is found on PATH. */
export type Arguments = readonly [program: string, ...rest: string[]];

/** The reader's terminal: the folder in which they opened it, and what was typed there so far. */
export interface Terminal {
  readonly folder: string;
  record(result: CommandResult): void;
}

export interface CommandOptions {
  /** The folder to run in, absolute. */
  cwd: string;
  /** Where the reader would type it: `cwd` is shown relative to its folder, and it keeps the record. */
  terminal?: Terminal;
  /** Whether the command and its output are shown as they come (asked for each piece); true unless said. */
  show?: boolean | (() => boolean);
  /** Milliseconds after which it is killed, with all that it started. */
  timeout?: number;
  /** Variables that it gets besides the clean ones; shown before the command, secrets masked. */
  variables?: Variables;
  /** What it reads from its standard input; nothing unless said. */
  input?: string;
  /**
   * Whether its standard output is JSON: that is neither shown nor handed out as it comes, and the strings in it are
   * masked one by one.
   */
  json?: boolean;
  /** Whether what it started ends when it has gone, however it went: of a server, else, nobody would see it. */
  endsTogether?: boolean;
  /** What its failure was, when that is known better than by what all programs have in common. */
  diagnose?: (result: CommandResult) => Diagnosis | undefined;
  /** Called with each piece of output, masked, in the order of arrival. */
  onOutput?: (stream: "stdout" | "stderr", text: string) => void;
}

/** A program that runs. */
export interface Running {
  /** Process id, and id of the group of everything that it starts. */
  readonly leader: number;
  /** Resolves when it ended, however; never rejects. */
  readonly ended: Promise<CommandResult>;
  /** Ends it and all that it started as Ctrl+C would; resolves, when they are gone, to what it took. */
  stop(): Promise<NodeJS.Signals>;
}

/**
 * Runs a program to its end and returns what it did.
 *
 * @throws CommandFailed when it cannot be started, ends with another exit code than 0 or by a signal
 * @example await run([...python.command, "--version"], { cwd: process.cwd() });
 */
export async function run(argv: Arguments, options: CommandOptions): Promise<CommandResult> {
  const { ended } = await start(argv, options);
  const result = await ended;
  if (result.exitCode === 0) return result;
  const told = result.timedOut ? undefined : options.diagnose?.(result);
  const { type, ...known } = told ?? generalDiagnosis(result);
  const { command, exitCode, signal } = result;
  throw new type({ command, exitCode, signal, lastWords: result.lastWords(), ...known });
}

/**
 * Starts a program, in a clean environment, without a shell and without input, as leader of a process
 * group of its own; resolves when it runs.
 *
 * @throws CommandFailed when there is no such program or no such folder
 */
export async function start(argv: Arguments, options: CommandOptions): Promise<Running> {
  const { cwd, terminal, timeout, onOutput, variables = {}, input, endsTogether, json } = options;
  const shown = typeof options.show === "function" ? options.show : () => options.show !== false;
  const visible = shown();
  const given = hidden(variables);
  const words = argv.map(shownWord);
  const command = masked(typed(words, { variables: given }));
  const folder = shownFolder(cwd, terminal);
  if (visible) process.stdout.write(`${folder && `${folder} `}$ ${command}\n`);

  const began = performance.now();
  const child = execa(onDisk(argv[0], cwd), argv.slice(1), {
    cwd,
    env: { ...cleanVariables(), ...variables },
    extendEnv: false,
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    buffer: false,
    reject: false,
    detached: ownGroup,
    windowsHide: true,
  });
  const leader = child.pid;
  if (leader === undefined) throw notStarted({ program: argv[0], command, cwd, folder }, (await child).cause);

  const release = endsWithUs(leader);
  let timedOut = false;
  const onTimeout = () => {
    timedOut = true;
    signalGroup(leader, "SIGKILL");
  };
  const timer = timeout === undefined ? undefined : setTimeout(onTimeout, timeout);
  const output = { stdout: new Output(), stderr: new Output() };
  const secrets = secretsIn(variables);
  const follow = (stream: "stdout" | "stderr") =>
    forward(child[stream], new MaskedStream(secrets), async (text) => {
      output[stream].add(text);
      onOutput?.(stream, text);
      if (shown()) await written(process[stream], text);
    });

  let stopped = false;
  const stop = () => {
    stopped = true;
    return endGroup(leader);
  };
  if (endsTogether) child.once("exit", () => void (stopped || endGroup(leader)));
  const collect = () => forward(child.stdout, unmasked, (text) => output.stdout.add(text));
  const ended = Promise.all([child, json ? collect() : follow("stdout"), follow("stderr")]).then(
    ([{ exitCode, signal }]) => {
      clearTimeout(timer);
      release();
      const result = new CommandResult({
        argv: words.map((word) => masked(word)),
        variables: given,
        command,
        folder,
        exitCode,
        signal,
        timedOut,
        stopped,
        stdout: json ? maskedJson(output.stdout.text(), secrets) : output.stdout.text(),
        stderr: output.stderr.text(),
        seconds: (performance.now() - began) / 1000,
      });
      if (visible) terminal?.record(result);
      return result;
    },
  );
  return { leader, ended, stop };
}

/** A path from `cwd` is made absolute: Windows would take it from this program's own folder. */
function onDisk(program: string, cwd: string): string {
  return /[\\/]/.test(program) ? resolve(cwd, program) : program;
}

/** What is masked when it is whole. */
const unmasked = { push: (text: string) => text, end: () => "" };

const library = fileURLToPath(new URL("..", import.meta.url));

/** A file of ours is nothing that the reader would type: where it lies here is of no interest. */
function shownWord(word: string): string {
  return word.startsWith(library) ? `djlab/lib/${word.slice(library.length).split(sep).join("/")}` : word;
}

/** The folder that a prompt would show; empty where the terminal was opened. */
export function shownFolder(cwd: string, terminal?: Terminal): string {
  const path = terminal ? relative(terminal.folder, cwd) : "";
  return isAbsolute(path) || path.startsWith("..") ? cwd : path.split(sep).join("/");
}

function written(stream: NodeJS.WriteStream, text: string): Promise<void> | undefined {
  return stream.write(text) ? undefined : new Promise((drained) => stream.once("drain", drained));
}

interface NotStarted {
  program: string;
  command: string;
  cwd: string;
  /** As it is shown. */
  folder: string;
}

function notStarted({ program, command, cwd, folder }: NotStarted, cause: unknown): CommandFailed {
  const base = { command, lastWords: "" };
  if (!existsSync(cwd)) {
    return new FolderMissing({
      ...base,
      reason: `cannot run: there is no folder ${folder || cwd}`,
      next: "Run the cells above this one.",
    });
  }
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === "EACCES" || code === "EPERM") {
    return new PermissionDenied({
      ...base,
      reason: `cannot run: ${program} is no program, or not one that you may run`,
      next: "Look what it is, and whose.",
    });
  }
  if (code !== "ENOENT") return new CommandFailed({ ...base, reason: `did not start (${code})`, cause });
  const isPath = /[\\/]/.test(program);
  return new ProgramMissing({
    ...base,
    reason: isPath ? `cannot run: there is no program ${program}` : `cannot run: ${program} is not on PATH`,
    next: isPath
      ? "Run the cell above that makes it."
      : `Install ${program}, or open a terminal in which \`${program}\` works and start from there.`,
  });
}
