import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRow, MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { stream } from './parts.ts';

const pair = () => ({
  ...api.categoricalPairOf(
    [0.5, 0.5],
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  ),
});

const WRONG_PAIR = {
  pair: [{}, []],
  'pair.direction': ['A'],
  'pair.causes': [1, 257, undefined],
  'pair.effects': [1, 257, undefined],
  'pair.marginal': [[0.5, 0.5], new Float64Array(3)],
  'pair.conditional': [[1], new Float64Array(3)],
};
const SHARES = [Infinity, -1];

/** A row of samples of real variables: how many, and from where. */
const samples = (owner: string, draw: (n: number, from: RandomStream) => unknown): MisuseRow => ({
  owner,
  arguments: () => ({ n: 2, stream: stream() }),
  call: ({ n, stream: from }: { n: number; stream: RandomStream }) => draw(n, from),
  sizes: ['n'],
});
const moved = (owner: string, transfer: (from: RandomStream) => unknown): MisuseRow => ({
  owner,
  arguments: () => ({ stream: stream() }),
  call: ({ stream: from }: { stream: RandomStream }) => transfer(from),
});

const realPair = () => api.continuousPair({ mechanism: Math.sin });
const vectors = () => api.gaussianVectorPair({ dimensions: 2, stream: stream() });
const chain = () => api.splineChain({ stream: stream() });
const spline = {
  knots: 3,
  span: 8,
  scale: 1,
  monotone: true,
  deviation: 2,
  noise: 1,
  transferSpan: 4,
};
const WRONG_SPLINE = {
  'options.knots': [1],
  'options.span': [0, ...SHARES],
  'options.scale': [0, ...SHARES],
  'options.deviation': [0, ...SHARES],
  'options.noise': [0, ...SHARES],
  'options.transferSpan': SHARES,
};

export const PAIR_ROWS: MisuseRows = {
  continuousPair: {
    arguments: () => ({
      options: { mechanism: Math.sin, mean: 0, deviation: 2, noise: 1, transferSpan: 4 },
    }),
    misuses: {
      options: [[]],
      'options.mechanism': [undefined],
      'options.mean': [Infinity],
      'options.deviation': [0, ...SHARES],
      'options.noise': [0, ...SHARES],
      'options.transferSpan': SHARES,
    },
  },
  'ContinuousPair.sampleTraining': samples('sample', (n, from) =>
    realPair().sampleTraining(n, from),
  ),
  'ContinuousPair.transfer': moved('transfer', (from) => realPair().transfer(from)),
  'PairTransfer.sample': samples('sample', (n, from) =>
    realPair().transfer(stream()).sample(n, from),
  ),
  gaussianPair: {
    owner: ['gaussianPair', 'continuousPair'],
    arguments: () => ({
      options: {
        slope: 1,
        intercept: 0,
        mean: 0,
        deviation: 1,
        noise: 1,
        transferSpan: 1,
        stream: stream(),
      },
    }),
    misuses: {
      'options.stream': [undefined],
      'options.slope': [Infinity],
      'options.intercept': [Infinity],
      'options.mean': [Infinity],
      'options.deviation': [0, ...SHARES],
      'options.noise': [0, ...SHARES],
      'options.transferSpan': SHARES,
    },
  },
  splinePair: {
    owner: ['splinePair', 'continuousPair'],
    arguments: () => ({ options: { ...spline, stream: stream() } }),
    sizes: ['options.knots'],
    misuses: WRONG_SPLINE,
  },
  splineChain: {
    owner: ['splineChain', 'splinePair'],
    arguments: () => ({ options: { ...spline, variables: 3, stream: stream() } }),
    sizes: ['options.knots', 'options.variables'],
    misuses: { ...WRONG_SPLINE, 'options.variables': [1] },
  },
  'SplineChain.sampleTraining': samples('sample', (n, from) => chain().sampleTraining(n, from)),
  'SplineChain.transfer': moved('transfer', (from) => chain().transfer(from)),
  'ChainTransfer.sample': samples('sample', (n, from) =>
    chain().transfer(stream()).sample(n, from),
  ),
  gaussianVectorPair: {
    arguments: () => ({ options: { dimensions: 2, transferSpan: 4, stream: stream() } }),
    sizes: ['options.dimensions'],
    misuses: { 'options.dimensions': [0, 4097], 'options.transferSpan': SHARES },
  },
  'GaussianVectorPair.sampleTraining': samples('sample', (n, from) =>
    vectors().sampleTraining(n, from),
  ),
  'GaussianVectorPair.transfer': moved('transfer', (from) => vectors().transfer(from)),
  'VectorTransfer.sample': samples('sample', (n, from) =>
    vectors().transfer(stream()).sample(n, from),
  ),
  categoricalPair: {
    arguments: () => ({
      options: { categories: 2, stream: stream(), direction: 'A->B', independent: true },
    }),
    sizes: ['options.categories'],
    misuses: {
      options: [[]],
      'options.stream': [undefined],
      'options.categories': [1, 257, [2], [2, 1], [], ['a', 'b']],
      'options.direction': ['A', '->'],
    },
  },
  categoricalPairOf: {
    arguments: () => ({
      marginal: [0.5, 0.5],
      conditional: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      options: { direction: 'A->B' },
    }),
    misuses: {
      marginal: [[], [1], [0.5, 0.6], [-1, 2], [0.5, '0.5']],
      conditional: [
        [],
        [[1, 0]],
        [[1, 0], [1]],
        [
          [1, 0],
          [0.5, 0.6],
        ],
        ['ab', 'cd'],
        [[1, 0], {}],
      ],
      'options.direction': ['A', '->'],
    },
  },
  pairJoint: {
    arguments: () => ({ pair: pair() }),
    counts: ['pair.causes', 'pair.effects'],
    misuses: WRONG_PAIR,
  },
  createEpisodeSampler: {
    arguments: () => ({ pair: pair(), options: { samples: 2, change: 'cause' } }),
    sizes: ['options.samples'],
    misuses: {
      ...WRONG_PAIR,
      'options.samples': [0, undefined],
      'options.change': ['all', '', []],
    },
  },
  'EpisodeSampler.draw': {
    arguments: () => ({
      stream: stream(),
      out: { a: new Uint8Array(3), b: new Uint8Array(3) },
      offset: 1,
    }),
    call: ({
      stream: from,
      out,
      offset,
    }: {
      stream: RandomStream;
      out: api.PairSamples;
      offset: number;
    }) => {
      api.createEpisodeSampler(pair(), { samples: 2 }).draw(from, out, offset);
    },
    required: 2,
    counts: ['offset'],
    misuses: {
      'out.a': [[0, 0, 0]],
      out: [[]],
    },
  },
  samplePairs: {
    arguments: () => ({ pair: pair(), count: 2, stream: stream() }),
    sizes: ['count'],
    misuses: { ...WRONG_PAIR, count: [0, 2 ** 31] },
  },
  transferDistribution: {
    arguments: () => ({ pair: pair(), stream: stream(), options: { change: 'cause' } }),
    misuses: { ...WRONG_PAIR, 'options.change': ['all', '', []] },
  },
};
