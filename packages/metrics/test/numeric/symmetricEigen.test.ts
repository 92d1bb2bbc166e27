import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { symmetricEigen } from '../../src/numeric/symmetricEigen.ts';

const sorted = (values: Float64Array) => [...values].sort((a, b) => a - b);

describe('symmetricEigen', () => {
  it('is what small matrices give by hand', () => {
    const [low, high] = sorted(
      symmetricEigen([
        [2, 1],
        [1, 2],
      ]).values,
    );
    expect(low).toBeCloseTo(1, 12);
    expect(high).toBeCloseTo(3, 12);
    // A zero on the diagonal: +-1.
    const signs = sorted(
      symmetricEigen([
        [0, 1],
        [1, 0],
      ]).values,
    );
    expect(signs[0]).toBeCloseTo(-1, 12);
    expect(signs[1]).toBeCloseTo(1, 12);
    expect(sorted(symmetricEigen([[7]]).values)).toEqual([7]);
    expect(sorted(symmetricEigen([]).values)).toEqual([]);
    // All ones: 0, 0 and 3.
    const ones = Array.from({ length: 3 }, () => [1, 1, 1]);
    const values = sorted(symmetricEigen(ones).values);
    [0, 0, 3].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
  });

  it('puts a matrix together again from orthogonal vectors', () => {
    const stream = new RandomStream(4);
    const size = 12;
    const half = Array.from({ length: size }, () => stream.normals(size));
    const matrix = half.map((row, i) =>
      Float64Array.from(row, (value, j) => value + (half[j]?.[i] ?? 0)),
    );
    const given = matrix.map((row) => [...row]);
    const { values, vectors } = symmetricEigen(matrix);
    expect(matrix.map((row) => [...row])).toEqual(given);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const again = values.reduce(
          (sum, value, k) => sum + value * (vectors[k]?.[i] ?? 0) * (vectors[k]?.[j] ?? 0),
          0,
        );
        expect(again).toBeCloseTo(matrix[i]?.[j] ?? NaN, 10);
        const product = vectors[i]?.reduce(
          (sum, value, k) => sum + value * (vectors[j]?.[k] ?? 0),
          0,
        );
        expect(product).toBeCloseTo(Number(i === j), 12);
      }
    }
  });

  it('keeps small eigenvalues beside large ones', () => {
    // Scaled by 1e8 on one side: determinant 1e16 * 0.75, the small one is 0.75 but for 1e-16.
    const values = sorted(
      symmetricEigen([
        [1e16, 0.5e8],
        [0.5e8, 1],
      ]).values,
    );
    expect(values[0]).toBeCloseTo(0.75, 9);
  });
});
