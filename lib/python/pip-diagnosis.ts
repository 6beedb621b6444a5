/** Why a download failed, read from pip's own words. */
import { CommandFailed } from "../tools/errors.js";
import { type Diagnosis, DiskFull } from "../tools/failures.js";

/** The package index could not be reached, or not be trusted. */
export class NetworkFailed extends CommandFailed {}

/** The index has no package of that name. */
export class NoSuchPackage extends CommandFailed {}

/** The package has no such version. */
export class NoSuchVersion extends CommandFailed {}

/** No version of the package takes this Python. */
export class PythonDoesNotFit extends CommandFailed {}

/** The Python belongs to the system, which asks pip to keep out of it (PEP 668). */
export class ExternallyManaged extends CommandFailed {}

const noNetwork =
  /NewConnectionError|ConnectTimeout|NameResolutionError|name resolution|getaddrinfo failed|Network is unreachable|Connection refused|ProxyError|Read timed out|Max retries exceeded/i;

/**
 * What a failed `pip install` was; undefined when pip's words tell nothing that we know.
 * pip reports a lost network, a wrong name, a missing version and a Python that does not fit all with the
 * same last line, so the lines before it decide.
 *
 * @param words what pip printed
 * @param python version of the Python that pip belongs to
 */
export function pipDiagnosis(
  words: string,
  packages: readonly string[],
  python: string,
): Diagnosis | undefined {
  const asked = packages.join(" ");
  if (/CERTIFICATE_VERIFY_FAILED|SSLError/i.test(words)) {
    return {
      type: NetworkFailed,
      reason: "failed: the connection to the package index is not trusted",
      next: "Behind a company's proxy, name its certificate in PIP_CERT.",
    };
  }
  if (noNetwork.test(words)) {
    return {
      type: NetworkFailed,
      reason: "failed: the package index could not be reached",
      next: "Check the network (or proxy), then run the cell again.",
    };
  }
  if (/No space left on device/i.test(words)) {
    return {
      type: DiskFull,
      reason: "failed: the disk is full",
      next: "Make room on the disk, then run the cell again.",
    };
  }
  if (/externally-managed-environment/.test(words)) {
    return {
      type: ExternallyManaged,
      reason: "was refused: this Python belongs to the system",
      next: "Make a virtual environment and install there.",
    };
  }
  if (/different python version|Requires-Python/i.test(words)) {
    return {
      type: PythonDoesNotFit,
      reason: `failed: no version of ${asked} that was asked for takes Python ${python}`,
      next: "Ask for an older one, or use a newer Python.",
    };
  }
  if (/from versions: none/.test(words)) {
    return {
      type: NoSuchPackage,
      reason: `failed: the index has no package ${asked}`,
      next: `Check the spelling of ${asked}.`,
    };
  }
  if (/No matching distribution found/.test(words)) {
    return {
      type: NoSuchVersion,
      reason: `failed: there is no such version of ${asked}`,
      next: "Leave the version out to get the newest that fits.",
    };
  }
  return undefined;
}
