import { pendulum } from '../../../src/scenes/pendulum/pendulum.ts';
import { pendulumGraph, pendulumSuperGraph } from '../../../src/scenes/pendulum/pendulumGraphs.ts';

const edges = (graph: typeof pendulumGraph) =>
  graph.adjacency.flatMap((row, cause) =>
    [...row.entries()].flatMap(([effect, edge]) => (edge === 1 ? [`${cause}>${effect}`] : [])),
  );

describe('the graphs of the pendulum', () => {
  it('name columns of the data', () => {
    const names = pendulum({ rows: 1 }).factors.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(pendulumGraph.factors);
    expect(pendulumSuperGraph.factors).toEqual(pendulumGraph.factors);
  });

  it('have the true edges, and all that fit the order', () => {
    expect(edges(pendulumGraph)).toEqual(['0>2', '0>3', '1>2', '1>3']);
    expect(edges(pendulumSuperGraph)).toEqual(['0>1', '0>2', '0>3', '1>2', '1>3', '2>3']);
  });
});
