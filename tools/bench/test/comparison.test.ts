import { compare } from '../src/comparison.ts';
import { comparisonText, PAIR_HEADING, pairText } from '../src/comparisonText.ts';
import type { Timing } from '../src/timing.ts';

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

  it('reads as lines of text', () => {
    expect(comparisonText(compare(pairs))).toEqual([
      'ours: median 3.000 (min 1.000, max 6.000) s per iteration',
      'ours, CPU: median 3.000 (min 2.000, max 6.000) s per iteration',
      'peer: median 4.000 (min 2.000, max 4.000) s per iteration',
      'peer, CPU: median 4.000 (min 4.000, max 4.000) s per iteration',
      'ours / peer: ratio of medians 0.750',
      'ours / peer: median of pairwise ratios 0.750 (min 0.500, max 1.500)',
      'ours / peer, CPU: median of pairwise ratios 0.750 (min 0.500, max 1.500)',
    ]);
  });

  it('puts a pair under the heading of its column', () => {
    const text = pairText({ ours: timing(1, 2), peer: timing(4, 5) }, 0);
    for (const [title, value] of [
      ['ours', '1.000'],
      ['peer', '4.000'],
      ['ratio', '0.250'],
      ['CPU ours', '2.000'],
      ['CPU peer', '5.000'],
    ] as const) {
      const [at, end] = [PAIR_HEADING.indexOf(title), PAIR_HEADING.indexOf(title) + title.length];
      const found = text.indexOf(value);
      expect(found < end && found + value.length > at).toBe(true);
    }
    expect(pairText({ ours: timing(1) }, 4)).toMatch(/^5 +1\.000 +- +- +- +-$/);
  });
});
