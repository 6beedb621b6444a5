/** A server of a project, from the command to the first answer. */
import { type Arguments, type Running, start } from "../../tools/command.js";
import { typed } from "../../tools/quoting.js";
import { answers, freePort, portIsFree, thisMachine } from "../../web/port.js";
import { type Managed, manageArguments } from "../manage.js";
import { PortInUse } from "../refusals.js";
import { applicationMissing, applicationsOf } from "./application.js";
import { noSuchServer, portInUse, serverDied, serverHangs, serverMissing } from "./failures.js";
import { type KindOfServer, kinds, kindsOn, type ServerKind } from "./kinds.js";
import { ServerLog } from "./log.js";
import { tracebacksOfReloader } from "./reload.js";

/** How long a server may take until it answers, milliseconds: slow disks, many apps. */
const usualPatience = 60_000;

/** Django's own choice, and so the reader's habit. */
const usualPort = 8000;

/**
 * Where chapters run side by side without a reader, each takes a port that nobody else looks for: a server that
 * starts itself again gives its own up for a moment.
 */
const preferredPort = () => (process.env.DJLAB_ANY_PORT ? 0 : usualPort);

export interface ServeOptions {
  /** A free one unless said: Django's usual 8000 when that is free, and DJLAB_ANY_PORT is not set. */
  port?: number;
  /** Of runserver: whether it goes on without starting itself again after an edit. */
  noreload?: boolean;
  /** Milliseconds until it must be ready; a minute unless said. */
  patience?: number;
}

/** A server's process, from its start on. */
export interface Launch {
  argv: Arguments;
  /** As the reader would type it. */
  command: string;
  port: number;
  log: ServerLog;
  running: Running;
}

/**
 * Starts a server of a project at an address that only this machine reaches; resolves when it answers. What it
 * prints until then is shown.
 *
 * @throws NoSuchServer, ServerMissing, ApplicationMissing, PortInUse, ServerDied, ServerHangs
 */
export async function launch(project: Managed, name: ServerKind, options: ServeOptions): Promise<Launch> {
  if (!kindsOn().includes(name)) throw noSuchServer(name);
  if (options.port !== undefined) return launchAt(checkedPort(options.port), project, name, options);
  try {
    return await launchAt(await freePort(preferredPort()), project, name, options);
  } catch (error) {
    if (!(error instanceof PortInUse)) throw error;
    // Another chapter's server, as a rule, which looked for a port at the same time.
    process.stdout.write("(Another program has just taken that port. The server takes another one.)\n");
    return launchAt(await freePort(), project, name, options);
  }
}

async function launchAt(
  port: number,
  project: Managed,
  name: ServerKind,
  options: ServeOptions,
): Promise<Launch> {
  const kind = kinds[name];
  const argv = await argumentsFor(project, name, port, options);
  if (!(await portIsFree(port))) throw await portInUse(port, argv);
  const log = new ServerLog(kind.request);
  let starting = true;
  const running = await start(argv, {
    cwd: project.folder,
    terminal: project.environment.workspace,
    endsTogether: true,
    show: () => starting,
    onOutput: (stream, text) => log.add(stream, text),
  });
  const patience = options.patience ?? usualPatience;
  void running.ended.then(() => log.close());
  const isDecided = await log.until(
    ({ text, errors }) => kind.ready.test(text) || tracebacksOfReloader(errors) > 0,
    patience,
  );
  const isHanging = !isDecided && !log.isClosed;
  starting = false;
  // It says so when the port is taken, so whoever answers there then is this server.
  if (kind.ready.test(log.text) && (await answers(port))) {
    return { argv, command: typed(argv), port, log, running };
  }
  await log.quiet();
  await running.stop();
  const result = await running.ended;
  if (isHanging) throw serverHangs(result, patience);
  if (/(port|address) (is )?already in use/i.test(log.text)) throw await portInUse(port, argv);
  const { command, exitCode, stopped } = result;
  throw serverDied({
    command,
    exitCode: stopped ? undefined : exitCode,
    words: log.errors || log.text,
    folder: project.folder,
    did: "did not start",
  });
}

function checkedPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new RangeError(`${port} is not a port: they go from 1 to 65535`);
}

async function argumentsFor(
  project: Managed,
  name: ServerKind,
  port: number,
  { noreload }: ServeOptions,
): Promise<Arguments> {
  const { environment, folder } = project;
  const kind: KindOfServer = kinds[name];
  const address = { host: thisMachine, port };
  if (!kind.package) {
    return manageArguments(project, name, [...kind.words(address, ""), ...(noreload ? ["--noreload"] : [])]);
  }
  const found = await applicationsOf(project, kind.package);
  if (!found.installed) throw serverMissing(name, environment.name);
  const module = found[kind.protocol];
  if (!module) throw applicationMissing(project, kind.protocol);
  const words = [...found.options, ...kind.words(address, `${module}:application`)];
  return [environment.program("python", folder), "-m", kind.package, ...words];
}
