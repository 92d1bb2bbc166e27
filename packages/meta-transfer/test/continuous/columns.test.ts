import { ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkColumn, checkPairs } from '../../src/continuous/columns.ts';

describe('checkColumn', () => {
  it('gives doubles as they are and copies anything else', () => {
    const doubles = Float64Array.of(1, 2);
    expect(checkColumn('f', 'x', doubles)).toBe(doubles);
    expect(checkColumn('f', 'x', [1, 2.5])).toEqual(Float64Array.of(1, 2.5));
  });

  it('refuses what is no number, with its place', () => {
    expect(() => checkColumn('f', 'x', [1, NaN])).toThrow(ValuesError);
    expect(() => checkColumn('f', 'x', [1, NaN])).toThrow(
      'f: x must hold finite numbers, got NaN at place 1',
    );
    expect(() => checkColumn('f', 'x', [Infinity])).toThrow('got Infinity at place 0');
  });

  it('refuses too few', () => {
    expect(() => checkColumn('f', 'x', [])).toThrow(ShapeError);
    expect(() => checkColumn('f', 'x', [1], 2)).toThrow('f: x must have at least 2 values, got 1');
  });
});

describe('checkPairs', () => {
  it('gives both columns', () => {
    expect(checkPairs('f', 'data', { a: [1], b: Float32Array.of(2) })).toEqual({
      a: Float64Array.of(1),
      b: Float64Array.of(2),
    });
  });

  it('refuses columns of different length and values that are not finite', () => {
    expect(() => checkPairs('f', 'data', { a: [1], b: [1, 2] })).toThrow(
      'f: data.a and data.b must have the same length, got 1 and 2',
    );
    expect(() => checkPairs('f', 'data', { a: [1], b: [NaN] })).toThrow('data.b must hold finite');
    expect(() => checkPairs('f', 'data', { a: [1], b: [1] }, 2)).toThrow('at least 2');
  });
});
