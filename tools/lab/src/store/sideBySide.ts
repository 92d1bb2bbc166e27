/** Requests to a store at once. */
const AT_ONCE = 8;

/**
 * Does a piece of work for each of many things, eight at a time: a store far away is slow to answer, and not slow to work.
 *
 * @param things - What to work on.
 * @param work - The work. When one fails, none is begun any more.
 * @throws What the first one that fails throws, when those at work are over.
 */
export async function sideBySide<Thing>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<unknown>,
): Promise<void> {
  const left = things.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const thing of left) {
      if (failures.length > 0) return;
      try {
        await work(thing);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, things.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
