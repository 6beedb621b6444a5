/** Django's development server: asked, stopped. */
import { Explanation } from "../../tools/explanation.js";
import { isAlive } from "../../tools/group.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { fetchPage, type Page } from "../../web/page.js";
import { answers, thisMachine } from "../../web/port.js";
import type { Managed } from "../manage.js";
import { type Launch, launch } from "./launch.js";
import type { ServerLog } from "./log.js";
import { runningServers } from "./running.js";
import { Stopped } from "./stopped.js";

/** A development server that runs, or ran. */
export class Server extends Shown {
  #launch: Launch;
  #stopped?: Stopped;

  private constructor(
    readonly project: Managed,
    launched: Launch,
  ) {
    super();
    this.#launch = launched;
  }

  /**
   * Starts the server of a project; resolves when it answers. One that this program started for the same
   * project before is stopped first.
   *
   * @throws DjlabError when it does not start, with its last words
   */
  static async start(project: Managed): Promise<Server> {
    const servers = runningServers();
    await servers.get(project.folder)?.stop();
    const server = new Server(project, await launch(project));
    servers.set(project.folder, server);
    return server;
  }

  /** The port that it listens at. */
  get port(): number {
    return this.#launch.port;
  }

  /** Host and port, for instance `127.0.0.1:8000`. */
  get address(): string {
    return `${thisMachine}:${this.port}`;
  }

  /** For instance `http://127.0.0.1:8000/`. */
  get url(): string {
    return `http://${this.address}/`;
  }

  /** What it has printed, as data. */
  get log(): ServerLog {
    return this.#launch.log;
  }

  /** Id of its process and of the group of those that it started. */
  get leader(): number {
    return this.#launch.running.leader;
  }

  /** Whether its process runs. */
  get isRunning(): boolean {
    return isAlive(this.leader);
  }

  /** Whether it has ended without having been stopped. */
  get endedByItself(): boolean {
    return !this.isRunning && !this.#stopped;
  }

  /** What it says to press to stop it: CONTROL-C, or CTRL-BREAK on Windows. */
  get quitKeys(): string {
    return /Quit the server with ([A-Z-]+)/.exec(this.log.text)?.[1] ?? "CONTROL-C";
  }

  /** Its command word by word, with a meaning for each. */
  explained(meanings: Readonly<Record<string, string>>): Explanation {
    return new Explanation(this.#launch.argv, meanings);
  }

  /**
   * Asks it for a page, as a browser would, and waits until the request is in its log. When it does not run
   * any more, it is started again first, which is shown: so a cell that asks can be run again at any time.
   *
   * @param path begins with a slash
   * @throws DjlabError when it does not answer
   * @example const page = await server.get("/");
   */
  async get(path: string): Promise<Page> {
    if (!this.isRunning) await this.#startAgain();
    const before = this.log.requests.length;
    const page = await fetchPage(this.url, path);
    await this.log.until((log) => log.requests.length > before, 2000);
    return page;
  }

  async #startAgain(): Promise<void> {
    process.stdout.write("(The server has ended. It is started again.)\n");
    const servers = runningServers();
    const other = servers.get(this.project.folder);
    if (other !== this) await other?.stop();
    this.#launch = await launch(this.project);
    this.#stopped = undefined;
    servers.set(this.project.folder, this);
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
    const signal = await this.#launch.running.stop();
    const result = await this.#launch.running.ended;
    const seconds = (performance.now() - began) / 1000;
    const { url, port, quitKeys: keys } = this;
    this.#stopped = new Stopped({ url, port, keys, signal, seconds, result });
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
