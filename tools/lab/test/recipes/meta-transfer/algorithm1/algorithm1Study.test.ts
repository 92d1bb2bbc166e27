import {
  matrixOf,
  truthOf,
} from '../../../../src/recipes/meta-transfer/algorithm1/algorithm1Study.ts';
import { algorithm1Schema } from '../../../../src/recipes/meta-transfer/algorithm1/settings.ts';

const config = algorithm1Schema.parse({ categories: 4 });

describe('truthOf', () => {
  it('draws another network for every truth, the same one whenever it is asked', () => {
    const [first, again, second] = [1, 1, 2].map((truth) => {
      const network = truthOf({ name: `fork-${truth}`, graph: 'fork', truth }, config, 3);
      expect(network.parents).toEqual([[1], [], [1]]);
      expect(network.categories).toEqual([4, 4, 4]);
      const out = new Float64Array(4);
      network.mechanisms[1]?.probabilities(new Uint8Array(0), out);
      return [...out];
    });
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });

  it('takes asia from the literature', () => {
    expect(truthOf({ name: 'asia-1', graph: 'asia', truth: 1 }, config, 1).names).toHaveLength(8);
  });
});

describe('matrixOf', () => {
  it('labels rows and columns', () => {
    const network = truthOf({ name: 'chain-1', graph: 'chain', truth: 1 }, config, 1);
    expect(matrixOf(network, [Uint8Array.of(0, 1, 0)])).toEqual({
      rows: ['A', 'B', 'C'],
      columns: ['A', 'B', 'C'],
      values: [[0, 1, 0]],
    });
  });
});
