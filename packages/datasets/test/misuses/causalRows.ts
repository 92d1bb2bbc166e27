import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { PAIR_ROWS } from './pairRows.ts';
import { stream } from './parts.ts';

const network = (): api.CausalNetwork => ({
  ...api.causalNetwork({
    categories: [2, 2],
    parents: [[], [0]],
    mechanisms: [
      [[0.5, 0.5]],
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    ],
  }),
});
const table = () => ({ ...api.categoricalTable([[0, 1, 1]]) });
const OF_NETWORK = {
  'network.labels': 'names of categories, which no sample asks for',
  'network.labels = null at 0': '',
};
const WRONG_NETWORK = {
  network: [[]],
  'network.categories': [undefined, [2, 257], [2, 0.5]],
  'network.parents': [[[]], [[], [2]], [[], [0.5]], [[], 0]],
  'network.mechanisms': [[{}], [{}, {}]],
  'network.names': [['a'], ['a', 'a'], ['a', '']],
};
const sinusoids = () => api.sinusoidTasks();

export const CAUSAL_ROWS: MisuseRows = {
  ...PAIR_ROWS,
  categoricalTable: {
    arguments: () => ({
      columns: [
        [0, 1],
        [1, 0],
      ],
      options: { categories: [2, 2], names: ['a', 'b'] },
    }),
    misuses: {
      columns: [
        ['ab', 'cd'],
        [{}, {}],
      ],
      'options.categories': [[2], [2, 0], [2, 257], [2, 0.5]],
      'options.names': [['a'], ['a', 'a'], ['a', ''], ['a', 7]],
    },
  },
  tableRows: {
    arguments: () => ({ table: table(), from: 1, to: 2 }),
    counts: ['from', 'to'],
    misuses: {
      table: [{}, []],
      from: [3],
      to: [0, 4],
      'table.rows': [4, -1],
      'table.columns': [[[0, 1, 1]]],
    },
    accepts: {
      'table.names': 'rows alone are cut',
      'table.categories': 'rows alone are cut',
    },
  },
  tableMechanism: {
    arguments: () => ({
      rows: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      options: { parentCategories: [2], name: 'wet' },
    }),
    misuses: {
      rows: [[], 'ab', ['ab', 'cd'], [[1, 0], {}]],
      'options.parentCategories': [['a'], 2],
    },
    accepts: { 'rows = null at 0': 'told of with the name of the variable' },
  },
  'CategoricalMechanism.probabilities':
    'asked for every row of a sample: its arrays are not looked at',
  causalNetwork: {
    owner: ['causalNetwork', 'tableMechanism', 'topologicalOrder'],
    arguments: () => ({
      description: {
        categories: [2, 2],
        parents: [[], [0]],
        mechanisms: [
          [[0.5, 0.5]],
          [
            [0.9, 0.1],
            [0.2, 0.8],
          ],
        ],
        names: ['a', 'b'],
        labels: [
          ['n', 'y'],
          ['n', 'y'],
        ],
      },
    }),
    misuses: {
      description: [[]],
      'description.categories': [undefined, [2, 1], [2, 257], [2, 0.5]],
      'description.parents': [[[]], [[], [2]], [[], [0.5]], [[], 0]],
      'description.mechanisms': [[], [{}, {}], [{ probabilities: 1 }, { probabilities: 1 }]],
      'description.names': [['a'], ['a', 'a'], ['a', '']],
      'description.labels': [
        [['n', 'y']],
        [['n', 'y'], ['n']],
        [['n', 'y'], 'ny'],
        [
          ['n', 'y'],
          ['n', 7],
        ],
      ],
    },
  },
  adjacencyOf: {
    arguments: () => ({ network: { parents: [[], [0]] } }),
    misuses: {
      network: [[]],
      'network.parents': [
        [[], 0],
        [[], [2]],
        [[], [-1]],
        [[], [0.5]],
        [[], ['a']],
      ],
    },
  },
  topologicalOrder: {
    required: 1,
    arguments: () => ({ parents: [[], [0]], names: ['a', 'b'] }),
    misuses: {
      parents: [
        [[], [2]],
        [[], ['a']],
        [[], '0'],
        [[], [0, 0]],
      ],
    },
  },
  sampleObservational: {
    owner: ['sampleObservational', 'topologicalOrder'],
    arguments: () => ({ network: network(), n: 2, stream: stream() }),
    sizes: ['n'],
    misuses: { ...WRONG_NETWORK, n: [2 ** 31] },
    accepts: OF_NETWORK,
  },
  sampleInterventional: {
    owner: ['sampleInterventional', 'topologicalOrder'],
    arguments: () => ({
      network: network(),
      options: { target: 0, n: 2, distribution: [0.5, 0.5] },
      stream: stream(),
    }),
    counts: ['options.target'],
    sizes: ['options.n'],
    misuses: {
      ...WRONG_NETWORK,
      'options.target': [2],
      'options.n': [2 ** 31],
      'options.distribution': [[], [1], [0.5, 0.6], [-1, 2], [0.5, 'a'], 'ab'],
    },
    accepts: OF_NETWORK,
  },
  interventionalData: {
    owner: ['interventionalData', 'topologicalOrder'],
    arguments: () => ({
      network: network(),
      options: { observational: 2, perTarget: 1, targets: [0], hidden: true },
      stream: stream(),
    }),
    sizes: ['options.observational', 'options.perTarget'],
    misuses: {
      ...WRONG_NETWORK,
      'options.targets': [[2], [-1], [0.5], ['a']],
      'options.perTarget': [2 ** 31],
      'options.observational': [2 ** 31],
    },
    accepts: OF_NETWORK,
  },
  bayesianNetwork: {
    arguments: () => ({ name: 'asia' }),
    misuses: { name: ['Asia', '', '__proto__', ['asia']] },
  },
  parseBif: {
    owner: ['parseBif', 'bif'],
    arguments: () => ({
      text: 'network x {} variable a { type discrete [ 2 ] { y, n }; } probability ( a ) { table 0.2, 0.8; }',
      options: { name: 'bif' },
    }),
    misuses: { text: [[], {}] },
  },
  syntheticNetwork: {
    arguments: () => ({
      options: {
        kind: 'random',
        variables: 3,
        categories: 2,
        edgeProbability: 0.5,
        stream: stream(),
      },
    }),
    sizes: ['options.variables', 'options.categories'],
    misuses: {
      'options.kind': ['tree', '', []],
      'options.variables': [1, 10_001],
      'options.categories': [1, 257],
      'options.edgeProbability': [-0.1, 1.1, Infinity],
    },
  },
  threeVariableNetwork: {
    arguments: () => ({ options: { structure: 'chain', categories: 2, stream: stream() } }),
    counts: ['options.categories'],
    misuses: { 'options.structure': ['tree', '', 'toString'], 'options.categories': [1, 257] },
  },
  sinusoidTasks: {
    arguments: () => ({
      options: { shots: 1, queries: 2, amplitude: [0.1, 5], phase: [0, 1], range: [-5, 5] },
    }),
    sizes: ['options.shots', 'options.queries'],
    misuses: {
      'options.shots': [0],
      'options.queries': [0],
      'options.amplitude': [[1], [2, 1], [0, Infinity], ['a', 'b']],
      'options.phase': [[], [2, 1]],
      'options.range': [[], [2, 1]],
    },
  },
  'SinusoidTasks.sample': {
    owner: 'sinusoidTasks',
    arguments: () => ({ count: 1, stream: stream() }),
    call: ({ count, stream: from }: { count: number; stream: RandomStream }) =>
      sinusoids().sample(count, from),
    sizes: ['count'],
    misuses: { count: [0, 2 ** 31] },
  },
};
