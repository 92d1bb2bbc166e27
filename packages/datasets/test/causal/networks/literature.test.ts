import { adjacencyOf } from '../../../src/index.ts';
import {
  isLiteratureName,
  LITERATURE,
  literatureNetwork,
} from '../../../src/causal/networks/literature.ts';

describe('literatureNetwork', () => {
  it.each([
    ['asia', 8, 8, 18],
    ['cancer', 5, 4, 10],
    ['earthquake', 5, 4, 10],
  ] as const)(
    '%s has %d variables, %d edges and %d parameters',
    (name, variables, edges, parameters) => {
      const network = literatureNetwork(name);
      expect(network.names).toHaveLength(variables);
      expect(
        adjacencyOf(network)
          .flatMap((row) => [...row])
          .reduce((a, b) => a + b),
      ).toBe(edges);
      const rows = network.parents.map((list) => 2 ** list.length);
      expect(rows.reduce((a, b) => a + b)).toBe(parameters);
      expect(network.parents.flat()).not.toContain(-1);
    },
  );

  it('knows three', () => {
    expect(['asia', 'sachs', 'toString'].map(isLiteratureName)).toEqual([true, false, false]);
    expect(Object.keys(LITERATURE)).toEqual(['asia', 'cancer', 'earthquake']);
  });
});
