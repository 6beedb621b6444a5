/** Waiting for a server to start itself again after an edit, and what may come of it. */
import type { Managed } from "../manage.js";
import { type ServerDied, serverDied } from "./failures.js";
import type { Launch } from "./launch.js";
import { NothingReloaded, type Starts, settledAfterEdit, sinceLastStart, startsIn } from "./reload.js";

/**
 * Waits until a server has come up, or failed, after the last edit.
 *
 * @param known the starts that were waited for before
 * @param patience milliseconds
 * @throws NothingReloaded; ServerDied when it has ended
 */
export async function startedAgain(
  { command, log, running }: Launch,
  { name, folder }: Managed,
  known: number,
  patience: number,
): Promise<Starts> {
  const isSettled = await settledAfterEdit(log, folder, known, patience);
  if (log.isClosed) {
    const { exitCode } = await running.ended;
    const words = sinceLastStart(log.errors);
    throw serverDied({ command, exitCode, words, folder, did: "ended when it started itself again" });
  }
  if (isSettled) return startsIn(log);
  throw new NothingReloaded(`The server of ${name} has not started itself again`, {
    next: "Edit a file of Python's that the project uses, then wait for this.",
  });
}

/** Why a server has not come up again: it waits for another edit. */
export async function waitsForEdit(
  { command, log }: Launch,
  { folder }: Managed,
  failure: string,
): Promise<ServerDied> {
  await log.quiet();
  const words = startsIn(log).failure ?? failure;
  return serverDied({ command, words, folder, did: "did not come up again, and waits for an edit" });
}
