import { causalOrder, fullGraph, graphEdges, superGraph } from '../../src/factors/causalOrder.ts';
import { factorGraph } from '../../src/factors/factorGraph.ts';
import { failure } from '../testFiles.ts';

const PENDULUM = factorGraph(
  ['pendulum -> length', 'pendulum -> position', 'light -> length', 'light -> position'],
  { factors: ['pendulum', 'light', 'length', 'position'] },
);

describe('causalOrder', () => {
  it('puts causes before effects', () => {
    expect(causalOrder(PENDULUM)).toEqual([0, 1, 2, 3]);
    expect(causalOrder(factorGraph('c -> b -> a', { factors: ['a', 'b', 'c'] }))).toEqual([
      2, 1, 0,
    ]);
  });

  it('shows a cycle', () => {
    const adjacency = [Uint8Array.of(0, 1), Uint8Array.of(1, 0)];
    expect(() => causalOrder({ factors: ['a', 'b'], adjacency })).toThrow(
      failure('ERR_ARGUMENT', 'no cycle, got a -> b -> a'),
    );
  });
});

describe('graphEdges', () => {
  it('says what factorGraph reads', () => {
    const edges = graphEdges(PENDULUM);
    expect(edges).toEqual([
      'pendulum -> length',
      'pendulum -> position',
      'light -> length',
      'light -> position',
    ]);
    expect(factorGraph(edges, { factors: PENDULUM.factors })).toEqual(PENDULUM);
  });
});

describe('fullGraph', () => {
  it('has every edge that the order allows', () => {
    expect(fullGraph(['a', 'b', 'c']).adjacency.map((row) => row.join(''))).toEqual([
      '011',
      '001',
      '000',
    ]);
  });

  it('refuses a name twice', () => {
    expect(() => fullGraph(['a', 'a'])).toThrow(failure('ERR_ARGUMENT', '"a" is there twice'));
  });
});

describe('superGraph', () => {
  it('adds what the order allows to the pendulum: an edge between causes, and one between effects', () => {
    const added = graphEdges(superGraph(PENDULUM)).filter(
      (edge) => !graphEdges(PENDULUM).includes(edge),
    );
    expect(added).toEqual(['pendulum -> light', 'length -> position']);
  });

  it('keeps the places of the factors', () => {
    const wide = superGraph(factorGraph('c -> b', { factors: ['b', 'a', 'c'] }));
    expect(wide.factors).toEqual(['b', 'a', 'c']);
    // In causal order: a, c, b.
    expect(graphEdges(wide)).toEqual(['a -> b', 'a -> c', 'c -> b']);
  });
});
