import { checkNumber } from '../../src/mechanisms/checkNumber.ts';
import { codeOf } from '../support.ts';

describe('checkNumber', () => {
  it('gives the number back, minus zero as zero', () => {
    expect(checkNumber('f', 'x', 2.5)).toBe(2.5);
    expect(checkNumber('f', 'x', -1e300)).toBe(-1e300);
    expect(Object.is(checkNumber('f', 'x', -0), 0)).toBe(true);
  });

  it('keeps to its bounds, which belong to the range but for "above"', () => {
    expect(checkNumber('f', 'x', 1, { atLeast: 1, atMost: 1 })).toBe(1);
    expect(checkNumber('f', 'x', 1.5, { above: 1 })).toBe(1.5);
    expect(codeOf(() => checkNumber('f', 'x', 1, { above: 1 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => checkNumber('f', 'x', 0.5, { atLeast: 1 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => checkNumber('f', 'x', 1.5, { atMost: 1 }))).toBe('ERR_ARGUMENT');
  });

  it.each([NaN, Infinity, -Infinity, '1', undefined, null])('refuses %p', (value) => {
    expect(codeOf(() => checkNumber('f', 'x', value))).toBe('ERR_ARGUMENT');
  });

  it('says what was expected, naming the bounds that there are', () => {
    const message = (rule: Parameters<typeof checkNumber>[3]) => () =>
      checkNumber('f', 'x', NaN, rule);
    expect(message({})).toThrow(/^f: x must be a finite number, got NaN$/);
    expect(message({ above: 0 })).toThrow(/^f: x must be a finite number, above 0, got NaN$/);
    expect(message({ atLeast: 0, atMost: 1 })).toThrow(
      /^f: x must be a finite number, at least 0, at most 1, got NaN$/,
    );
  });
});
