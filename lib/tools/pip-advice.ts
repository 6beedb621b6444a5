/** Why a download failed, read from pip's own words. */

const noNetwork =
  /NewConnectionError|ConnectTimeout|NameResolutionError|name resolution|getaddrinfo failed|Network is unreachable|Connection refused|ProxyError|Read timed out|Max retries exceeded/i;

/**
 * What to do about a failed `pip install`; undefined when pip's words tell nothing that we know.
 * pip reports a lost network, a wrong name, a missing version and a Python that does not fit all with the
 * same last line, so the lines before it decide.
 *
 * @param lastWords the end of pip's output
 * @param python version of the Python that pip belongs to
 */
export function pipAdvice(
  lastWords: string,
  packages: readonly string[],
  python: string,
): string | undefined {
  const asked = packages.join(" ");
  if (noNetwork.test(lastWords)) {
    return "The package index could not be reached. Check the network (or proxy), then run the cell again.";
  }
  if (/CERTIFICATE_VERIFY_FAILED|SSLError/i.test(lastWords)) {
    return "The connection is not trusted. Behind a company's proxy, name its certificate in PIP_CERT.";
  }
  if (/No space left on device/i.test(lastWords)) return "Make room on the disk, then run the cell again.";
  if (/externally-managed-environment/.test(lastWords)) {
    return "This Python belongs to the system: make a virtual environment and install there.";
  }
  if (/different python version|Requires-Python/i.test(lastWords)) {
    return `No version of ${asked} that was asked for takes Python ${python}: ask for an older one, or use a newer Python.`;
  }
  if (/from versions: none/.test(lastWords)) {
    return `No package of this name was found: check the spelling of ${asked}.`;
  }
  if (/No matching distribution found/.test(lastWords)) {
    return `There is no such version of ${asked}: leave the version out to get the newest that fits.`;
  }
  return undefined;
}
