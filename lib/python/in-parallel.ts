/** Many things at once, but not all of them. */

/**
 * What `act` makes of each item, in their order, with at most so many under way.
 *
 * @example await inParallel([1, 2, 3], 2, async (number) => number * 2) // 2,4,6
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atMost: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [at, item] of waiting) results[at] = await act(item);
  };
  await Promise.all(Array.from({ length: atMost }, lane));
  return results;
}
