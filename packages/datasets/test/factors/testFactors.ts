import { factorDataset } from '../../src/factors/factorDataset.ts';

/** Five vectors `[i, 10 i]` with a continuous factor `100 + i`, whose value is missing for the last, and a binary one, 1 for odd i. */
export const FIVE = factorDataset({
  name: 'five',
  observations: Float32Array.of(0, 0, 1, 10, 2, 20, 3, 30, 4, 40),
  shape: [2],
  factors: [
    { name: 'angle', kind: 'continuous', unit: 'degrees' },
    { name: 'odd', kind: 'binary' },
  ],
  values: { angle: [100, 101, 102, 103, NaN], odd: [0, 1, 0, 1, 0] },
});
