/** Django's development server: started, asked, stopped. */
import { type Arguments, type Running, start } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import { Explanation } from "../tools/explanation.js";
import { signalGroup } from "../tools/group.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { ServerLog } from "./log.js";
import { type Managed, manageArguments } from "./manage.js";
import { fetchPage, type Page } from "./page.js";
import { answers, freePort, thisMachine } from "./port.js";
import { runningServers } from "./running.js";
import { Stopped } from "./stopped.js";

/** How long a server may take until it answers, milliseconds: slow disks, many apps. */
const patience = 60_000;

/** Django's own choice, and so the reader's habit. */
const usualPort = 8000;

/** A development server that runs, or ran. */
export class Server extends Shown {
  #stopped?: Stopped;

  constructor(
    readonly project: Managed,
    /** The command that runs it, word by word. */
    readonly argv: Arguments,
    readonly port: number,
    /** What it prints, as data. */
    readonly log: ServerLog,
    readonly running: Running,
  ) {
    super();
  }

  /** Host and port, for instance `127.0.0.1:8000`. */
  get address(): string {
    return `${thisMachine}:${this.port}`;
  }

  /** Whether its process runs. */
  get isRunning(): boolean {
    return signalGroup(this.running.leader, 0);
  }

  /** Its command word by word, with a meaning for each. */
  explained(meanings: Readonly<Record<string, string>>): Explanation {
    return new Explanation(this.argv, meanings);
  }

  /** For instance `http://127.0.0.1:8000/`. */
  get url(): string {
    return `http://${this.address}/`;
  }

  /** What it says to press to stop it: CONTROL-C, or CTRL-BREAK on Windows. */
  get quitKeys(): string {
    return /Quit the server with ([A-Z-]+)/.exec(this.log.text)?.[1] ?? "CONTROL-C";
  }

  /**
   * Asks it for a page, as a browser would, and waits until the request is in its log.
   *
   * @param path begins with a slash
   * @throws DjlabError when it does not answer (any more)
   * @example const page = await server.get("/");
   */
  async get(path: string): Promise<Page> {
    const before = this.log.requests.length;
    const page = await fetchPage(this.url, path);
    await this.log.until((log) => log.requests.length > before, 2000);
    return page;
  }

  /** Whether it takes connections. */
  async answers(): Promise<boolean> {
    return answers(this.port);
  }

  /** Stops it as the reader would, by what Ctrl+C sends, and waits until all of it is gone. */
  async stop(): Promise<Stopped> {
    if (this.#stopped) return this.#stopped;
    const began = performance.now();
    process.stdout.write("^C\n");
    const signal = await this.running.stop();
    const result = await this.running.ended;
    const seconds = (performance.now() - began) / 1000;
    this.#stopped = new Stopped({
      url: this.url,
      port: this.port,
      keys: this.quitKeys,
      signal,
      seconds,
      result,
    });
    return this.#stopped;
  }

  protected asText(): string {
    return `Django's development server for ${this.project.name}: ${this.url}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">Django's development server for <code>${this.project.name}</code></p>
      <a href="${this.url}" target="_blank" rel="noreferrer">${this.url}</a>
      <span class="soft">(this machine only; opens while the server runs)</span></div>`;
  }
}

/**
 * Starts the server of a project at a free port; resolves when it answers. One that this program started
 * for the same project before is stopped first. What it prints until it answers is shown.
 *
 * @throws DjlabError when it ends or says nothing, with its last words
 */
export async function startServer(project: Managed): Promise<Server> {
  const servers = runningServers();
  await servers.get(project.folder)?.stop();
  const port = await freePort(usualPort);
  const log = new ServerLog();
  let starting = true;
  const argv = manageArguments(project, "runserver", [`${thisMachine}:${port}`]);
  const running = await start(argv, {
    cwd: project.folder,
    terminal: project.environment.workspace,
    show: () => starting,
    onOutput: (stream, text) => log.add(stream, text),
  });
  const server = new Server(project, argv, port, log, running);
  servers.set(project.folder, server);
  void running.ended.then(() => servers.get(project.folder) === server && servers.delete(project.folder));

  const banner = log.until(({ text }) => text.includes(`http://${thisMachine}:${port}/`), patience);
  const ready = await Promise.race([banner, running.ended]);
  starting = false;
  if (ready === true && (await server.answers())) return server;
  await server.stop();
  throw new DjlabError(
    `The server of ${project.name} did not start\n${log.text.split("\n").slice(-12).join("\n")}`,
    {
      next: /port is already in use/.test(log.text)
        ? "Another program took the port in that moment: run the cell again."
        : "Look at the last line above: it names what is wrong in the project's files.",
    },
  );
}
