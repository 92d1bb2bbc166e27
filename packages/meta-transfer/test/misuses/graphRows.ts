import type { InterventionalData } from '@causal-mechanisms/datasets';
import type { MisuseRow, MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { finished, memoryFile, opaque, saved, stream } from './parts.ts';

const half = Uint8Array.from({ length: 20 }, (_, i) => i % 2);
const other = Uint8Array.from({ length: 20 }, (_, i) => (i >> 1) % 2);
const table = () => ({
  names: ['a', 'b'],
  categories: [2, 2],
  rows: 20,
  columns: [half.slice(), other.slice()],
});
const data = (target: number | null = 1) => ({
  observational: table(),
  interventions: [{ target, samples: opaque(table()) }],
});
const known = () => opaque(data()) as unknown as InterventionalData;
const DATA = {
  'data.observational.rows': [19, 21, -1, 0.5],
  'data.observational.names': [['a'], ['a', 7]],
  'data.observational.categories': [[2], [2, 1], [2, 2 ** 31], [1.5, 2]],
  'data.observational.columns': [[half], [half, half.slice(1)], [half, half.map(() => 9)]],
  'data.interventions': [[{}], [{ target: 5, samples: table() }], [{ target: 0, samples: {} }]],
};
const GRAPH = [
  [],
  [[0, 1]],
  [
    [1, 0],
    [0, 0],
  ],
  [7],
];
const search = {
  equivalentSampleSize: 1,
  edgePenalty: 1,
  maximumParents: 1,
  restarts: 1,
  stream: stream(),
  signal: new AbortController().signal,
};
const SEARCH = {
  'options.equivalentSampleSize': [0, -1, Infinity],
  'options.edgePenalty': [-1, Infinity],
  'options.maximumParents': [-1, 0.5],
};
const logits = () => ({
  existence: Float64Array.of(0, 4, -4, 0),
  orientation: new Float64Array(4),
});
const beliefs = () => new api.EdgeBeliefs(['a', 'b'], logits());
const scored = () => ({
  variables: 2,
  graphs: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0),
  costs: [0, 1, 0, 3],
});
const SCORED = {
  'scored.variables': [0, 3, 2 ** 40],
  'scored.graphs': [[], Uint8Array.of(0, 1)],
  'scored.costs': [[], [1], [0, 1, Infinity, 3]],
};
const FLAT = (name: string) => ({ [name]: [[], [0, 0, 0], ['a', 'b', 'c', 'd']] });
const score = (maximumParents = 1) => new api.StructureScore(data(null), { maximumParents });
const cells = () => ({ a: Array.from(half, String), b: Array.from(other, String) });
const SEEDS: MisuseRow['misuses'] = { 'options.seed': [-1, 0.5, 2 ** 53] };
/** For two sets. */
const ENVIRONMENTS = [[], ['a'], ['a', 'b', 'c'], ['a', 'a'], ['a', ''], ['a', 7]];
const config = {
  estimator: 'enco',
  updates: 1,
  pretraining: 1,
  hidden: 2,
  batchSize: 4,
  draws: 2,
} as const;
const trained = () => finished(api.trainEdgeBeliefs(known(), { config }));

export const GRAPH_ROWS: MisuseRows = {
  causalDirection: {
    arguments: () => ({
      data: { training: cells(), transfers: [cells()] },
      options: {
        names: ['x', 'y'],
        environments: ['usual', 'new'],
        numeric: 'bins',
        bins: 3,
        draws: 20,
        level: 0.05,
        sure: 0.9,
        seed: 1,
      },
    }),
    required: 1,
    sizes: ['options.draws', 'options.bins'],
    accepts: {
      'data.training.a = null at 0': 'a missing cell',
      'data.training.b = null at 0': 'a missing cell',
    },
    misuses: {
      'data.training.a': [[], ['x'], [{}, {}]],
      'data.transfers': [[], [{}], [{ a: ['0'], b: [] }]],
      'options.names': [[], ['x'], ['x', 'x'], ['x', 7]],
      'options.environments': ENVIRONMENTS,
      'options.numeric': ['other'],
      'options.level': [0, 1, -1],
      'options.sure': [0.4, 1.1],
      'options.stream': [{}, 7],
      ...SEEDS,
    },
  },
  causalGraph: {
    arguments: () => ({
      data: { observational: cells(), interventions: [{ target: 'b', samples: cells() }] },
      options: {
        environments: ['usual', 'new'],
        bins: 3,
        draws: 2,
        maximumParents: 1,
        seed: 1,
        signal: new AbortController().signal,
      },
    }),
    required: 1,
    sizes: ['options.draws', 'options.bins'],
    counts: ['options.maximumParents'],
    accepts: {
      'data.observational.a = null at 0': 'a missing cell',
      'data.observational.b = null at 0': 'a missing cell',
    },
    misuses: {
      'data.observational': [{}, { a: [] }, { a: ['x'], b: [] }],
      'data.interventions': [
        [{}],
        [{ target: 'c', samples: cells() }],
        [{ target: 7, samples: cells() }],
      ],
      'options.environments': ENVIRONMENTS,
      'options.stream': [{}, 7],
      ...SEEDS,
    },
  },
  acyclicProjection: {
    arguments: () => ({ beliefs: logits() }),
    misuses: { ...FLAT('beliefs.existence'), ...FLAT('beliefs.orientation') },
  },
  beliefRegularisers: {
    arguments: () => ({ logits: new Float64Array(4), options: { sparsity: 0.1, acyclicity: 0.1 } }),
    misuses: {
      ...FLAT('logits'),
      'options.sparsity': [-1, Infinity],
      'options.acyclicity': [-1, Infinity],
    },
  },
  EdgeBeliefs: {
    arguments: () => ({ names: ['a', 'b'], logits: logits() }),
    misuses: {
      names: [[], ['a', 7]],
      'logits.existence': [Float64Array.of(1), [0, 0, 0, 0]],
      'logits.orientation': [Float64Array.of(1), [0, 0, 0, 0]],
    },
    accepts: {
      'logits.existence = NaN at 0': 'of a run that diverged',
      'logits.orientation = NaN at 0': 'of a run that diverged',
    },
  },
  'EdgeBeliefs.adjacency': {
    arguments: () => ({ self: opaque(beliefs()), options: { acyclic: true } }),
    call: ({ options }: { options: api.AdjacencyOptions }) => beliefs().adjacency(options),
    required: 0,
  },
  'EdgeBeliefs.load': {
    arguments: () => saved(trained()),
    misuses: { handler: [{}, { load: 7 }] },
  },
  'EdgeBeliefs.save': {
    arguments: () => ({ self: beliefs(), handler: opaque(memoryFile().handler) }),
    misuses: { handler: [{}, { save: 7 }] },
    accepts: { 'self = disposed': 'holds no tensors' },
  },
  edgeContrasts: { arguments: () => ({ scored: scored() }), misuses: SCORED },
  ElementAdam: {
    arguments: () => ({
      length: 2,
      options: { learningRate: 0.1, beta1: 0.9, beta2: 0.9, epsilon: 0.1 },
    }),
    sizes: ['length'],
    misuses: {
      'options.learningRate': [0, -1, Infinity],
      'options.beta1': [1, -1],
      'options.beta2': [1, -1],
      'options.epsilon': [0, Infinity],
    },
  },
  'ElementAdam.update': {
    arguments: () => ({
      self: new api.ElementAdam(2),
      values: Float64Array.of(1, 1),
      gradient: [1, 1],
      mask: Uint8Array.of(1, 0),
    }),
    required: 2,
    misuses: { values: [[1, 1], Float64Array.of(1)], gradient: [[1]], mask: [[1]] },
    accepts: {
      'values = NaN at 0': 'whatever a learner holds',
      'gradient = NaN at 0': 'whatever a learner holds',
    },
  },
  encoEstimator: {
    arguments: () => ({
      contrasts: { differences: Float64Array.of(0, -0.5, 0, 0), drawn: Uint8Array.of(0, 1, 0, 0) },
      beliefs: logits(),
      options: { target: 0, sparsity: 0.1 },
    }),
    counts: ['options.target'],
    misuses: {
      ...FLAT('contrasts.differences'),
      ...FLAT('contrasts.drawn'),
      ...FLAT('beliefs.existence'),
      ...FLAT('beliefs.orientation'),
      'options.target': [2],
      'options.sparsity': [-1, Infinity],
    },
  },
  regressionContrasts: {
    arguments: () => ({ scored: scored(), options: { ridge: 1 } }),
    required: 1,
    misuses: { ...SCORED, 'options.ridge': [-1, Infinity] },
  },
  reinforceEstimator: {
    arguments: () => ({ scored: scored(), logits: new Float64Array(4), options: { samples: 1 } }),
    required: 2,
    misuses: { ...SCORED, ...FLAT('logits'), 'options.samples': [-1, Infinity] },
  },
  sampledGraphs: {
    arguments: () => ({
      probabilities: Float64Array.of(0, 1, 0, 0),
      options: { draws: 1, stream: stream() },
    }),
    sizes: ['options.draws'],
    misuses: { probabilities: [[], [0, 1], [0, 2, 0, 0], [0, -1, 0, 0]] },
  },
  ...Object.fromEntries(
    (['exactStructure', 'greedyStructure', 'jointStructure'] as const).map((name) => [
      name,
      {
        owner: [name, 'StructureScore'],
        arguments: () => ({ data: data(name === 'jointStructure' ? null : 1), options: search }),
        required: 1,
        counts: [
          'options.maximumParents',
          ...(name === 'exactStructure' ? [] : ['options.restarts']),
        ],
        misuses: { ...DATA, ...SEARCH },
        accepts: {
          'options.restarts': name === 'exactStructure' ? 'it needs none' : '',
          ...(name === 'exactStructure' ? { 'options.stream': 'it draws nothing' } : {}),
        },
      },
    ]),
  ),
  inferTargets: {
    owner: ['inferTargets', 'StructureScore'],
    arguments: () => ({
      data: data(null),
      graph: [
        [0, 1],
        [0, 0],
      ],
      options: search,
    }),
    required: 2,
    misuses: { ...DATA, ...SEARCH, graph: GRAPH },
  },
  StructureScore: {
    arguments: () => ({
      data: data(),
      options: { equivalentSampleSize: 1, edgePenalty: 1, maximumParents: 1 },
    }),
    required: 1,
    misuses: { ...DATA, ...SEARCH },
  },
  'StructureScore.scoreOf': {
    arguments: () => ({
      self: score(),
      graph: [
        [0, 1],
        [0, 0],
      ],
      targets: [[1]],
    }),
    required: 1,
    misuses: { graph: GRAPH, targets: [[], [5], [[5]], [0.5]] },
    accepts: { 'targets = null at 0': 'a hidden target' },
  },
  'StructureScore.knownFreed': {
    arguments: () => ({ self: score(), variable: 0 }),
    counts: ['variable'],
    misuses: { variable: [2] },
  },
  'StructureScore.local': {
    arguments: () => ({ self: score(), variable: 0, parents: [1], freed: [0] }),
    required: 2,
    counts: ['variable'],
    misuses: { variable: [2], parents: [[0], [2], [0.5], [1, 1]], freed: [[1], [-1], [0, 0]] },
  },
  ...Object.fromEntries(
    (['parentToggles', 'batchToggles'] as const).map((method) => [
      `StructureScore.${method}`,
      {
        arguments: () => ({ self: score(), variable: 0, parents: [1], freed: [0] }),
        counts: ['variable'],
        misuses: { variable: [2], parents: [[0], [2], [0.5], [1, 1]], freed: [[1], [-1], [0, 0]] },
      },
    ]),
  ),
  trainEdgeBeliefs: {
    owner: ['trainEdgeBeliefs', 'enco config', 'reinforce config', 'edge beliefs'],
    arguments: () => ({ data: data(), options: { config } }),
    required: 1,
    sizes: ['options.config.updates', 'options.config.hidden', 'options.config.draws'],
    misuses: { ...DATA, 'options.resume': [null, {}], 'options.signal': [null, {}] },
  },
};
