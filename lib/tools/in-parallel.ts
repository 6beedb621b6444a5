/** Many things at once, but not all of them. */

/**
 * What `act` makes of each item, in their order, with at most so many under way. At the first failure it begins no
 * more, and fails when those under way have ended.
 *
 * @example await inParallel([1, 2, 3], 2, async (number) => number * 2) // 2,4,6
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atMost: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [at, item] of waiting) {
      try {
        results[at] = await act(item);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: atMost }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
