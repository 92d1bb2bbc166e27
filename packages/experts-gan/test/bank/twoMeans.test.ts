import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { alongAxis, silhouette, twoMeans } from '../../src/bank/twoMeans.ts';

const rows = (...values: number[][]) => values.map((value) => Float64Array.from(value));

it('parts two clouds, whatever their order and sizes', () => {
  const points = rows([0, 0], [10, 10], [0, 1], [10, 11], [1, 0], [0.5, 0.5], [11, 10]);
  const found = twoMeans(points);
  const [first] = found?.sides ?? [];
  expect(Array.from(found?.sides ?? [], (side) => side === first)).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
    false,
  ]);
  const other = found?.centres[1 - (first ?? 0)];
  expect(other?.[0]).toBeCloseTo(31 / 3, 12);
  expect(other?.[1]).toBeCloseTo(31 / 3, 12);
});

it('goes on until nothing changes', () => {
  // The mean, 3, lies beyond the group in the middle, which belongs to the left one.
  const found = twoMeans(rows([0], [0], [0], [2.9], [0], [0], [0], [20], [3.1]));
  const sides = Array.from(found?.sides ?? []);
  expect(sides.filter((side) => side === sides[7])).toHaveLength(1);
});

it('finds none in one row, in no row and in equal rows', () => {
  expect(twoMeans([])).toBeUndefined();
  expect(twoMeans(rows([1, 2]))).toBeUndefined();
  expect(twoMeans(rows([1, 2], [1, 2], [1, 2]))).toBeUndefined();
});

it('gives the same groups for the same rows', () => {
  const points = Array.from({ length: 30 }, (_, i) =>
    Float64Array.from(new RandomStream(i).normals(4)),
  );
  expect(twoMeans(points)).toEqual(twoMeans(points));
});

it('computes the silhouette', () => {
  // 0: within 1, between 9.5; 1: within 1, between 8.5; and so back.
  const expected = (1 - 1 / 9.5 + 1 - 1 / 8.5) / 2;
  expect(silhouette(rows([0], [1], [9], [10]), Uint8Array.of(0, 0, 1, 1))).toBeCloseTo(
    expected,
    12,
  );
  // Alone in a group: 0; the others are right next to each other.
  expect(silhouette(rows([0], [0], [5]), Uint8Array.of(0, 0, 1))).toBeCloseTo(2 / 3, 12);
  expect(silhouette(rows([0], [9], [1]), Uint8Array.of(0, 0, 1))).toBeLessThan(0);
});

it('measures along an axis', () => {
  const [row, origin, axis] = [
    [3, 4],
    [1, 1],
    [2, -1],
  ].map((values) => Float64Array.from(values));
  const none = new Float64Array(0);
  expect(alongAxis(row ?? none, origin ?? none, axis ?? none)).toBe(1);
});
