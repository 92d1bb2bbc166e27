import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { categoricalPairOf } from '../../../src/causal/pairs/categoricalPair.ts';
import { samplePairs } from '../../../src/causal/pairs/samplePairs.ts';

describe('samplePairs', () => {
  it('draws from the undisturbed distribution', () => {
    const pair = categoricalPairOf(
      [0.2, 0.8],
      [
        [0, 1],
        [0.5, 0.5],
      ],
      { direction: 'B->A' },
    );
    const { a, b } = samplePairs(pair, 10_000, new RandomStream(1));
    expect(b.reduce((sum, category) => sum + category, 0) / 10_000).toBeCloseTo(0.8, 1);
    // B = 0 always gives A = 1.
    expect(b.every((category, i) => category === 1 || a[i] === 1)).toBe(true);
    expect(a.reduce((sum, category) => sum + category, 0) / 10_000).toBeCloseTo(0.6, 1);
  });

  it('refuses no pairs', () => {
    const pair = categoricalPairOf(
      [0.2, 0.8],
      [
        [0, 1],
        [0.5, 0.5],
      ],
    );
    expect(thrownCode(() => samplePairs(pair, 0, new RandomStream(1)))).toBe('ERR_ARGUMENT');
  });
});
