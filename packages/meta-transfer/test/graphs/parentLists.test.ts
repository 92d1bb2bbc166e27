import { thrownCode } from '@causal-mechanisms/test-utils';
import { orderOf, parentLists } from '../../src/graphs/parentLists.ts';

const COLLIDER = [
  [0, 0, 1],
  [0, 0, 1],
  [0, 0, 0],
];

describe('parentLists', () => {
  it('reads rows as causes', () => {
    expect(parentLists('f', 'truth', COLLIDER, 3)).toEqual([[], [], [0, 1]]);
  });

  it('refuses cycles and other sizes', () => {
    const pair = [
      [0, 1],
      [1, 0],
    ];
    expect(() => parentLists('f', 'truth', pair, 2)).toThrow(
      'f: truth must be acyclic, got a graph with a cycle',
    );
    expect(thrownCode(() => parentLists('f', 'truth', [[1]], 1))).toBe('ERR_VALUES');
    expect(thrownCode(() => parentLists('f', 'truth', COLLIDER, 2))).toBe('ERR_SHAPE');
    expect(thrownCode(() => parentLists('f', 'truth', [[0, 0], [0]], 2))).toBe('ERR_SHAPE');
  });
});

describe('orderOf', () => {
  it('puts parents before children and leaves cycles out', () => {
    expect(orderOf([[1], [2], []])).toEqual([2, 1, 0]);
    expect(orderOf([[], [0, 2], [1], [0]])).toEqual([0, 3]);
  });
});
