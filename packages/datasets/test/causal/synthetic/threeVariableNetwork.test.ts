import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { adjacencyOf, threeVariableNetwork } from '../../../src/index.ts';
import type { ThreeVariableStructure } from '../../../src/index.ts';

describe('threeVariableNetwork', () => {
  it.each<[ThreeVariableStructure, string[]]>([
    ['chain', ['AB', 'BC']],
    ['fork', ['BA', 'BC']],
    ['collider', ['AB', 'CB']],
    ['confounder', ['AC', 'BA', 'BC']],
  ])('has the edges of a %s', (structure, edges) => {
    const network = threeVariableNetwork({ structure, categories: 3, stream: new RandomStream(1) });
    const found = adjacencyOf(network).flatMap((row, i) =>
      [...row].flatMap((edge, j) => (edge === 1 ? [`${network.names[i]}${network.names[j]}`] : [])),
    );
    expect(found).toEqual(edges);
    expect(network.categories).toEqual([3, 3, 3]);
  });

  it('has two categories by default and refuses what it does not know', () => {
    const stream = new RandomStream(1);
    expect(threeVariableNetwork({ structure: 'fork', stream }).categories).toEqual([2, 2, 2]);
    expect(() => threeVariableNetwork({ structure: 'ring' as 'fork', stream })).toThrow(/got ring/);
    expect(() => threeVariableNetwork({ structure: 'fork', categories: 1, stream })).toThrow(
      /categories/,
    );
  });
});
