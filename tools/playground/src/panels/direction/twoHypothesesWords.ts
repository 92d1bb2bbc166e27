import type { DirectionAnswer } from '@causal-mechanisms/meta-transfer';

/**
 * Says what the two hypotheses of the paper make of a table, and which answer to trust where it is not the one of the structures.
 *
 * @param answer - Both answers, and what changed in each environment.
 * @param names - What the two columns are called.
 * @returns Two sentences.
 */
export function twoHypothesesInWords(
  {
    direction,
    changed,
    twoHypotheses: { direction: named, belief },
  }: Pick<DirectionAnswer, 'direction' | 'changed'> & {
    readonly twoHypotheses: Pick<DirectionAnswer['twoHypotheses'], 'direction' | 'belief'>;
  },
  names: readonly [string, string],
): string {
  const way = named === 'A->B' ? names.join(' → ') : names.toReversed().join(' → ');
  const first = `The two hypotheses of the paper, compared by how fast they adapt, say ${way} (belief ${shareOf(named === 'A->B' ? belief : 1 - belief)}).`;
  if (direction === named) return `${first} Here that is the same answer.`;
  if (direction === 'independent') {
    return `${first} They always name one of the two, also where nothing is between them.`;
  }
  if (direction === 'undecided') {
    return `${first} They always name one of the two, also where the rows do not tell: this is no answer.`;
  }
  // The hypothesis that adapts faster is the one that begins with what was changed.
  const cause = named === 'A->B' ? 'A' : 'B';
  const seen = changed.filter((change) => change !== 'none');
  const isEffectChanged = seen.length > 0 && seen.every((change) => change === cause);
  return isEffectChanged
    ? `${first} They name the column that was changed, and here that is the effect: trust the answer above.`
    : `${first} That contradicts the answer above, and is not explained by what was changed: trust the answer above, which compares which parts predict as before, and not how fast each hypothesis adapts.`;
}

/** Never rounded to a certainty. */
function shareOf(belief: number): string {
  return belief > 0.995 ? 'above 0.99' : belief.toFixed(2);
}
