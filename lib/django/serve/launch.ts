/** `manage.py runserver`, from the command to the first answer. */
import { type Arguments, type Running, start } from "../../tools/command.js";
import { DjlabError } from "../../tools/errors.js";
import { answers, freePort, thisMachine } from "../../web/port.js";
import { type Managed, manageArguments } from "../manage.js";
import { ServerLog } from "./log.js";

/** How long a server may take until it answers, milliseconds: slow disks, many apps. */
const patience = 60_000;

/**
 * With its reloader on, a server that cannot start stays: it waits for an edit of the files. Matches when the
 * first traceback is whole.
 */
const waitsForAnEdit = /^Exception in thread django-main-thread:\nTraceback.*\n(?: .*\n)+\S/m;

/** Django's own choice, and so the reader's habit. */
const usualPort = 8000;

/** A server's process, from its start on. */
export interface Launch {
  argv: Arguments;
  port: number;
  log: ServerLog;
  running: Running;
}

/**
 * Starts a project's server at a free port, Django's usual one when that is free; resolves when it answers.
 * What it prints until then is shown.
 *
 * @throws DjlabError when it ends or says nothing, with its last words
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
 */
export async function launch(project: Managed): Promise<Launch> {
  const port = await freePort(usualPort);
  const argv = manageArguments(project, "runserver", [`${thisMachine}:${port}`]);
  const log = new ServerLog();
  let starting = true;
  const running = await start(argv, {
    cwd: project.folder,
    terminal: project.environment.workspace,
    show: () => starting,
    onOutput: (stream, text) => log.add(stream, text),
  });
  // The banner comes when the port is taken, so whoever answers there then is this server.
  const hasBanner = () => log.text.includes(`http://${thisMachine}:${port}/`);
  const decided = log.until(({ text }) => hasBanner() || waitsForAnEdit.test(text), patience);
  await Promise.race([decided, running.ended]);
  starting = false;
  if (hasBanner() && (await answers(port))) return { argv, port, log, running };
  await running.stop();
  throw notStarted(project.name, log.text);
}

function notStarted(name: string, words: string): DjlabError {
  const end = words.split("\n").slice(-12).join("\n");
  return new DjlabError(`The server of ${name} did not start\n${end}`, {
    next: /port is already in use/.test(words)
      ? "Another program took the port in that moment: run the cell again."
      : "Look at the last line above: it names what is wrong in the project's files.",
  });
}
