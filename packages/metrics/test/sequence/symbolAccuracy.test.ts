import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { symbolAccuracy } from '../../src/index.ts';
import { SIX } from './sixAnswers.ts';

describe('symbolAccuracy', () => {
  it('is the share of largest logits at the true class, ties to the lower one', () => {
    // Right, right, right; wrong; a tie of classes 1 and 2 that counts as 1, where 2 is true; right.
    expect(symbolAccuracy(SIX)).toBeCloseTo(4 / 6, 12);
    expect(symbolAccuracy({ ...SIX, classes: Int32Array.of(0, 1, 2, 1, 1, 2) })).toBeCloseTo(
      5 / 6,
      12,
    );
  });

  it('looks at the last steps', () => {
    expect(symbolAccuracy({ ...SIX, last: 1 })).toBe(0.5);
    expect(symbolAccuracy({ ...SIX, last: 2 })).toBe(0.5);
  });

  it('is about 1 in 8 for guesses', () => {
    const stream = new RandomStream(4);
    const sizes = { steps: 10, batch: 400, classCount: 8 };
    const classes = Int32Array.from({ length: 4000 }, () => stream.integer(0, 8));
    const accuracy = symbolAccuracy({ ...sizes, logits: stream.uniforms(32_000), classes });
    // Four standard errors: 4 * sqrt(1/8 * 7/8 / 4000).
    expect(Math.abs(accuracy - 0.125)).toBeLessThan(0.021);
  });
});
