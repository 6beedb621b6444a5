/** A server of a project: asked, watched, stopped. */
import { join } from "node:path";
import { Explanation } from "../../tools/explanation.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { fetchPage, type Page } from "../../web/page.js";
import { answers, thisMachine } from "../../web/port.js";
import { Visitor } from "../../web/visitor.js";
import type { Managed } from "../manage.js";
import { type KindOfServer, kinds, type Protocol, type ServerKind } from "./kinds.js";
import { type Launch, launch, type ServeOptions } from "./launch.js";
import type { ServerLog } from "./log.js";
import { isBehind, NoReloader, Reload, startsIn, templatesSeen } from "./reload.js";
import { startedAgain, waitsForEdit } from "./restart.js";
import { runningServers } from "./running.js";
import { Stopped } from "./stopped.js";

/** A server of a project that runs, or ran. */
export class Server extends Shown {
  #launch: Launch;
  #stopped?: Stopped;
  /** The starts that somebody waited for: the first one, and those that `reloaded` told of. */
  #startsSeen = 1;

  private constructor(
    readonly project: Managed,
    /** Which server: `runserver`, or the name of another's package. */
    readonly kind: ServerKind,
    readonly options: ServeOptions,
    launched: Launch,
  ) {
    super();
    this.#launch = launched;
  }

  /**
   * Starts a server of a project; resolves when it answers. One of that kind that this program started for the
   * same project before is stopped first.
   *
   * @throws NoSuchServer, ServerMissing, ApplicationMissing, PortInUse, ServerDied, ServerHangs
   * @source https://docs.djangoproject.com/en/stable/howto/deployment/
   */
  static async start(
    project: Managed,
    kind: ServerKind = "runserver",
    options: ServeOptions = {},
  ): Promise<Server> {
    await runningServers().get(placeOf(project, kind))?.stop();
    const server = new Server(project, kind, options, await launch(project, kind, options));
    runningServers().set(placeOf(project, kind), server);
    return server;
  }

  /** How it calls Django. */
  get protocol(): Protocol {
    return this.#facts.protocol;
  }

  get #facts(): KindOfServer {
    return kinds[this.kind];
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

  /** Whether its process runs: the one that was started, whatever became of those that it started. */
  get isRunning(): boolean {
    return !this.log.isClosed && leads(this.leader);
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
   * any more, it is started again first, which is shown: so a cell that asks can be run again at any time. After
   * an edit of a template it is given the second that it takes to notice.
   *
   * @param path begins with a slash
   * @throws LeadsAway, NothingAnswers, AnswerTooSlow, AnswerTooLarge, AnswerCutShort, AnswerGarbled
   * @example const page = await server.get("/");
   */
  async get(path: string): Promise<Page> {
    await this.ready();
    const before = this.log.requests.length;
    const page = await fetchPage(this.url, path);
    if (this.#facts.request) await this.log.until((log) => log.requests.length > before, 2000);
    return page;
  }

  /** Starts it again when it does not run any more, and gives it the second that it takes to notice a template. */
  async ready(): Promise<void> {
    if (!this.isRunning) await this.#startAgain();
    else if (this.#hasReloader) await templatesSeen(this.project.folder);
  }

  /**
   * A visitor who keeps cookies, follows redirects and fills in forms. A server that has ended is started again,
   * whenever the visitor asks it for a page.
   *
   * @example (await (await server.visit()).get("/admin/")).title; // Log in | Django site admin
   */
  async visit(): Promise<Visitor> {
    await this.ready();
    return new Visitor(this);
  }

  /** How often its autoreloader has started it again. */
  get reloads(): number {
    const { begun, files } = startsIn(this.log);
    return Math.max(files.length, begun - 1, 0);
  }

  /**
   * Waits until the server has taken in the last edit of the project's files; returns at once when nothing was
   * edited since it started well, or when it does not run. So a cell that edits and asks can be run again at any time.
   *
   * @throws NoReloader; ServerDied when the edited project does not load
   * @example await server.upToDate();
   */
  async upToDate({ patience = 30_000 } = {}): Promise<void> {
    const { log } = this.#launch;
    if (!this.isRunning) return;
    if (await isBehind(log, this.project.folder)) await this.reloaded({ patience });
    const { failure } = startsIn(log);
    if (failure !== undefined) throw await waitsForEdit(this.#launch, this.project, failure);
  }

  /**
   * Waits until the server has started itself again after the last edit of the project's files; returns at once
   * when it has done so already, and nobody was told.
   *
   * @param options.patience milliseconds; half a minute unless said
   * @throws NoReloader, NothingReloaded; ServerDied when the edited project does not load
   * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
   */
  async reloaded({ patience = 30_000 } = {}): Promise<Reload> {
    if (!this.#hasReloader) {
      throw new NoReloader(`${this.#facts.title} does not start itself again after an edit here`, {
        next: "Stop it and start it again, or take runserver with its reloader.",
      });
    }
    const starts = await startedAgain(this.#launch, this.project, this.#startsSeen, patience);
    this.#startsSeen = starts.begun;
    if (starts.failure !== undefined) throw await waitsForEdit(this.#launch, this.project, starts.failure);
    const { files } = starts;
    return new Reload(this.reloads, (files.length === this.reloads && files.at(-1)) || "");
  }

  get #hasReloader(): boolean {
    return this.#facts.reloads && !this.options.noreload;
  }

  async #startAgain(): Promise<void> {
    process.stdout.write("(The server has ended. It is started again.)\n");
    // What it had started may have outlived it.
    if (!this.#stopped) await this.#launch.running.stop();
    const place = placeOf(this.project, this.kind);
    const other = runningServers().get(place);
    if (other !== this) await other?.stop();
    this.#launch = await launch(this.project, this.kind, this.options);
    this.#stopped = undefined;
    this.#startsSeen = 1;
    runningServers().set(place, this);
  }

  /** Whether it takes connections. */
  async answers(): Promise<boolean> {
    return answers(this.port);
  }

  /** Stops it as the reader would, by what Ctrl+C sends, and waits until all of it is gone. */
  async stop(): Promise<Stopped> {
    if (this.#stopped) return this.#stopped;
    const began = performance.now();
    const runs = this.isRunning;
    if (runs) process.stdout.write("^C\n");
    const sent = await this.#launch.running.stop();
    const result = await this.#launch.running.ended;
    const [signal, seconds] = runs ? [sent, (performance.now() - began) / 1000] : [undefined, 0];
    const { url, port, quitKeys: keys } = this;
    this.#stopped = new Stopped({ url, port, keys, signal, seconds, result });
    return this.#stopped;
  }

  protected asText(): string {
    return `${this.#facts.title} for ${this.project.name}: ${this.url}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.#facts.title} for <code>${this.project.name}</code>
      <span class="badge">${this.protocol}</span></p>
      <a href="${this.url}" target="_blank" rel="noreferrer">${this.url}</a>
      <span class="soft">(this machine only; opens while the server runs)</span></div>`;
  }
}

function placeOf({ folder }: Managed, kind: ServerKind): string {
  return join(folder, kind);
}

/** Whether a process that we started runs; one that has ended is reaped by Node at once. */
function leads(leader: number): boolean {
  try {
    return process.kill(leader, 0);
  } catch {
    return false;
  }
}
