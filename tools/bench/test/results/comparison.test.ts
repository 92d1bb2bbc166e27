import type { Timing } from '../../src/measure/timing.ts';
import { compare } from '../../src/results/comparison.ts';

const timing = (seconds: number, cpuSeconds?: number): Timing => ({
  program: 'x',
  seconds,
  min: seconds,
  max: seconds,
  ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
});

describe('compare', () => {
  const pairs = [
    { ours: timing(1, 2), peer: timing(2, 4) }, // ratios 0.5 and 0.5
    { ours: timing(6, 6), peer: timing(4, 4) }, // 1.5 and 1.5
    { ours: timing(3, 3), peer: timing(4, 4) }, // 0.75 and 0.75
  ];

  it('gives medians, the ratio of medians and the median of pairwise ratios', () => {
    expect(compare(pairs)).toEqual({
      ours: { median: 3, min: 1, max: 6 },
      oursCpu: { median: 3, min: 2, max: 6 },
      peer: { median: 4, min: 2, max: 4 },
      peerCpu: { median: 4, min: 4, max: 4 },
      ratioOfMedians: 0.75,
      pairwiseRatio: { median: 0.75, min: 0.5, max: 1.5 },
      pairwiseCpuRatio: { median: 0.75, min: 0.5, max: 1.5 },
    });
  });

  it('leaves out what was not measured', () => {
    expect(compare([{ ours: timing(1) }])).toEqual({ ours: { median: 1, min: 1, max: 1 } });
    expect(Object.keys(compare([{ ours: timing(1, 1), peer: timing(2) }]))).toEqual([
      'ours',
      'oursCpu',
      'peer',
      'ratioOfMedians',
      'pairwiseRatio',
    ]);
  });
});
