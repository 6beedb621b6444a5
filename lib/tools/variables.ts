/** The environment variables that the tools get: what a fresh terminal would give them. */
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export type Variables = Record<string, string>;

/** Where pip finds packages and how it gets there; everything else of PIP_* changes what it does. */
const pipMayKeep =
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE|CACHE_DIR|DEFAULT_TIMEOUT|TIMEOUT|RETRIES|KEYRING_PROVIDER)$/i;

/**
 * What one program leaves behind for the next: active environments, Python's and Django's switches, a
 * parent server's mark (RUN_MAIN), pipenv's and virtualenv's options.
 */
const leftovers =
  /^(VIRTUAL_ENV.*|VIRTUALENV_.*|PIPENV_.*|PYTHON.*|__PYVENV_LAUNCHER__|DJANGO_.*|RUN_MAIN|FORCE_COLOR|CLICOLOR_FORCE|PIP_.*)$/i;

const added: Variables = {
  NO_COLOR: "1",
  PIPENV_NOSPIN: "1",
  PIPENV_YES: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PYTHONIOENCODING: "utf-8",
  PYTHONUNBUFFERED: "1",
};

/**
 * A clean copy of `inherited`: PATH, HOME, proxies, certificates and pip's index settings pass; what an
 * active virtual environment, pipenv, Python or Django put there does not, nor do the folders of
 * virtual environments on PATH (a Jupyter started from one would lend it to every command).
 *
 * @example cleanVariables({ PATH: "/usr/bin", PYTHONPATH: "/x" }).PYTHONPATH // undefined
 */
export function cleanVariables(
  inherited: Readonly<Record<string, string | undefined>> = process.env,
): Variables {
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (pipMayKeep.test(entry[0]) || !leftovers.test(entry[0])),
  );
  const variables: Variables = { ...Object.fromEntries(kept), ...added };
  // Windows writes `Path`; the case must stay, or a child would see two of them.
  for (const name of Object.keys(variables)) {
    if (name.toUpperCase() === "PATH") variables[name] = withoutEnvironments(variables[name] ?? "");
  }
  return variables;
}

function withoutEnvironments(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "" && !existsSync(join(dirname(folder), "pyvenv.cfg")))
    .join(delimiter);
}

/** The folders that the shell searches for programs, in order. */
export function searchPath(variables: Variables): string[] {
  const path = Object.entries(variables).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  return path.split(delimiter).filter(Boolean);
}
