import { checkFunction } from '@causal-mechanisms/tensor-utils';

/** A score beside that of the truth itself. */
export interface ReferencedScore<Score> {
  /** What the found variables score. */
  readonly score: Score;
  /** What the true variables would score in their place: the most that can be asked for. */
  readonly reference: Score;
}

/**
 * A score of found variables beside the same score of the true ones: what a perfect representation would reach. Scores of
 * disentanglement assume independent factors; where factors are causally related, the truth itself falls short of 1, and only the comparison says something.
 *
 * @param metric - The score, as a function of true and found columns.
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @returns Both scores.
 * @throws What the metric throws.
 *
 * @example
 * ```ts
 * import { mutualInformationGap, withReference } from '@causal-mechanisms/metrics';
 *
 * const cause = [0, 0, 0, 0, 1, 1, 1, 1];
 * const effect = [0, 0, 0, 1, 1, 1, 1, 0];
 * const { score, reference } = withReference(mutualInformationGap, [cause, effect], [cause, cause]);
 * console.log(score.mean.toFixed(3), reference.mean.toFixed(3)); // 0.000 0.811
 * ```
 */
export function withReference<Score>(
  metric: (truth: readonly ArrayLike<number>[], found: readonly ArrayLike<number>[]) => Score,
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
): ReferencedScore<Score> {
  checkFunction('withReference', 'metric', metric);
  return { score: metric(truth, found), reference: metric(truth, truth) };
}
