import { ArgumentError, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import {
  checkEntries,
  checkScored,
  checkWeights,
} from '../../../src/graphs/beliefs/checkScored.ts';

describe('checkEntries', () => {
  it('counts, and takes all numbers but NaN', () => {
    expect(() => checkEntries('f', 'x', [1, -Infinity], 2)).not.toThrow();
    expect(() => checkEntries('f', 'x', [1], 2)).toThrow('f: x must have 2 entries, got 1');
    expect(() => checkEntries('f', 'x', [1, NaN], 2)).toThrow(ValuesError);
  });
});

describe('checkWeights', () => {
  it.each([NaN, -1, Infinity])('refuses %p', (ridge) => {
    expect(() => checkWeights('f', { ridge })).toThrow(ArgumentError);
  });
});

describe('checkScored', () => {
  const graphs = new Uint8Array(8);

  it('tells the number of graphs', () => {
    expect(checkScored('f', { variables: 2, graphs, costs: [1, 2, 3, 4] })).toBe(2);
  });

  it('refuses what does not fit together', () => {
    const costs = [1, 2, 3, 4];
    expect(() => checkScored('f', { variables: 3, graphs, costs })).toThrow(ShapeError);
    expect(() => checkScored('f', { variables: 2, graphs, costs: [1, 2] })).toThrow(ShapeError);
    expect(() => checkScored('f', { variables: 0, graphs, costs })).toThrow(ArgumentError);
    const endless = [1, 2, Infinity, 4];
    expect(() => checkScored('f', { variables: 2, graphs, costs: endless })).toThrow(ValuesError);
  });
});
