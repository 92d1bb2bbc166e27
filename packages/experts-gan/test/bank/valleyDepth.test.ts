import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { LEAST_ROWS, valleyDepth } from '../../src/bank/valleyDepth.ts';

function cloud(count: number, dimensions: number, shift: number, seed = 1): Float64Array[] {
  const stream = new RandomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const row = Float64Array.from(stream.normals(dimensions));
    row[0] = (row[0] ?? 0) + (i % 2 === 0 ? 0 : shift);
    return row;
  });
}

it.each([1, 2, 20])('is small for one cloud in %d dimensions', (dimensions) => {
  for (const seed of [1, 2, 3]) {
    expect(valleyDepth(cloud(200, dimensions, 0, seed))).toBeLessThan(0.4);
  }
});

it('stays small where there are more dimensions than rows', () => {
  for (const seed of [1, 2, 3]) expect(valleyDepth(cloud(60, 400, 0, seed))).toBeLessThan(0.6);
});

it('grows with the distance of two clouds, up to 1', () => {
  const depths = [0, 3, 5, 8].map((shift) => valleyDepth(cloud(200, 3, shift)));
  expect(depths).toEqual([...depths].sort((a, b) => a - b));
  expect(depths[1]).toBeLessThan(0.7);
  expect(depths[2]).toBeGreaterThan(0.7);
  expect(depths[3]).toBeGreaterThan(0.99);
});

it('does not mind that the order of rows follows the groups', () => {
  const points = cloud(100, 2, 10);
  const sorted = [...points].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  expect(valleyDepth(points)).toBeGreaterThan(0.9);
  expect(valleyDepth(sorted)).toBeGreaterThan(0.9);
});

it('is 1 for two values and 0 for one, and for too few rows', () => {
  const pair = (count: number) => Array.from({ length: count }, (_, i) => Float64Array.of(i % 2));
  expect(valleyDepth(pair(40))).toBe(1);
  expect(valleyDepth(Array.from({ length: 40 }, () => Float64Array.of(3)))).toBe(0);
  expect(valleyDepth(pair(LEAST_ROWS))).toBe(1);
  expect(valleyDepth(pair(LEAST_ROWS - 1))).toBe(0);
});
