import { checkArray, checkFlag, checkNumbers, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';

/**
 * The area under the receiver operating characteristic: the probability that a positive scores above a negative. Ties count half.
 *
 * @param scores - Numbers, none NaN.
 * @param positive - Which of them are positives.
 * @returns A number in [0, 1], 0.5 for scores that tell nothing; NaN where there is no positive or no negative.
 * @throws ShapeError for different lengths; ValuesError for a score of NaN.
 *
 * @example
 * ```ts
 * import { rankAuc } from '@causal-mechanisms/metrics';
 *
 * console.log(rankAuc([0.9, 0.5, 0.4], [true, false, true])); // 0.5
 * ```
 */
export function rankAuc(scores: ArrayLike<number>, positive: readonly boolean[]): number {
  checkNumbers('rankAuc', 'scores', scores, { anyNumber: true });
  checkArray('rankAuc', 'positive', positive).forEach((flag, i) => {
    // The name of a place costs more than the check.
    if (typeof (flag as unknown) !== 'boolean') checkFlag('rankAuc', `positive[${i}]`, flag);
  });
  checkSameLength('rankAuc', 'scores and positive', scores.length, positive.length);
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isNaN(scores[i] ?? NaN)) continue;
    throw new ValuesError(`rankAuc: scores must be numbers, got NaN at place ${i}`, {
      data: { index: i },
    });
  }
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (i, j) => (scores[i] ?? 0) - (scores[j] ?? 0),
  );
  let [positives, negatives, wins] = [0, 0, 0];
  for (let start = 0; start < order.length;) {
    let end = start;
    let here = 0;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) {
      here += Number(positive[order[end] ?? 0]);
      end++;
    }
    const others = end - start - here;
    wins += here * (negatives + others / 2);
    positives += here;
    negatives += others;
    start = end;
  }
  return wins / (positives * negatives);
}
