import { graphEdges } from '../../../src/factors/causalOrder.ts';
import { flowGraph } from '../../../src/scenes/flow/flowGraph.ts';
import { FLOW_COLUMNS } from '../../../src/scenes/flow/flowModel.ts';

describe('flowGraph', () => {
  it('has the true edges between the columns', () => {
    expect(flowGraph.factors).toEqual(FLOW_COLUMNS.map(({ name }) => name));
    expect(graphEdges(flowGraph)).toEqual(['ball -> water', 'hole -> jet', 'water -> jet']);
  });
});
