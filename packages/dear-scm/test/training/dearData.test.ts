import * as tf from '@tensorflow/tfjs';
import { factorDataset, factorGraph } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { dearData } from '../../src/training/dearData.ts';

beforeAll(() => useBackend());

const data = factorDataset({
  name: 'four',
  observations: Float32Array.of(0, 1, 2, 3),
  shape: [1],
  factors: [
    { name: 'smile', kind: 'binary' },
    { name: 'angle', kind: 'continuous' },
    { name: 'noise', kind: 'continuous' },
  ],
  values: [0, 10, 7, 1, 20, 7, NaN, 30, 7, 1, NaN, 7],
});
const graph = factorGraph(['angle -> smile']);

it('gives observations with their targets, in the order of the graph', async () => {
  const prepared = dearData('test', data, {
    graph,
    loss: 'ce',
    batchSize: 4,
    stream: new RandomStream(1),
  });
  expect(prepared.factors.map(({ name }) => name)).toEqual(['angle', 'smile']);
  expect(prepared.scaling.toUnits(0, 0)).toBeCloseTo(20, 10);
  const { observations, labels } = await prepared.batch(0);
  const rows = Array.from(await observations.data());
  expect([...rows].sort()).toEqual([0, 1, 2, 3]);
  const targets = await labels.values.array();
  const present = await labels.present.array();
  const expected = [
    [0.005, 0.005],
    [0.5, 0.995],
    [0.995, NaN],
    [NaN, 0.995],
  ];
  rows.forEach((row, i) => {
    expected[row]?.forEach((target, j) => {
      expect(present[i]?.[j]).toBe(Number(!Number.isNaN(target)));
      expect(targets[i]?.[j]).toBeCloseTo(Number.isNaN(target) ? 0 : target, 6);
    });
  });
  tf.dispose([observations, { ...labels }]);
});

it('standardises labels for the squared error', async () => {
  const stream = new RandomStream(1);
  const prepared = dearData('test', data, { graph, loss: 'l2', batchSize: 4, stream });
  const { observations, labels } = await prepared.batch(3);
  const rows = Array.from(await observations.data());
  const targets = await labels.values.array();
  // Of 10, 20 and 30: mean 20, standard deviation 10.
  [-1, 0, 1, 0].forEach((target, row) => {
    expect(targets[rows.indexOf(row)]?.[0]).toBeCloseTo(target, 6);
  });
  tf.dispose([observations, { ...labels }]);
});

it('refuses a graph without factors', () => {
  const stream = new RandomStream(1);
  const empty = { graph: factorGraph(''), loss: 'ce', batchSize: 4, stream } as const;
  expect(() => dearData('train', data, empty)).toThrow(
    'train: graph must have at least one factor, such as those of "light -> shadow", got none',
  );
});
