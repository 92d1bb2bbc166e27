import { faultLines, isGreedy, isSlow, summaryRow } from '../src/summary.ts';
import type { Trial } from '../src/trial.ts';

const MEBIBYTE = 2 ** 20;
const trial = (changes: Partial<Trial>): Trial => ({
  kind: 'gz',
  number: 0,
  outcome: 'refused',
  message: 'told',
  milliseconds: 3,
  waited: 9,
  fileBytes: MEBIBYTE,
  memoryBytes: 0,
  ...changes,
});

describe('the summary', () => {
  const trials = [
    trial({}),
    trial({ number: 1, outcome: 'read', memoryBytes: 102 * MEBIBYTE }),
    trial({ number: 2, memoryBytes: 103 * MEBIBYTE, milliseconds: 1000 }),
    trial({ number: 3, outcome: 'untyped', message: 'TypeError', milliseconds: 1001 }),
  ];

  it('counts what came', () => {
    expect(summaryRow({ kind: 'gz', trials, lost: [4] })).toBe(
      '| gz | 5 | 2 | 1 | 1 | 2 | 1001 ms | 103 MiB |',
    );
  });

  it('names every fault', () => {
    expect(faultLines({ kind: 'gz', trials, lost: [4] })).toEqual([
      'gz 4: no answer',
      'gz 2: 103 MiB: told',
      'gz 3: untyped: TypeError',
      'gz 3: 1001 ms, waited 9 ms: TypeError',
    ]);
    expect(faultLines({ kind: 'gz', trials: trials.slice(0, 2), lost: [] })).toEqual([]);
  });

  it('allows a second of the processor, and ten of waiting', () => {
    expect(
      [{}, { milliseconds: 1000.1 }, { waited: 10_000 }, { waited: 10_001 }].map(trial).map(isSlow),
    ).toEqual([false, true, false, true]);
  });

  it('allows twice the files and 100 MiB', () => {
    expect(trials.map(isGreedy)).toEqual([false, false, true, false]);
  });
});
