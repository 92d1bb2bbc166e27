import type { Timing } from '../../src/measure/timing.ts';
import { compare } from '../../src/results/comparison.ts';
import { comparisonText, PAIR_HEADING, pairText } from '../../src/results/pairTable.ts';

const timing = (seconds: number, cpuSeconds?: number): Timing => ({
  program: 'x',
  seconds,
  min: seconds,
  max: seconds,
  ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
});

describe('comparisonText', () => {
  const pairs = [
    { ours: timing(1, 2), peer: timing(2, 4) }, // ratios 0.5 and 0.5
    { ours: timing(6, 6), peer: timing(4, 4) }, // 1.5 and 1.5
    { ours: timing(3, 3), peer: timing(4, 4) }, // 0.75 and 0.75
  ];

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

  it('leaves out what was not measured', () => {
    expect(comparisonText(compare([{ ours: timing(2) }]))).toEqual([
      'ours: median 2.000 (min 2.000, max 2.000) s per iteration',
    ]);
  });
});

describe('pairText', () => {
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
