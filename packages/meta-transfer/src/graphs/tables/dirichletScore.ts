import type { CountTable } from './countTables.ts';
import { logRising } from '../../special/logRising.ts';

/**
 * The logarithm of the probability of counts when every row of the conditional table has a Dirichlet prior and all of them are
 * integrated out (BDeu: the prior is worth `sampleSize` samples, spread evenly over all cells).
 *
 * With q configurations of the parents, r categories, N_kc counts, N_k their sums, a = sampleSize / q:
 * `sum_k [ln G(a) - ln G(a + N_k) + sum_c (ln G(a/r + N_kc) - ln G(a/r))]`, G the gamma function.
 *
 * @param sampleSize - The equivalent sample size, above 0.
 * @returns The score of a table of counts, in nats. Empty configurations add nothing.
 */
export function dirichletScore(sampleSize: number): (table: CountTable) => number {
  const rising = new Map<number, (count: number) => number>();
  const risingOf = (parts: number): ((count: number) => number) => {
    let found = rising.get(parts);
    if (!found) rising.set(parts, (found = logRising(sampleSize / parts)));
    return found;
  };
  return ({ counts, listed, configurations, categories }) => {
    const ofCell = risingOf(configurations * categories);
    const ofRow = risingOf(configurations);
    let score = 0;
    for (let k = 0; k < listed; k++) {
      let sum = 0;
      const first = k * categories;
      for (let cell = first; cell < first + categories; cell++) {
        const count = counts[cell] ?? 0;
        if (count === 0) continue;
        sum += count;
        score += ofCell(count);
      }
      if (sum > 0) score -= ofRow(sum);
    }
    return score;
  };
}
