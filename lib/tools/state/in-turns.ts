/** Many small pieces of work on a disk, some at a time. */

/** As many as a disk answers well: more only wait for each other, and each holds a file open. */
const atOnce = 32;

/** Does the work for each, some at a time; at the first failure it begins no more, and fails when all have ended. */
export async function inTurns<T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const worker = async () => {
    while (next < pieces.length && failures.length === 0) {
      const piece = pieces[next++] as T;
      await work(piece).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
