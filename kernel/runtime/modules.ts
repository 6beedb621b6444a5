/** The reader's own files: each evaluated once, and again for a cell that comes after an edit. */
import { inspect } from "node:util";
import type { LocalModule } from "../language/engine.js";
import { compile, type Import } from "./compile.js";
import type { Packages } from "./packages.js";

interface Evaluation {
  exports: Record<string, unknown>;
  done: Promise<void>;
  isDone: boolean;
  /** The modules that this one is waiting for. */
  waitsFor: Set<Evaluation>;
}

export class LocalModules {
  readonly #packages: Packages;
  readonly #sources = new Map<string, LocalModule>();
  readonly #evaluations = new Map<string, Evaluation>();

  constructor(packages: Packages) {
    this.#packages = packages;
  }

  /** Takes in the files that the next cell reaches, and forgets the results of those that an edit concerns. */
  update(modules: LocalModule[]): void {
    const isEdited = (one: LocalModule) => this.#sources.get(one.path)?.javascript !== one.javascript;
    const stale = new Set(modules.filter(isEdited).map(({ path }) => path));
    for (const one of modules) this.#sources.set(one.path, one);
    // A Set's iteration reaches what is added meanwhile: importers of importers too.
    for (const path of stale) {
      this.#evaluations.delete(path);
      for (const { path: importer, imports } of this.#sources.values()) {
        if (Object.values(imports).includes(path)) stale.add(importer);
      }
    }
  }

  /**
   * The `$import` of a cell or of a local module.
   *
   * @param imports what its relative specifiers mean
   * @param importer the module's own evaluation, to tell cycles
   */
  importFor(file: string, imports: Record<string, string>, importer?: Evaluation): Import {
    const native = this.#packages.importFrom(file);
    return async (specifier) => {
      const path = Object.hasOwn(imports, specifier) ? imports[specifier] : undefined;
      if (path === undefined) return native(specifier);
      if (!this.#sources.get(path)!.isNodes) return this.#import(path, importer);
      return path.endsWith(".json") ? native(path) : this.#packages.importCommonJs(path);
    };
  }

  async #import(path: string, importer?: Evaluation): Promise<Record<string, unknown>> {
    const evaluation = this.#evaluations.get(path) ?? this.#evaluate(path);
    if (evaluation.isDone) return evaluation.exports;
    if (importer === undefined) await evaluation.done;
    // In a cycle somebody must not wait: as with ES modules, the last in line sees what is exported so far.
    else if (!reaches(evaluation, importer)) {
      importer.waitsFor.add(evaluation);
      await evaluation.done.finally(() => importer.waitsFor.delete(evaluation));
    }
    return evaluation.exports;
  }

  #evaluate(path: string): Evaluation {
    const { javascript, imports } = this.#sources.get(path)!;
    const evaluation: Evaluation = {
      exports: shownByValue({}),
      done: Promise.resolve(),
      isDone: false,
      waitsFor: new Set(),
    };
    this.#evaluations.set(path, evaluation);
    const run = async () => {
      try {
        await compile(javascript, { filename: path, async: true })({
          exports: evaluation.exports,
          import: this.importFor(path, imports, evaluation),
          meta: this.#packages.metaOf(path),
          require: this.#packages.requireFrom(path),
        });
        evaluation.isDone = true;
      } catch (error) {
        // The next cell that imports it tries again.
        if (this.#evaluations.get(path) === evaluation) this.#evaluations.delete(path);
        throw error;
      }
    };
    evaluation.done = run();
    // In a cycle nobody may be left to hear of the failure but the first in line.
    evaluation.done.catch(() => undefined);
    return evaluation;
  }
}

/** What is exported has a getter, as it may change; wherever it is inspected, its value is shown. */
function shownByValue(exports: Record<string, unknown>): Record<string, unknown> {
  // One and the same, by which a circle is known.
  const values: Record<string, unknown> = {};
  const show = () => {
    for (const name of Object.keys(exports)) {
      try {
        values[name] = exports[name];
      } catch {
        // In a circle of files, before its declaration has been run.
        values[name] = notYetSet;
      }
    }
    return values;
  };
  return Object.defineProperty(exports, inspect.custom, { value: show });
}

/** As Node shows it in modules of its own. */
const notYetSet = { [inspect.custom]: () => "<uninitialized>" };

/** Whether `from` waits, through others, for `to`, or is it. */
function reaches(from: Evaluation, to: Evaluation): boolean {
  const seen = new Set([from]);
  for (const one of seen) for (const next of one.waitsFor) seen.add(next);
  return seen.has(to);
}
