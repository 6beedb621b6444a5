/** What a chapter's first cell opens. */
import { join, relative, sep } from "node:path";
import type { FileDiff } from "../django/files/file-diff.js";
import { openProject, type Project } from "../django/project.js";
import { runningServers } from "../django/serve/running.js";
import { Environment } from "../python/environment.js";
import { findPython } from "../python/find-python.js";
import type { Python } from "../python/interpreter.js";
import { type MadeEnvironment, venv } from "../python/venv.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { StateChange } from "../tools/state/saved-states.js";
import { Workspace } from "../tools/workspace.js";
import { type ChapterEntry, chapterEntry } from "./course.js";
import { Entries } from "./entries.js";
import { Recap } from "./recap.js";
import { bringTo, inWords } from "./states.js";

/** A chapter at work: its folder, and the Python that it uses. */
export class Chapter extends Shown {
  #hasBegun = false;

  constructor(
    readonly id: string,
    readonly entry: ChapterEntry,
    readonly workspace: Workspace,
    /** The Python of this machine that makes the environments. */
    readonly python: Python,
    /** What lay in the folder already. */
    readonly kept: readonly string[],
  ) {
    super();
  }

  /** Where everything lies that the chapter makes. Absolute. */
  get folder(): string {
    return this.workspace.folder;
  }

  /** The same as a path from the notebook, when it lies below it. */
  get shownFolder(): string {
    const path = relative(process.cwd(), this.folder).split(sep).join("/");
    return path.startsWith("..") ? this.folder : path;
  }

  /**
   * `python3 -m venv NAME`, really run: makes a virtual environment in the chapter's folder.
   *
   * @throws CommandFailed when venv fails, with what to do
   * @example const env = await lab.venv("env");
   */
  async venv(name: string): Promise<MadeEnvironment> {
    return venv(this.workspace, this.python, name);
  }

  /**
   * An environment that lies in the chapter's folder already.
   *
   * @throws NotAnEnvironment when there is none of that name
   * @example (await lab.environment("env")).name // env
   */
  async environment(name = "env"): Promise<Environment> {
    return Environment.read(this.workspace, name);
  }

  /**
   * A project that lies in the chapter's folder already.
   *
   * @param environment name of the environment that runs it
   * @throws NotAProject when there is none of that name
   * @example (await lab.project("mysite")).name // mysite
   */
  async project(name = "mysite", environment = "env"): Promise<Project> {
    return openProject(name, await this.environment(environment));
  }

  /**
   * Writes a text file in the chapter's folder, with the folders that it needs; one that is there is replaced. An
   * empty line at the beginning of the text is left out, so that it may begin on a line of its own.
   *
   * @param path from the chapter's folder, with forward slashes
   * @throws DjlabError when the path leads out
   * @example (await lab.write("notes/first.txt", "A line.")).path // notes/first.txt
   */
  async write(path: string, text: string): Promise<FileDiff> {
    return new Entries(this.folder).write(path, text);
  }

  /**
   * Makes a folder in the chapter's folder; one that is there stays.
   *
   * @example await lab.makeFolder("trial");
   */
  async makeFolder(path: string): Promise<void> {
    await new Entries(this.folder).makeFolder(path);
  }

  /**
   * Gives a file or folder in the chapter's folder another name; a second time does nothing.
   *
   * @throws DjlabError when there is nothing to rename, or when the other name is taken
   * @example
   * await lab.makeFolder("one");
   * await lab.rename("one", "other");
   */
  async rename(from: string, to: string): Promise<void> {
    await new Entries(this.folder).rename(from, to);
  }

  /**
   * Copies a file, or a folder with all that is in it, within the chapter's folder; what had the name is replaced.
   *
   * @throws DjlabError when there is nothing to copy
   * @example await lab.copy("mysite", "twin");
   */
  async copy(from: string, to: string): Promise<void> {
    await new Entries(this.folder).copy(from, to);
  }

  /**
   * Removes a file, or a folder with all that is in it, from the chapter's folder; what is not there stays away.
   *
   * @example await lab.remove("twin");
   */
  async remove(path: string): Promise<void> {
    await new Entries(this.folder).remove(path);
  }

  /** What was done since the chapter was opened. */
  recap(): Recap {
    return new Recap(this.workspace.commands);
  }

  /**
   * Keeps the chapter's folder as it is now under a name, to come back to it. Stops its servers first: a database
   * is not copied while it is written.
   *
   * @example await lab.save("before-the-experiment");
   */
  async save(name: string): Promise<StateChange> {
    await this.#stopServers();
    return await this.workspace.save(name);
  }

  /**
   * Makes the chapter's folder as it was when it was saved; what came since is lost. Stops its servers first.
   *
   * @throws DjlabError when nothing was saved under that name
   * @example
   * await lab.save("trial");
   * await lab.restore("trial");
   */
  async restore(name: string): Promise<StateChange> {
    await this.#stopServers();
    return await this.workspace.restore(name);
  }

  /**
   * Makes the chapter's folder as the chapter finds it on the first day, when there is anything from an earlier run.
   * What was there is kept: `await lab.restore("last-time")` brings it back. Stops its servers first.
   *
   * @returns what was kept; undefined where the chapter has just been prepared
   * @example await lab.beginAgain();
   */
  async beginAgain(): Promise<StateChange | undefined> {
    if (this.kept.length === 0 && !this.#hasBegun) {
      this.#hasBegun = true;
      return undefined;
    }
    const kept = await this.save("last-time");
    await this.workspace.clear();
    await bringTo(this.entry.needs, this.workspace, this.python);
    return kept;
  }

  /** Removes everything that the chapter made, also what you changed in it. Stops its servers first. */
  async startOver(): Promise<void> {
    await this.#stopServers();
    await this.workspace.clear();
  }

  async #stopServers(): Promise<void> {
    for (const [folder, server] of runningServers())
      if (folder.startsWith(this.folder + sep)) await server.stop();
  }

  /** What the chapter begins with, in words. */
  get #prepared(): string | undefined {
    return inWords(this.entry.needs) || undefined;
  }

  #keptSentence(): string {
    return `From an earlier run there is already: ${this.kept.join(", ")}. It is used again. To begin with an empty folder, run: await lab.startOver()`;
  }

  protected asText(): string {
    const lines = [
      `${this.entry.title}, about ${this.entry.minutes} minutes`,
      `your folder: ${this.shownFolder}`,
      ...(this.#prepared ? [`prepared in it: ${this.#prepared}`] : []),
      String(this.python),
    ];
    return [...lines, ...(this.kept.length > 0 ? [this.#keptSentence()] : [])].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.entry.title}</p><table><tbody>
      <tr><th scope="row">time</th><td>about ${this.entry.minutes} minutes</td></tr>
      <tr><th scope="row">your folder</th><td><code>${this.shownFolder}</code></td></tr>
      ${this.#prepared && html`<tr><th scope="row">prepared in it</th><td>${this.#prepared}</td></tr>`}
      <tr><th scope="row">Python here</th><td>${this.python.version}, started by <code>${this.python.command.join(" ")}</code></td></tr>
      </tbody></table>${this.kept.length > 0 && html`<p class="soft">${this.#keptSentence()}</p>`}</div>`;
  }
}

/**
 * Opens a chapter: finds a Python, makes the chapter's folder (`work/ID` beside the notebook; DJLAB_WORK
 * names another place for all of them) and brings it to the state that the chapter starts from.
 *
 * @param id name of the notebook's file without the ending
 * @throws DjlabError when the chapter is unknown, or no Python can be used
 * @example const lab = await chapter("04-first-project");
 */
export async function chapter(id: string): Promise<Chapter> {
  const notebooks = process.cwd();
  const entry = await chapterEntry(id, notebooks);
  const python = await findPython();
  const workspace = await Workspace.open(join(process.env.DJLAB_WORK ?? join(notebooks, "work"), id));
  const kept = await workspace.entries();
  await bringTo(entry.needs, workspace, python);
  return new Chapter(id, entry, workspace, python, kept);
}
