/** Runs work when there is room for it. */
export type Budget = <Result>(cost: number, work: () => Promise<Result>) => Promise<Result>;

/**
 * Bounds the sum of what costs under way. Work that costs more than all of it runs alone.
 *
 * @param most - The sum.
 * @returns Runs work, now or when enough other work is done.
 */
export function createBudget(most: number): Budget {
  let under = 0;
  let waiting: (() => void)[] = [];
  return async (cost, work) => {
    while (under > 0 && under + cost > most) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    under += cost;
    try {
      return await work();
    } finally {
      under -= cost;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    }
  };
}
