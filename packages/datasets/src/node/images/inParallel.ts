/** Files that are looked at or decoded at the same time. */
const AT_ONCE = 8;

/**
 * Maps items with a bounded number of them under way.
 *
 * @param items - The items.
 * @param work - What to do with each.
 * @returns The results in the order of the items.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) results[place] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
