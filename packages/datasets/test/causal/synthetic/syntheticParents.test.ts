import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  SYNTHETIC_GRAPH_KINDS,
  syntheticParents,
} from '../../../src/causal/synthetic/syntheticParents.ts';

const parentsOf = (kind: (typeof SYNTHETIC_GRAPH_KINDS)[number], variables: number): number[][] =>
  syntheticParents(kind, variables, 0.3, new RandomStream(1));

describe('syntheticParents', () => {
  it('draws the shapes', () => {
    expect(parentsOf('chain', 4)).toEqual([[], [0], [1], [2]]);
    expect(parentsOf('bidiag', 4)).toEqual([[], [0], [0, 1], [1, 2]]);
    expect(parentsOf('collider', 4)).toEqual([[], [], [], [0, 1, 2]]);
    expect(parentsOf('full', 4)).toEqual([[], [0], [0, 1], [0, 1, 2]]);
    expect(parentsOf('jungle', 8)).toEqual([[], [0], [0], [0, 1], [0, 1], [0, 2], [0, 2], [1, 3]]);
  });

  it('draws random edges with their probability, from earlier to later variables', () => {
    const parents = parentsOf('random', 100);
    parents.forEach((list, child) => expect(list.every((parent) => parent < child)).toBe(true));
    expect(Math.abs(parents.flat().length / 4950 - 0.3)).toBeLessThan(0.03);
    expect(syntheticParents('random', 5, 0, new RandomStream(1)).flat()).toEqual([]);
    expect(syntheticParents('random', 5, 1, new RandomStream(1)).flat()).toHaveLength(10);
  });
});
