import { crossCorrelations } from '../../src/bank/crossCorrelations.ts';

it('finds a displacement, a turned contrast and nothing in one grey', () => {
  const before = Float32Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const moved = Float32Array.from([0, 0, 0, 0, 0, 0, 0, 1, 0]);
  const turned = before.map((value) => 1 - value);
  const grey = new Float32Array(9).fill(0.3);
  const all = Float32Array.from([...moved, ...turned, ...grey, ...before]);
  const inputs = Float32Array.from([...before, ...before, ...before, ...before]);
  const [down, inverse, nothing, same] = crossCorrelations(inputs, all, [3, 3, 1], 1);
  // The pixel of 8/9 over a norm of sqrt(8/9), the others of -1/9: six of them overlap, two of which hold the bright pixel.
  expect(down?.[7]).toBeCloseTo((64 / 81 + 5 / 81) / (8 / 9), 10);
  expect(Math.max(...(down ?? []))).toBe(down?.[7]);
  expect(inverse?.[4]).toBeCloseTo(-1, 10);
  expect(same?.[4]).toBeCloseTo(1, 10);
  expect(nothing).toEqual(new Float64Array(9));
});

it('tells right from left and up from down', () => {
  const before = new Float32Array(20);
  before[7] = 1; // row 1, column 2 of 4 x 5
  const peak = (at: number) => {
    const after = new Float32Array(20);
    after[at] = 1;
    const [row = new Float64Array()] = crossCorrelations(before, after, [4, 5, 1], 1);
    return row.indexOf(Math.max(...row));
  };
  expect([peak(8), peak(6), peak(12), peak(2), peak(1)]).toEqual([5, 3, 7, 1, 0]);
});

it('sets every channel against every other', () => {
  const before = Float32Array.from([1, 0, 0, 1, 0, 0, 0, 0]); // 2 x 2 pixels of two channels
  const swapped = Float32Array.from([0, 1, 1, 0, 0, 0, 0, 0]);
  const [row] = crossCorrelations(before, swapped, [2, 2, 2], 0);
  expect(row).toHaveLength(1 + 4);
  // Centred and over its length: 3/4 and -1/4 over sqrt(3/2).
  const own = (-3 / 16 - 3 / 16 + 2 / 16) / (3 / 2);
  const other = (9 / 16 + 1 / 16 + 2 / 16) / (3 / 2);
  const expected = [2 * own, own, other, other, own];
  expected.forEach((value, k) => {
    expect(row?.[k]).toBeCloseTo(value, 10);
  });
});
