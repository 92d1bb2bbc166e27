import { RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import { continuousDeltas } from '../../src/continuous/continuousDeltas.ts';
import { drawnPairs } from './pairs.ts';

describe('continuousDeltas', () => {
  const stream = new RandomStream(1);
  const training = drawnPairs(stream, { count: 400 });
  const transfers = [50, 100].map((count) => drawnPairs(stream, { count, mean: 3 }));

  it('is one difference per transfer', () => {
    const { deltas, forward, backward, baseline } = continuousDeltas(training, transfers);
    expect(deltas).toHaveLength(2);
    deltas.forEach((delta, i) => {
      expect(delta).toBe((forward[i] ?? NaN) - (backward[i] ?? NaN));
      expect(delta).toBeGreaterThan(0);
    });
    expect(Number.isFinite(baseline)).toBe(true);
  });

  it('is per pair where that is asked for', () => {
    const sums = continuousDeltas(training, transfers);
    const means = continuousDeltas(training, transfers, { likelihood: 'mean' });
    expect(means.deltas[0]).toBeCloseTo((sums.deltas[0] ?? NaN) / 50, 10);
    expect(means.deltas[1]).toBeCloseTo((sums.deltas[1] ?? NaN) / 100, 10);
    expect(means.baseline).toBe(sums.baseline);
  });

  it('turns round with the columns', () => {
    const turned = ({ a, b }: typeof training) => ({ a: b, b: a });
    const { deltas } = continuousDeltas(training, transfers);
    const other = continuousDeltas(turned(training), transfers.map(turned));
    deltas.forEach((delta, i) => expect(other.deltas[i]).toBeCloseTo(-delta, 6));
  });

  it('refuses no transfers', () => {
    expect(() => continuousDeltas(training, [])).toThrow(ShapeError);
    expect(() => continuousDeltas(training, transfers, { likelihood: 'max' as 'sum' })).toThrow(
      'continuousDeltas: likelihood must be one of mean, sum, got max',
    );
  });
});
