import { encodePair } from '../../src/answers/cells/pairCells.ts';
import { twoHypothesisAnswer } from '../../src/answers/twoHypotheses.ts';
import { drawnPair } from './drawnPairs.ts';

describe('twoHypothesisAnswer', () => {
  it('tells which variable was changed, as the paper does', () => {
    for (const seed of [1, 2, 3]) {
      const cause = twoHypothesisAnswer(encodePair(drawnPair({ seed, change: 'cause' })));
      expect(cause.direction).toBe('A->B');
      expect(cause.expectedRatio).toBeLessThan(1);
      const total = cause.deltas.reduce((sum, delta) => sum + delta, 0);
      expect(cause.belief).toBeCloseTo(1 / (1 + Math.exp(-total)), 12);
      expect(cause.deltas).toHaveLength(4);
      // The truth is A->B all the same: the documented weakness of two hypotheses.
      const effect = twoHypothesisAnswer(encodePair(drawnPair({ seed, change: 'hard' })));
      expect(effect.direction).toBe('B->A');
    }
  });

  it('takes small transfers in two halves', () => {
    const pair = encodePair(drawnPair({ seed: 1, change: 'cause', transfer: 5, transfers: 1 }));
    expect(Number.isFinite(twoHypothesisAnswer(pair).belief)).toBe(true);
  });
});
