import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { orthogonalStart } from '../../../src/networks/layers/orthogonal.ts';

const entry = (values: Float32Array, columns: number, row: number, column: number) =>
  values[row * columns + column] ?? NaN;

it.each([
  [7, 3],
  [3, 7],
  [4, 4],
  [5000, 2],
])('has orthonormal columns, or rows where those are fewer: %d x %d', (rows, columns) => {
  const values = orthogonalStart(columns)(rows * columns, new RandomStream(1));
  const [count, size] = rows < columns ? [rows, columns] : [columns, rows];
  const at = (vector: number, place: number) =>
    rows < columns ? entry(values, columns, vector, place) : entry(values, columns, place, vector);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let j = 0; j < size; j++) product += at(a, j) * at(b, j);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});
