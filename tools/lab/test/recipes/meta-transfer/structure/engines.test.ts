import {
  adjacencyOf,
  bayesianNetwork,
  interventionalData,
  syntheticNetwork,
} from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { ENGINE_LABELS, ENGINES } from '../../../../src/recipes/meta-transfer/structure/engines.ts';
import type { EngineName } from '../../../../src/recipes/meta-transfer/structure/engines.ts';

describe('ENGINES', () => {
  const network = bayesianNetwork('earthquake');
  const graph = adjacencyOf(network);
  const targets = [0, 1, 2, 3, 4];

  it.each(Object.keys(ENGINES) as EngineName[])('%s finds a small network', async (name) => {
    const hidden = name === 'joint';
    const sizes = { observational: 20_000, perTarget: 200, hidden };
    const data = interventionalData(network, sizes, new RandomStream(2));
    const found = await ENGINES[name](
      data,
      { graph, targets },
      {
        maximumParents: 3,
        equivalentSampleSize: 'fitted',
        restarts: 20,
        stream: new RandomStream(1),
        signal: new AbortController().signal,
      },
    );
    expect(found.adjacency).toEqual(graph);
    expect(found.gap).toBeCloseTo(0, 6);
    expect(found.targets).toEqual([[0], [1], [2], [3], [4]]);
    expect(ENGINE_LABELS[name]).toContain('search');
  });

  it('has no gap where the truth is too large to be scored', async () => {
    const stream = new RandomStream(1);
    const large = syntheticNetwork({ kind: 'collider', variables: 9, categories: 10, stream });
    const data = interventionalData(large, { observational: 200, perTarget: 0 }, stream);
    const { gap } = await ENGINES.greedy(
      data,
      { graph: adjacencyOf(large), targets: [] },
      {
        maximumParents: 2,
        equivalentSampleSize: 1,
        restarts: 1,
        stream,
        signal: new AbortController().signal,
      },
    );
    expect(gap).toBeNull();
  });
});
