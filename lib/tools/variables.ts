/** The environment variables that the tools get: what a fresh terminal would give them. */
import { existsSync } from "node:fs";
import { devNull } from "node:os";
import { delimiter, dirname, join } from "node:path";

export type Variables = Record<string, string>;

/** Where pip and uv find packages and how they get there; everything else of PIP_* and UV_* changes what they do. */
const mayStay =
  /^(PIP|UV)_(INDEX|INDEX_STRATEGY|INDEX_\w+_(?:USERNAME|PASSWORD)|INDEX_URL|DEFAULT_INDEX|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|INSECURE_HOST|CERT|CLIENT_CERT|NATIVE_TLS|SYSTEM_CERTS|PYTHON_INSTALL_DIR|PROXY|CONFIG_FILE|CACHE_DIR|DEFAULT_TIMEOUT|TIMEOUT|HTTP_TIMEOUT|RETRIES|HTTP_RETRIES|KEYRING_PROVIDER)$/i;

/**
 * What one program leaves behind for the next: active environments, Python's and Django's switches, a parent
 * server's mark (RUN_MAIN), options of pipenv, virtualenv and of the servers; what shells read when they start; git's
 * idea of where its files are, which a hook of git's hands on; how wide a terminal is.
 */
const leftovers =
  /^(VIRTUAL_ENV.*|VIRTUALENV_.*|PIPENV_.*|PYTHON.*|__PYVENV_LAUNCHER__|DJANGO_.*|RUN_MAIN|FORCE_COLOR|CLICOLOR_FORCE|PIP_.*|UV_.*|UVICORN_.*|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|BASH_ENV|ENV|GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)|COLUMNS|LINES)$/i;

const added: Variables = {
  // A shell that is started for the reader leaves their own history alone: bash's and zsh's, fish's.
  HISTFILE: devNull,
  fish_history: "",
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
      entry[1] !== undefined && (mayStay.test(entry[0]) || !leftovers.test(entry[0])),
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
