import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { frechetDistance } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { REFUSED_SAMPLES } from './refusedSamples.ts';

describe('frechetDistance', () => {
  const root = Math.sqrt(0.5);

  it('is what the definition gives in one dimension', () => {
    // Means 0 and 1, variances 1 and 4: 1 + 1 + 4 - 4.
    const { squared, means, covariances } = frechetDistance(
      [[-root, root]],
      [[1 - 2 * root, 1 + 2 * root]],
    );
    expect(squared).toBeCloseTo(2, 12);
    expect(means).toBeCloseTo(1, 12);
    expect(covariances).toBeCloseTo(1, 12);
  });

  it('is what the definition gives for covariances that do not commute', () => {
    // Four rows with covariance C1 = diag(4, 1), and four with C2 = [[1, .5], [.5, 1]].
    const unit = Math.sqrt(3) / 2;
    const x = [1, 1, -1, -1].map((value) => value * unit);
    const y = [1, -1, 1, -1].map((value) => value * unit);
    const first = [x.map((value) => 2 * value), y];
    const second = [x, y.map((value, i) => 0.5 * (x[i] ?? 0) + Math.sqrt(0.75) * value)];
    // C1 C2 = [[4, 2], [.5, 1]]: trace 5, determinant 3; the root has the trace sqrt(5 + 2 sqrt 3).
    const expected = 5 + 2 - 2 * Math.sqrt(5 + 2 * Math.sqrt(3));
    expect(frechetDistance(first, second).squared).toBeCloseTo(expected, 10);
    expect(frechetDistance(second, first).squared).toBeCloseTo(expected, 10);
  });

  it('is 0 for the same moments, also with fewer rows than columns', () => {
    const stream = new RandomStream(1);
    const columns = Array.from({ length: 8 }, () => stream.normals(5));
    const turned = columns.map((column) => column.slice().reverse());
    expect(frechetDistance(columns, turned).squared).toBeCloseTo(0, 6);
    const moved = columns.map((column) => column.map((value) => value + 2));
    expect(frechetDistance(columns, moved).squared).toBeCloseTo(32, 4);
  });

  it.each(REFUSED_SAMPLES)('refuses with %s', (code, first, second) => {
    expect(codeOf(() => frechetDistance(first, second))).toBe(code);
  });
});
