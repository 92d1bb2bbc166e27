import {
  celebaAttractiveGraph,
  celebaSmileGraph,
  celebaTarget,
} from '../../src/factors/celebaGraphs.ts';
import { graphEdges } from '../../src/factors/causalOrder.ts';
import { factorColumn } from '../../src/factors/factorColumns.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';
import type { FactorDataset } from '../../src/factors/factorTypes.ts';
import { factorGraph } from '../../src/factors/factorGraph.ts';
import { failure } from '../testFiles.ts';

function faces(rows: readonly (readonly number[])[]): FactorDataset {
  return factorDataset({
    name: 'faces',
    observations: new Float32Array(rows.length),
    shape: [1],
    factors: celebaAttractiveGraph.factors.map((name) => ({ name, kind: 'binary' })),
    values: rows.flat(),
  });
}

describe('the graphs of CelebA', () => {
  it('have the edges of the paper', () => {
    expect(graphEdges(celebaSmileGraph)).toEqual([
      'Smiling -> High_Cheekbones',
      'Smiling -> Mouth_Slightly_Open',
      'Smiling -> Narrow_Eyes',
      'Smiling -> Chubby',
      'Male -> Narrow_Eyes',
    ]);
    expect(graphEdges(celebaAttractiveGraph)).toEqual([
      'Young -> Receding_Hairline',
      'Young -> Heavy_Makeup',
      'Young -> Chubby',
      'Young -> Bags_Under_Eyes',
      'Male -> Receding_Hairline',
      'Male -> Heavy_Makeup',
    ]);
  });

  it.each([celebaSmileGraph, celebaAttractiveGraph])('are graphs', (graph) => {
    expect(factorGraph(graphEdges(graph), { factors: graph.factors })).toEqual(graph);
  });
});

describe('celebaTarget', () => {
  it('is 1 where all six attributes are as they should be, and for no other face', () => {
    const ideal = [1, 0, 0, 1, 0, 0];
    const others = ideal.map((value, place) => ideal.with(place, 1 - value));
    const data = celebaTarget(faces([ideal, ...others]));
    expect([...factorColumn(data, 'target')]).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(data.factors.at(-1)).toEqual({ name: 'target', kind: 'binary' });
  });

  it('is missing where a missing attribute could decide', () => {
    const rows = [
      [1, NaN, 0, 1, 0, 0],
      [1, NaN, 0, 1, 0, 1],
      [0, NaN, 0, 1, 0, 0],
    ];
    expect([...factorColumn(celebaTarget(faces(rows), 'nice'), 'nice')]).toEqual([NaN, 0, 0]);
  });

  it('needs its attributes', () => {
    const none = factorDataset({
      name: 'none',
      observations: new Float32Array(1),
      shape: [1],
      factors: [{ name: 'Young', kind: 'binary' }],
      values: [1],
    });
    expect(() => celebaTarget(none)).toThrow(failure('ERR_ARGUMENT', 'no factor "Male"'));
  });
});
