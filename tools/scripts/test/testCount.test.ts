import { parseCount, totalLine } from '../src/testCount.mjs';

describe('parseCount', () => {
  it('reads the line of a run', () => {
    expect(parseCount('12 passed, 3 failed, 1 skipped\n')).toEqual({
      passed: 12,
      failed: 3,
      skipped: 1,
    });
  });

  it.each([undefined, '', '12 passed', 'x 12 passed, 3 failed, 1 skipped', '1 passed, 2 failed'])(
    'counts a run that left %p as a failure',
    (text) => {
      expect(parseCount(text)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    },
  );
});

describe('totalLine', () => {
  it('adds each kind', () => {
    const counts = [
      { passed: 10, failed: 1, skipped: 2 },
      { passed: 5, failed: 0, skipped: 4 },
    ];
    expect(totalLine(counts)).toBe('15 passed, 1 failed, 6 skipped');
    expect(parseCount(totalLine(counts))).toEqual({ passed: 15, failed: 1, skipped: 6 });
    expect(totalLine([])).toBe('0 passed, 0 failed, 0 skipped');
  });
});
