import { ArgumentError, checkOptions, ValuesError } from '@causal-mechanisms/tensor-utils';
import { maxWeightMatching } from './hungarian.ts';
import { checkMatrix } from '../checks.ts';

/** Options of {@link assignmentVerdict}. */
export interface VerdictOptions {
  /**
   * The share of a mechanism's images that its expert must win, in (0.5, 1]: above one half, so that at most one expert
   * can reach it. Default: 0.9.
   */
  readonly threshold?: number;
  /** The share from which a mechanism's best expert can be its own, in (0, 1]. Default: 0.5. */
  readonly ownThreshold?: number;
  /** An expert is idle when it wins less than this share of all mechanisms on average. Default: 0.005. */
  readonly idleThreshold?: number;
}

/** How experts divided the mechanisms among themselves. */
export interface AssignmentVerdict {
  /**
   * `perfect`: one-to-one, every mechanism has an expert of its own that wins at least the threshold of it (experts
   * beyond the number of mechanisms are left over). `covered`: every mechanism has an expert that wins at least the
   * threshold of it, but experts share. `failed`: some mechanism has none.
   */
  readonly verdict: 'perfect' | 'covered' | 'failed';
  /** The expert of every mechanism in the one-to-one matching of greatest weight; -1 where experts ran out. */
  readonly matching: readonly number[];
  /** The smallest matched share; 0 when a mechanism got no expert in the matching. */
  readonly minDiagonal: number;
  /** The expert that wins most of every mechanism, the first one when several do; -1 for a row of zeros. */
  readonly bestExperts: readonly number[];
  /**
   * Whether every mechanism has an expert of its own: its best expert is the best of no other mechanism and wins at
   * least `ownThreshold` of it.
   */
  readonly own: readonly boolean[];
  /** How many mechanisms have an expert of their own. */
  readonly matched: number;
  /** Mechanisms of which no expert wins at least the threshold. */
  readonly uncovered: readonly number[];
  /** Experts that win next to nothing. */
  readonly idleExperts: readonly number[];
}

/**
 * Judges a win matrix.
 *
 * @param matrix - One row per mechanism and one column per expert; shares in [0, 1] that add up to at most 1 in a row.
 * @param options - From where on a share counts.
 * @returns The verdict and what it rests on.
 * @throws ArgumentError for an empty matrix or impossible options; ShapeError when rows differ in length; ValuesError for
 *   entries or rows that are no shares.
 *
 * @example
 * ```ts
 * import { assignmentVerdict } from '@causal-mechanisms/metrics';
 *
 * const { verdict, matched, idleExperts } = assignmentVerdict([
 *   [0.95, 0.05, 0],
 *   [0.97, 0.03, 0],
 *   [0.02, 0.98, 0],
 * ]);
 * console.log(verdict, matched, idleExperts); // covered 1 [ 2 ]
 * ```
 */
export function assignmentVerdict(
  matrix: readonly (readonly number[])[],
  options: VerdictOptions = {},
): AssignmentVerdict {
  const owner = 'assignmentVerdict';
  const {
    threshold = 0.9,
    ownThreshold = 0.5,
    idleThreshold = 0.005,
  } = checkOptions(owner, options);
  checkOption('threshold', threshold, 0.5);
  checkOption('ownThreshold', ownThreshold, 0);
  checkOption('idleThreshold', idleThreshold, 0);
  const expertCount = checkShares(matrix);
  const bestExperts = matrix.map((row) => {
    const most = Math.max(...row);
    return most > 0 ? row.indexOf(most) : -1;
  });
  const bestShares = matrix.map((row) => Math.max(...row));
  const own = bestExperts.map(
    (expert, m) =>
      (bestShares[m] ?? 0) >= ownThreshold &&
      bestExperts.every((other, n) => n === m || other !== expert),
  );
  const matching = maxWeightMatching(matrix).columns;
  const minDiagonal = Math.min(...matching.map((expert, m) => matrix[m]?.[expert] ?? 0));
  const uncovered = matrix.flatMap((_, m) => ((bestShares[m] ?? 0) >= threshold ? [] : [m]));
  const idleExperts = Array.from({ length: expertCount }, (_, j) => j).filter((j) => {
    const share = matrix.reduce((sum, row) => sum + (row[j] ?? 0), 0) / matrix.length;
    return share < idleThreshold;
  });
  return {
    verdict: minDiagonal >= threshold ? 'perfect' : uncovered.length === 0 ? 'covered' : 'failed',
    matching,
    minDiagonal,
    bestExperts,
    own,
    matched: own.filter(Boolean).length,
    uncovered,
    idleExperts,
  };
}

function checkOption(name: string, value: number, above: number): void {
  if (Number.isFinite(value) && value > above && value <= 1) return;
  throw new ArgumentError(
    `assignmentVerdict: ${name} must lie in (${above}, 1], got ${String(value)}`,
    {
      data: { name, value },
    },
  );
}

/** Shares may exceed 1 by what rounding adds. */
function checkShares(matrix: readonly (readonly number[])[]): number {
  const columns = checkMatrix('assignmentVerdict', 'matrix', matrix, 0, 1 + 1e-6);
  matrix.forEach((row, m) => {
    const total = row.reduce((sum, share) => sum + share, 0);
    if (total > 1 + 1e-6) {
      throw new ValuesError(
        `assignmentVerdict: the shares in a row of matrix must add up to at most 1, row ${m} adds up to ${total}`,
        { data: { row: m, total } },
      );
    }
  });
  return columns;
}
