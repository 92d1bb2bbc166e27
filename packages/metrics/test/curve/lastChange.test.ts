import { lastChange } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('lastChange', () => {
  it('finds the last point that differs from the one before', () => {
    expect(
      lastChange([
        [0, 0],
        [0, 1],
        [0, 1],
        [2, 1],
        [2, 1],
      ]),
    ).toBe(3);
    expect(lastChange([Int32Array.from([1]), Int32Array.from([2]), Int32Array.from([1])])).toBe(2);
  });

  it('is 0 when nothing ever changed', () => {
    expect(lastChange([[4, 2]])).toBe(0);
    expect(
      lastChange([
        [4, 2],
        [4, 2],
      ]),
    ).toBe(0);
  });

  it('refuses empty and uneven series', () => {
    expect(codeOf(() => lastChange([]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => lastChange([[1], [1, 2]]))).toBe('ERR_SHAPE');
  });
});
