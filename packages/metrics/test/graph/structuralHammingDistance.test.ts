import fc from 'fast-check';
import { structuralHammingDistance } from '../../src/index.ts';
import {
  CHAIN,
  EMPTY,
  ESTIMATE,
  ONE_REVERSED,
  PENDULUM,
  ordered,
  orders,
  renamed,
} from './graphs.ts';

describe('structuralHammingDistance', () => {
  it('counts missing, added and reversed edges', () => {
    expect(structuralHammingDistance(CHAIN, CHAIN)).toBe(0);
    expect(structuralHammingDistance(CHAIN, EMPTY)).toBe(2);
    expect(structuralHammingDistance(CHAIN, ONE_REVERSED)).toBe(1);
    expect(structuralHammingDistance(CHAIN, ONE_REVERSED, { reversal: 2 })).toBe(2);
    expect(
      structuralHammingDistance(CHAIN, [
        [0, 1, 1],
        [0, 0, 1],
        [0, 0, 0],
      ]),
    ).toBe(1);
  });

  it('counts one of each kind', () => {
    expect(structuralHammingDistance(PENDULUM, ESTIMATE)).toBe(3);
    expect(structuralHammingDistance(PENDULUM, ESTIMATE, { reversal: 2 })).toBe(4);
  });

  it('counts an edge in both directions once, and any entry but 0 as an edge', () => {
    const both = [
      [0, 1, 0],
      [1, 0, 1],
      [0, 0, 0],
    ];
    expect(structuralHammingDistance(CHAIN, both)).toBe(1);
    expect(structuralHammingDistance(CHAIN, both, { reversal: 2 })).toBe(1);
    expect(structuralHammingDistance(EMPTY, both)).toBe(2);
    expect(structuralHammingDistance(EMPTY, both, { reversal: 2 })).toBe(3);
    expect(
      structuralHammingDistance(CHAIN, [Float64Array.of(0, 0.3, 0), [0, 0, -2], [0, 0, 0]]),
    ).toBe(0);
  });

  it('is symmetric, does not depend on names, and counts reversals once or twice', () => {
    fc.assert(
      fc.property(ordered(5), ordered(5), orders(5), orders(5), (a, b, order, names) => {
        const other = renamed(b, order);
        const distance = structuralHammingDistance(a, other);
        expect(structuralHammingDistance(other, a)).toBe(distance);
        expect(structuralHammingDistance(renamed(a, names), renamed(other, names))).toBe(distance);
        const reversals = a.flatMap((row, i) =>
          row.filter((edge, j) => edge === 1 && other[j]?.[i] === 1 && other[i]?.[j] === 0),
        ).length;
        expect(structuralHammingDistance(a, other, { reversal: 2 })).toBe(distance + reversals);
      }),
    );
  });

  it('refuses what is no graph, graphs of two sizes and another reversal', () => {
    expect(() => structuralHammingDistance([[1]], [[0]])).toThrow(/truth.*diagonal/);
    expect(() => structuralHammingDistance([[0]], [[NaN]])).toThrow(/found.*NaN/);
    expect(() => structuralHammingDistance([[0]], CHAIN)).toThrow(/got 1 and 3/);
    expect(() => structuralHammingDistance(CHAIN, CHAIN, { reversal: 3 as 1 })).toThrow(
      /reversal must be 1 or 2, got 3/,
    );
  });
});
