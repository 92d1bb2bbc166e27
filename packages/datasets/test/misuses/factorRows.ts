import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

const graph = () => api.factorGraph('x -> y');

/** Six vectors of two numbers with a real and a binary factor. */
const dataset = () => ({
  ...api.factorDataset({
    name: 'six',
    observations: Float32Array.from({ length: 12 }, (_, i) => i),
    shape: [2],
    factors: [
      { name: 'x', kind: 'continuous', unit: 'm' },
      { name: 'y', kind: 'binary' },
      { name: 'z', kind: 'binary' },
    ],
    values: [0, 0, 1, 1, 1, 1, 2, 0, 0, 3, 1, 0, 4, 0, 1, 5, 1, 1],
  }),
});

/** A missing label is NaN, and where observations come from is for people. */
const OF_DATA = {
  'dataset.origin': 'for people alone',
  'dataset.origin.kind': 'for people alone',
  'dataset.origin.description': 'for people alone',
  'dataset.values = NaN at 0': 'a missing label',
};

const stream = () => new RandomStream(1);

export const FACTOR_ROWS: MisuseRows = {
  addFactor: {
    arguments: () => ({
      dataset: dataset(),
      factor: { name: 'more', kind: 'binary', unit: 'none' },
      column: [0, 1, 0, 1, 1, 0],
    }),
    misuses: { 'factor.kind': ['real'] },
    accepts: { ...OF_DATA, 'column = NaN at 0': 'a missing label' },
  },
  agreeingRows: {
    arguments: () => ({
      dataset: dataset(),
      options: { target: 'y', attribute: 'z', agreement: 0.5, stream: stream(), size: 4 },
    }),
    sizes: ['options.size'],
    misuses: {
      'options.agreement': [-0.1, 1.1],
    },
    accepts: OF_DATA,
  },
  asFactorGraph: {
    owner: 'trainer',
    arguments: () => ({ graph: graph() }),
    call: ({ graph: given }: { graph: api.FactorGraph }) => api.asFactorGraph(given, 'trainer'),
    misuses: {
      graph: ['x -> ', ['x => y'], [1]],
      'graph.adjacency': [
        [[0, 1]],
        [
          [0, 2],
          [0, 0],
        ],
        [[0, 1], [0]],
      ],
      'graph.factors': [['x'], ['x', 3]],
    },
  },
  causalOrder: {
    arguments: () => ({ graph: graph() }),
    misuses: {
      graph: [{}],
      'graph.adjacency': [
        [[0, 1]],
        [
          [0, 2],
          [0, 0],
        ],
      ],
    },
  },
  celebaTarget: {
    arguments: () => {
      const names = [
        'Young',
        'Male',
        'Receding_Hairline',
        'Heavy_Makeup',
        'Chubby',
        'Bags_Under_Eyes',
      ];
      return {
        dataset: {
          ...api.factorDataset({
            name: 'faces',
            observations: Float32Array.of(1),
            shape: [1],
            factors: names.map((name) => ({ name, kind: 'binary' }) as const),
            values: names.map(() => 1),
          }),
        },
        name: 'attractive',
      };
    },
    accepts: OF_DATA,
  },
  checkFactorDataset: {
    owner: 'reader: ',
    arguments: () => ({ dataset: dataset() }),
    call: ({ dataset: given }: { dataset: api.FactorDataset }) => {
      api.checkFactorDataset('reader', 'dataset', given);
    },
    counts: ['dataset.size'],
    misuses: {
      'dataset.shape': [[], [1, 2], [0], [1, 2, 3, 4], [1e12], [2 ** 31, 2 ** 31, 1]],
      'dataset.factors': [
        [],
        [{}],
        [{ name: 'x', kind: 'real' }],
        [{ name: 'x', kind: 'binary', unit: 3 }],
      ],
      'dataset.values': [new Float32Array(18), new Float64Array(17)],
    },
    accepts: OF_DATA,
  },
  factorColumn: {
    arguments: () => ({ dataset: dataset(), name: 'x' }),
    accepts: OF_DATA,
  },
  factorDataset: {
    arguments: () => ({
      options: {
        name: 'one',
        observations: Float32Array.of(1, 2),
        shape: [2],
        factors: [{ name: 'x', kind: 'continuous' }],
        values: { x: [1] },
      },
    }),
    misuses: {
      'options.observations': [[1, 2], new Float64Array(2)],
      'options.shape': [[], [1, 2], [0], [-1], [0.5], [1, 1, 1, 1], [1e12], [2 ** 31]],
      'options.factors': [[], [{ name: 'x' }], [{}, {}]],
      'options.values': [[], [1, 2], { y: [1] }, { x: [1], y: [1] }, {}],
    },
    accepts: {
      'options.values.x = NaN at 0': 'a missing label',
      'options.observations = NaN at 0': 'refused as numbers, see its own test',
    },
  },
  factorGraph: {
    arguments: () => ({ edges: ['x -> y'], options: { factors: ['x', 'y', 'z'] } }),
    misuses: { edges: [['x => y'], 'x'] },
  },
  factorGraphOf: {
    arguments: () => ({
      factors: ['x', 'y'],
      adjacency: [
        [0, 1],
        [0, 0],
      ],
    }),
    misuses: {
      adjacency: [
        [],
        [[0, 1]],
        [
          [1, 0],
          [0, 0],
        ],
      ],
    },
  },
  factorSampler: { arguments: () => ({ dataset: dataset() }), accepts: OF_DATA },
  'FactorDataset.read': {
    owner: 'six',
    arguments: () => ({ indices: Int32Array.of(0, 5), out: new Float32Array(4) }),
    call: ({ indices, out }: { indices: Int32Array; out: Float32Array }) =>
      dataset().read(indices, out),
    misuses: { indices: [[0, 5]], out: [[0, 0, 0, 0], new Float64Array(4)] },
    accepts: { 'out = NaN at 0': 'is written to' },
  },
  'FactorSampler.sample': {
    owner: 'factorSampler(six)',
    arguments: () => ({ count: 2, stream: stream() }),
    call: async ({ count, stream: from }: { count: number; stream: RandomStream }) => {
      const { observations } = await api.factorSampler(dataset()).sample(count, from);
      return observations;
    },
    sizes: ['count'],
    misuses: { count: [7, 0] },
  },
  fullGraph: {
    arguments: () => ({ order: ['x', 'y'] }),
  },
  graphEdges: { arguments: () => ({ graph: graph() }), misuses: { graph: [{}] } },
  hideLabels: {
    arguments: () => ({
      dataset: dataset(),
      options: { share: 0.5, stream: stream(), factors: ['x'], by: 'labels' },
    }),
    misuses: {
      'options.share': [0, 1.1, -1, 0.01, Infinity],
      'options.by': ['columns'],
    },
    accepts: OF_DATA,
  },
  loadFactorsIntoMemory: { arguments: () => ({ dataset: dataset() }), accepts: OF_DATA },
  readObservations: {
    arguments: () => ({ dataset: dataset(), indices: [0, 5] }),
    accepts: OF_DATA,
    misuses: { indices: [[6], [-1], [0.5]] },
  },
  selectFactors: {
    arguments: () => ({ dataset: dataset(), names: ['y', 'x'] }),
    accepts: OF_DATA,
  },
  selectRows: {
    arguments: () => ({ dataset: dataset(), choice: Int32Array.of(0, 2) }),
    accepts: { ...OF_DATA, 'choice = {}': 'all rows' },
  },
  splitRows: {
    arguments: () => ({ dataset: dataset(), options: { share: 0.5, stream: stream() } }),
    misuses: { 'options.share': [0, 1, -1, Infinity, 0.01] },
    accepts: OF_DATA,
  },
  superGraph: { arguments: () => ({ graph: graph() }), misuses: { graph: [{}] } },
  withFactors: {
    arguments: () => ({
      images: {
        ...api.arrayDataset({ name: 'black', pixels: new Float32Array(4), shape: [2, 2, 1] }),
      },
      factors: [{ name: 'x', kind: 'continuous' }],
      values: { x: [1] },
    }),
    accepts: {
      'images.origin': 'for people alone',
      'images.origin.kind': 'for people alone',
      'images.origin.description': 'for people alone',
      'values.x = NaN at 0': 'a missing label',
    },
  },
};
