import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { gaussianVectorPair } from '../../../src/index.ts';
import { failure } from '../../testFiles.ts';

/** The mean product of component j of one list and component k of another, d components per sample. */
function product(left: Float64Array, j: number, right: Float64Array, k: number, d: number): number {
  const n = left.length / d;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (left[i * d + j] ?? NaN) * (right[i * d + k] ?? NaN);
  return sum / n;
}

/** Entry (j, k) of a matrix times its transpose. */
function gram(matrix: Float64Array, j: number, k: number, d: number): number {
  let sum = 0;
  for (let m = 0; m < d; m++) sum += (matrix[j * d + m] ?? NaN) * (matrix[k * d + m] ?? NaN);
  return sum;
}

describe('gaussianVectorPair', () => {
  const d = 3;
  const pair = gaussianVectorPair({ dimensions: d, stream: new RandomStream(1) });

  it('has the covariances that its factors say', () => {
    const { a, b } = pair.sampleTraining(40_000, new RandomStream(2));
    const added = b.map((value, place) => {
      const start = place - (place % d);
      let mean = pair.intercept[place % d] ?? NaN;
      for (let k = 0; k < d; k++) {
        mean += (pair.weights[(place % d) * d + k] ?? NaN) * (a[start + k] ?? NaN);
      }
      return value - mean;
    });
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < d; k++) {
        expect(Math.abs(product(a, j, a, k, d) - gram(pair.factor, j, k, d))).toBeLessThan(0.06);
        expect(
          Math.abs(product(added, j, added, k, d) - gram(pair.noiseFactor, j, k, d)),
        ).toBeLessThan(0.06);
        expect(Math.abs(product(added, j, a, k, d))).toBeLessThan(0.05);
        if (k > j) expect(pair.factor[j * d + k]).toBe(0);
      }
      expect(pair.factor[j * d + j]).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('moves each component of the mean', () => {
    const stream = new RandomStream(3);
    const moved = pair.transfer(stream);
    expect(new Set(moved.mean).size).toBe(3);
    expect(moved.mean.every((value) => Math.abs(value) <= 4)).toBe(true);
    expect([...pair.mean]).toEqual([0, 0, 0]);
    const { a } = moved.sample(20_000, stream);
    const ones = a.map(() => 1);
    for (let k = 0; k < d; k++) {
      expect(Math.abs(product(a, k, ones, 0, d) - (moved.mean[k] ?? NaN))).toBeLessThan(0.06);
    }
  });

  it('draws weights and factors that keep the size of a component, however many there are', () => {
    const { weights, factor, noiseFactor } = gaussianVectorPair({
      dimensions: 40,
      stream: new RandomStream(4),
    });
    const below = (matrix: Float64Array): Float64Array =>
      matrix.filter((_, place) => place % 40 < Math.floor(place / 40));
    for (const entries of [weights, below(factor), below(noiseFactor)]) {
      const variance = entries.reduce((sum, value) => sum + value * value, 0) / entries.length;
      expect(Math.abs(40 * variance - 1)).toBeLessThan(0.15);
    }
  });

  it('refuses impossible options', () => {
    const stream = new RandomStream(1);
    expect(() => gaussianVectorPair({ dimensions: 0, stream })).toThrow(
      failure('ERR_ARGUMENT', 'dimensions'),
    );
    expect(() => gaussianVectorPair({ transferSpan: -1, stream })).toThrow(
      failure('ERR_ARGUMENT', 'transferSpan'),
    );
    expect(() => pair.sampleTraining(NaN, stream)).toThrow(failure('ERR_ARGUMENT', 'n must'));
    expect(gaussianVectorPair({ stream }).dimensions).toBe(10);
  });
});
