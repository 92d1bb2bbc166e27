import { checkReal } from '../../src/belief/checkReal.ts';

describe('checkReal', () => {
  it.each([0, -1.5, Infinity, -Infinity])('takes %d', (value) => {
    expect(() => {
      checkReal('f', 'delta', value);
    }).not.toThrow();
  });

  it.each([NaN, null, undefined, '1'])('refuses %p', (value) => {
    expect(() => {
      checkReal('f', 'delta', value);
    }).toThrow(`f: delta must be a number, got ${String(value)}`);
  });
});
