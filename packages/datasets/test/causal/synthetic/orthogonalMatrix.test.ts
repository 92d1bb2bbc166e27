import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { orthogonalMatrix } from '../../../src/causal/synthetic/orthogonalMatrix.ts';

describe('orthogonalMatrix', () => {
  it.each([
    [4, 48],
    [48, 10],
    [48, 48],
    [1, 3],
  ])(
    'has orthogonal vectors of the length of the gain with %d rows and %d columns',
    (rows, columns) => {
      const matrix = orthogonalMatrix(rows, columns, 2.5, new RandomStream(4));
      expect(matrix).toHaveLength(rows * columns);
      const vectors = Array.from({ length: Math.min(rows, columns) }, (_, i) =>
        Array.from({ length: Math.max(rows, columns) }, (__, k) =>
          rows <= columns ? (matrix[i * columns + k] ?? NaN) : (matrix[k * columns + i] ?? NaN),
        ),
      );
      vectors.forEach((first, i) => {
        vectors.forEach((second, j) => {
          const product = first.reduce((sum, value, k) => sum + value * (second[k] ?? NaN), 0);
          expect(product).toBeCloseTo(i === j ? 6.25 : 0, 10);
        });
      });
    },
  );
});
