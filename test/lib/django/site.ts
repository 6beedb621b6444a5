/**
 * Environments with Django for all tests that need one, made once a run and removed at its end: one with the
 * Python that the course takes, and one with a Python that takes the other Django.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  findPython,
  findPythons,
  type Installed,
  type MadeEnvironment,
  type Python,
  venv,
  Workspace,
} from "../../../lib/index.js";
import { isAtLeast } from "../../../lib/python/interpreter.js";
import { printed } from "../printed.js";

export interface Site {
  environment: MadeEnvironment;
  django: Installed;
  /** What making it printed. */
  text: string;
}

const making = new Map<string, Promise<Site>>();
const folders: string[] = [];
const other = await otherPython();

/** For a `before` hook, with time enough for a slow disk and a slow index. */
export function site(context: Mocha.Context): Promise<Site> {
  context.timeout(300_000);
  return made("usual", findPython());
}

/**
 * The same tests with both Djangos, where what the library does depends on Django's version; the course runs whole
 * with both in any case (test/notebooks/). `describe` once for each, with a function for a `before` hook. Where no
 * Python takes the other Django, that half is skipped, hooks and all, and says so.
 *
 * @example
 * onEachDjango("a new project", (site) => {
 *   before(async function () { const { environment } = await site(this); });
 * });
 */
export function onEachDjango(
  title: string,
  tests: (site: (context: Mocha.Context) => Promise<Site>) => void,
) {
  describe(`${title}, with the usual Python`, () => tests(site));
  if (!other) return describe.skip(`${title}: no second Python here takes another Django`, () => tests(site));
  describe(`${title}, with a Python that takes the other Django`, () =>
    tests((context) => {
      context.timeout(300_000);
      return made("other", Promise.resolve(other));
    }));
}

/** Django 6 takes Python 3.12 and newer; older ones get Django 5.2. */
export async function otherPython(): Promise<Python | undefined> {
  const takesSix = ({ version }: Python) => isAtLeast(version, "3.12");
  const usual = await findPython();
  for (const candidate of await findPythons()) {
    if (!("python" in candidate) || candidate.why) continue;
    if (takesSix(candidate.python) !== takesSix(usual)) return candidate.python;
  }
  return undefined;
}

function made(which: string, python: Promise<Python>): Promise<Site> {
  const there = making.get(which) ?? make(python);
  making.set(which, there);
  return there;
}

async function make(python: Promise<Python>): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "djlab site ä-"));
  folders.push(folder);
  const workspace = await Workspace.open(join(folder, "notebooks", "work", "chapter"));
  const { text, value } = await printed(async () => {
    const environment = await venv(workspace, await python, "env");
    return { environment, django: await environment.pip.install("django") };
  });
  return { ...value, text };
}

after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, maxRetries: 3 });
});
