import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { pairTable } from './mechanismEvidence.ts';
import type { PairTable } from './mechanismEvidence.ts';
import { poisson } from './poisson.ts';

/** What a test of independence found. */
export interface IndependenceTest {
  /** Mutual information of A and B in the sample, in nats; at least 0, and above 0 by chance too. */
  readonly mutualInformation: number;
  /** How often independent variables with the same margins show as much, in (0, 1]. */
  readonly pValue: number;
}

/**
 * The G-test of independence. Its distribution is drawn instead of taken from a chi-square, so that it holds for tables
 * with many cells and few rows.
 *
 * @param table - Counts of pairs, at least one.
 * @param stream - Where the tables of independent variables are drawn from.
 * @param draws - How many. Default: 200.
 * @returns Mutual information and p-value.
 */
export function independenceTest(
  table: PairTable,
  stream: RandomStream,
  draws = 200,
): IndependenceTest {
  const found = mutualInformation(table);
  const expected = new Float64Array(table.joint.length);
  table.a.forEach((a, i) => {
    table.b.forEach((b, j) => (expected[i * table.b.length + j] = (a * b) / table.total));
  });
  let atLeast = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = expected.map((mean) => (mean === 0 ? 0 : poisson(mean, stream)));
    if (mutualInformation(pairTable(drawn, table.b.length)) >= found) atLeast++;
  }
  return { mutualInformation: found, pValue: (atLeast + 1) / (draws + 1) };
}

/** Of the sample, in nats. */
export function mutualInformation({ joint, a, b, total }: PairTable): number {
  let sum = 0;
  for (let i = 0, at = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++, at++) {
      const count = joint[at] ?? 0;
      if (count > 0) sum += count * Math.log((count * total) / ((a[i] ?? 0) * (b[j] ?? 0)));
    }
  }
  return total === 0 ? 0 : Math.max(0, sum / total);
}
