import type { Timing } from '../../src/measure/timing.ts';
import { compare } from '../../src/results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../../src/results/roundTable.ts';

const timing = (seconds: number, more: Partial<Timing> = {}): Timing => ({
  program: 'x',
  seconds,
  min: seconds,
  max: seconds,
  ...more,
});

const NAMES = ['rims', 'dense'];
const ROUNDS = [
  { rims: timing(1, { cpuSeconds: 2 }), dense: timing(4) },
  { rims: timing(3, { cpuSeconds: 4 }), dense: timing(6) },
  { rims: timing(2, { cpuSeconds: 9 }), dense: timing(8) },
];

describe('the table of rounds', () => {
  it('has a column for each name', () => {
    expect(roundHeading(NAMES)).toBe('round         rims      dense   (seconds per update)');
    expect(roundHeading(NAMES, 'pass')).toContain('(seconds per pass)');
    expect(roundText(NAMES, { rims: timing(1.5) }, 1)).toBe('2            1.500          -');
  });

  it('is wider where a name needs it', () => {
    const names = ['a', 'torch medium'];
    const round = { a: timing(1), 'torch medium': timing(2) };
    expect(roundHeading(names)).toBe('round               a  torch medium   (seconds per update)');
    expect(roundText(names, round, 0)).toBe('1               1.000         2.000');
    expect(summaryText(names, [round])[0]).toBe('median          1.000         2.000');
  });

  it('ends with medians, ends and processor time', () => {
    expect(summaryText(NAMES, ROUNDS)).toEqual([
      'median       2.000      6.000',
      'min          1.000      4.000',
      'max          3.000      8.000',
      'CPU          4.000          -   (median, over all threads)',
    ]);
  });
});

describe('ratioText', () => {
  it('gives both ratios, and that of processor time where it is known', () => {
    const pairs = ROUNDS.map(({ rims, dense }) => ({ ours: rims, peer: dense }));
    expect(ratioText('rims', 'dense', compare(pairs))).toBe(
      'rims / dense: ratio of medians 0.333; median of pairwise ratios 0.250 (min 0.250, max 0.500)',
    );
    const both = [{ ours: timing(1, { cpuSeconds: 2 }), peer: timing(2, { cpuSeconds: 8 }) }];
    expect(ratioText('a', 'b', compare(both))).toContain('; CPU 0.250 (min 0.250, max 0.250)');
    expect(ratioText('a', 'b', compare([{ ours: timing(1) }]))).toBe(
      'a / b: ratio of medians -; median of pairwise ratios -',
    );
  });
});

describe('programText', () => {
  it('says what ran and what it needed', () => {
    const all = { parameters: 7, loss: 0.25, peakMebibytes: 300.4, liveTensors: 40 };
    expect(programText('ours', timing(1, all))).toBe(
      'ours is x, 7 parameters, loss 0.250, at most 300 MiB, 40 tensors after every update',
    );
    expect(programText('peer', timing(1))).toBe('peer is x');
  });
});
