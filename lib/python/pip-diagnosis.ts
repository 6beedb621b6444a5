/** Why pip failed, read from its own words. */
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, DiskFull, Interrupted } from "../tools/failures.js";
import { typed } from "../tools/quoting.js";
import { probablyMeant } from "./probably-meant.js";
import { allows } from "./requirement.js";

/** The package index could not be reached, or not be trusted. */
export class NetworkFailed extends CommandFailed {}

/** The index has no package of that name, or none for this Python and this system. */
export class NoSuchPackage extends CommandFailed {}

/** The package has no such version. */
export class NoSuchVersion extends CommandFailed {}

/** No version of the package takes this Python. */
export class PythonDoesNotFit extends CommandFailed {}

/** The Python belongs to the system, which asks pip to keep out of it (PEP 668). */
export class ExternallyManaged extends CommandFailed {}

/** The environment was made without pip. */
export class NoPip extends CommandFailed {}

/** A file is not the one that the requirements name, or they name none for it. */
export class HashMismatch extends CommandFailed {}

/** There is no finished package for this machine, and the source did not build. */
export class BuildFailed extends CommandFailed {}

/** What was asked for cannot be had together. */
export class PackagesConflict extends CommandFailed {}

/** The package is not installed here. */
export class NotInstalled extends CommandFailed {}

interface Asked {
  /** What was asked for, in one line. */
  asked: string;
  /** The first of it. */
  first: string;
  /** Version of the Python that pip belongs to. */
  python: string;
  /** What pip printed. */
  words: string;
}

type Rule = readonly [words: RegExp, meaning: (asked: Asked) => Diagnosis];

/**
 * The first that fits counts. pip reports a lost network, a wrong name, a missing version and a Python that
 * does not fit all with the same last line, so those whose words are their own come first.
 */
const rules: readonly Rule[] = [
  [
    /No module named '?pip\b/,
    ({ words }) => ({
      type: NoPip,
      reason: "failed: there is no pip in this environment",
      next: `Put it in, by typing ${ensurepip(words)}. If uv made the environment, use uvInstall().`,
    }),
  ],
  [
    /externally-managed-environment/,
    () => ({
      type: ExternallyManaged,
      reason: "was refused: this Python belongs to the system",
      next: "Make a virtual environment and install there.",
    }),
  ],
  [
    /No space left on device|ENOSPC|not enough space on the disk/i,
    () => ({
      type: DiskFull,
      reason: "failed: the disk is full",
      next: "Make room on the disk, then run the cell again.",
    }),
  ],
  [
    /DO NOT MATCH THE HASHES/,
    () => ({
      type: HashMismatch,
      reason: "was refused: a file that came is not the one that the requirements name",
      next: "Do not install it by force: find out whether the hash is old or the file is not genuine.",
    }),
  ],
  [
    /Hashes are required in --require-hashes mode/,
    () => ({
      type: HashMismatch,
      reason: "was refused: where one package has a hash, all of them must",
      next: "Give every line its version and its hash, or none of them a hash.",
    }),
  ],
  [
    /ResolutionImpossible/,
    ({ asked }) => ({
      type: PackagesConflict,
      reason: `failed: no versions of ${asked} fit together`,
      next: "Leave out versions, one after the other, until the rest fits.",
    }),
  ],
  [
    /subprocess-exited-with-error|Failed (?:building wheel|to build)|metadata-generation-failed|BackendUnavailable/i,
    ({ asked }) => ({
      type: BuildFailed,
      reason: `failed: ${asked} comes as source only for this machine, and did not build`,
      next: "Ask for a version that has a wheel for your Python, or use a Python that it has wheels for.",
    }),
  ],
  [
    /Operation cancelled by user|^KeyboardInterrupt/m,
    () => ({ type: Interrupted, reason: "was interrupted", next: "Run the cell again." }),
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|SSLError/i,
    () => ({
      type: NetworkFailed,
      reason: "failed: the connection to the package index is not trusted",
      next: "Behind a company's proxy, name its certificate in PIP_CERT.",
    }),
  ],
  [
    /NewConnectionError|ConnectTimeout|NameResolutionError|name resolution|getaddrinfo failed|Network is unreachable|Connection refused|ProxyError|Read timed out|Max retries exceeded/i,
    () => ({
      type: NetworkFailed,
      reason: "failed: the package index could not be reached",
      next: "Check the network (or proxy), then run the cell again.",
    }),
  ],
  [
    /different python version|Requires-Python/i,
    ({ asked, python, words }) =>
      otherPythonHelps(words)
        ? {
            type: PythonDoesNotFit,
            reason: `failed: there are versions that fit ${asked}, but none of them takes Python ${python}`,
            next: "Ask for an older one, or use a newer Python.",
          }
        : noSuchVersion(asked),
  ],
  [
    /from versions: none/,
    ({ asked, first }) => {
      const meant = probablyMeant(first);
      return {
        type: NoSuchPackage,
        reason: `failed: the index has no package ${asked}, or none for this Python and system`,
        next: `Check the spelling of ${asked}.${meant ? ` ${meant}` : ""}`,
      };
    },
  ],
  [/No matching distribution found/, ({ asked }) => noSuchVersion(asked)],
  [
    /Package\(s\) not found/,
    ({ asked }) => ({
      type: NotInstalled,
      reason: `found no package ${asked} in this environment`,
      next: `Install it: await env.pip.install("${asked}")`,
    }),
  ],
];

/** What there is to say when the package is known, but not in that version; uv's failures say the same. */
export function noSuchVersion(asked: string): Diagnosis {
  return {
    type: NoSuchVersion,
    reason: `failed: there is no version that fits ${asked}`,
    next: "Leave the version out to get the newest that fits.",
  };
}

/**
 * pip lists what it passes over because of the Python even when the version that was asked for does not
 * exist at all: `6.0 Requires-Python >=3.12; 6.1 Requires-Python >=3.12`.
 */
function otherPythonHelps(words: string): boolean {
  const wanted = /satisfies the requirement (.+?) \(from /.exec(words)?.[1];
  const passedOver = [...words.matchAll(/(?:: |; )([\w.!+-]+) Requires-Python/g)].map(
    ([, version = ""]) => version,
  );
  return !wanted || passedOver.length === 0 || passedOver.some((version) => allows(wanted, version));
}

/** Python says which of its programs has no pip: the one on PATH may be another. */
function ensurepip(words: string): string {
  const python = /^(.*[\\/].*): No module named '?pip\b/m.exec(words)?.[1] ?? "python";
  return typed([python, "-m", "ensurepip"]);
}

/**
 * What a failed pip was; undefined when its words tell nothing that we know.
 *
 * @param words what pip printed
 * @param packages what was asked for
 * @param python version of the Python that pip belongs to
 */
export function pipDiagnosis(
  words: string,
  packages: readonly string[],
  python: string,
): Diagnosis | undefined {
  const [, meaning] = rules.find(([pattern]) => pattern.test(words)) ?? [];
  const missing = /(?:requirement|distribution found for) ([A-Za-z0-9][\w.-]*)/.exec(words)?.[1];
  return meaning?.({ asked: packages.join(" "), first: missing ?? packages[0] ?? "", python, words });
}
