/** What every distance of two samples refuses, and with which code. */
export const REFUSED_SAMPLES: readonly (readonly [string, number[][], number[][]])[] = [
  ['ERR_ARGUMENT', [], [[1, 2]]],
  ['ERR_ARGUMENT', [[1, 2]], []],
  ['ERR_ARGUMENT', [[1]], [[1, 2]]],
  ['ERR_SHAPE', [[1, 2], [1]], [[1, 2]]],
  [
    'ERR_SHAPE',
    [[1, 2]],
    [
      [1, 2],
      [1, 2],
    ],
  ],
  ['ERR_VALUES', [[1, NaN]], [[1, 2]]],
  ['ERR_VALUES', [[1, 2]], [[Infinity, 1]]],
];
