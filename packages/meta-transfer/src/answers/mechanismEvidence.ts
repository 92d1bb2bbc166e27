import { logRising } from '../special/logRising.ts';

/** Counts of pairs `[categories of A, categories of B]`. */
export interface PairTable {
  /** How often each pair occurs. */
  readonly joint: Float64Array;
  /** How often each category of A occurs. */
  readonly a: Float64Array;
  /** How often each category of B occurs. */
  readonly b: Float64Array;
  /** The number of pairs. */
  readonly total: number;
}

/** Log-evidence of a set of pairs under tables that are learned from it, row after row, each scored before it is learned. */
export interface TableEvidence {
  /** Of the pairs. Of A->B it is P(A) times P(B|A), of B->A the same number: nothing but a change tells them apart. */
  readonly joint: number;
  /** Of A alone; `joint - a` is that of B given A. */
  readonly a: number;
  /** Of B alone; `joint - b` is that of A given B. */
  readonly b: number;
}

/**
 * Adds up a table of pairs.
 *
 * @param joint - Counts `[categories of A, categories of B]`.
 * @param categoriesB - The number of categories of B.
 * @returns The counts with their margins.
 */
export function pairTable(joint: Float64Array, categoriesB: number): PairTable {
  const a = new Float64Array(joint.length / categoriesB);
  const b = new Float64Array(categoriesB);
  let total = 0;
  for (let i = 0, at = 0; i < a.length; i++) {
    for (let j = 0; j < categoriesB; j++, at++) {
      const count = joint[at] ?? 0;
      if (count === 0) continue;
      a[i] = (a[i] ?? 0) + count;
      b[j] = (b[j] ?? 0) + count;
      total += count;
    }
  }
  return { joint, a, b, total };
}

/**
 * The evidence of pairs under tables with a Dirichlet prior: the probability of all rows, each predicted by what the
 * earlier ones taught. It is what an adaptive table scores online, without a learning rate.
 *
 * @param categories - The numbers of categories of A and of B.
 * @param pseudoCount - What every pair counts for before any data, above 0. The margins count for the sums, so that both
 *   factorisations have the same prior.
 * @returns A function from counts to log-evidences in nats.
 */
export function tableEvidence(
  categories: readonly [number, number],
  pseudoCount: number,
): (table: PairTable) => TableEvidence {
  const [countA, countB] = categories;
  const joint = logRising(pseudoCount);
  const a = logRising(pseudoCount * countB);
  const b = logRising(pseudoCount * countA);
  const all = logRising(pseudoCount * countA * countB);
  return (table) => {
    const total = all(table.total);
    return {
      joint: sumOf(table.joint, joint) - total,
      a: sumOf(table.a, a) - total,
      b: sumOf(table.b, b) - total,
    };
  };
}

function sumOf(counts: Float64Array, logs: (count: number) => number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum += logs(count);
  return sum;
}
