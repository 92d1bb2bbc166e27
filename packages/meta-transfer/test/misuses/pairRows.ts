import { categoricalPairOf } from '@causal-mechanisms/datasets';
import type { CategoricalPair } from '@causal-mechanisms/datasets';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { finished, memoryFile, opaque, saved, stream } from './parts.ts';

const pair = (marginal = [0.5, 0.5]): CategoricalPair =>
  opaque(
    categoricalPairOf(marginal, [
      [0.9, 0.1],
      [0.2, 0.8],
    ]),
  );
const hypotheses = () => opaque(api.tabularHypotheses(pair()));
const samples = () => ({ a: Uint8Array.of(0, 0, 1, 0), b: Uint8Array.of(1, 1, 0, 0) });
const episodes = () => ({ ...samples(), batches: 2, batchSize: 2 });
const ENDS = [[], [2], [2, 2, 2], [2, 2 ** 31]];
const DELTAS = { deltas: [[], [Infinity], ['a']] };
const EPISODES = {
  counts: ['episodes.batches', 'episodes.batchSize'],
  misuses: {
    'episodes.a': [Uint8Array.of(0, 0, 2, 0), Uint8Array.of(0), [0.5, 0, 0, 0]],
    'episodes.batchSize': [0, 3],
    'episodes.batches': [0, 3],
  },
};
const directionConfig = { episodes: 1, batches: 2, batchSize: 2 };
const model = () => finished(api.trainCausalDirection(pair(), { config: directionConfig }));
const optimiser = () => api.createScalarOptimiser({ kind: 'adam' });

export const PAIR_ROWS: MisuseRows = {
  beliefDrift: {
    arguments: () => ({ gamma: 0, deltas: [1, -1] }),
    misuses: { gamma: [Infinity], ...DELTAS },
  },
  restingBelief: { arguments: () => ({ deltas: [1, -1] }), misuses: DELTAS },
  beliefTrajectory: {
    owner: ['beliefTrajectory', 'createScalarOptimiser'],
    arguments: () => ({
      deltas: [1, -1],
      options: { perEpisode: 2, optimiser: { kind: 'sgd', learningRate: 0.1 }, start: 0 },
    }),
    required: 1,
    counts: ['options.perEpisode'],
    misuses: { ...DELTAS, 'options.perEpisode': [0, 3], 'options.start': [Infinity] },
    accepts: { 'options.optimiser.learningRate = NaN': '' },
  },
  costRegret: {
    arguments: () => ({ gamma: 0, costs: { forward: 1, backward: 2 } }),
    misuses: { gamma: [Infinity] },
  },
  costRegretGradient: {
    arguments: () => ({ gamma: 0, difference: 1 }),
    misuses: { gamma: [Infinity] },
  },
  regret: {
    arguments: () => ({ gamma: 0, likelihoods: { forward: -1, backward: -2 } }),
  },
  regretGradient: {
    arguments: () => ({ gamma: 0, delta: 1 }),
  },
  expectedRatio: { arguments: () => ({ deltas: [1, -1] }), misuses: DELTAS },
  logSumExp: {
    arguments: () => ({ values: [1, 2] }),
    accepts: { 'values = NaN at 0': 'NaN' },
  },
  softmax: {
    arguments: () => ({ logits: [1, 2] }),
    accepts: { 'logits = NaN at 0': 'NaN' },
  },
  ...Object.fromEntries(
    ['hypothesisPosterior', 'hypothesisRegret', 'hypothesisRegretGradient'].map((name) => [
      name,
      {
        arguments: () => ({ logits: [1, 2], logLikelihoods: [-1, -2] }),
        misuses: { logits: [[], [1]], logLikelihoods: [[], [1], [Infinity, 0]] },
      },
    ]),
  ),
  createScalarOptimiser: {
    arguments: () => ({
      options: {
        kind: 'adam',
        learningRate: 0.1,
        decay: 0.9,
        beta1: 0.9,
        beta2: 0.9,
        epsilon: 1e-8,
      },
    }),
    misuses: {
      'options.kind': ['none'],
      'options.learningRate': [0, -1, Infinity],
      'options.decay': [-1, 1],
      'options.beta1': [-1, 1],
      'options.beta2': [-1, 1],
      'options.epsilon': [-1, Infinity],
    },
  },
  'ScalarOptimiser.update': {
    owner: 'ScalarOptimiser.update',
    arguments: () => ({ value: 1, gradient: 1 }),
    call: ({ value, gradient }: { value: number; gradient: number }) =>
      optimiser().update(value, gradient),
  },
  'ScalarOptimiser.restore': {
    arguments: () => ({ state: { ...optimiser().state() } }),
    call: ({ state }: { state: api.ScalarOptimiserState }) => {
      optimiser().restore(state);
    },
    misuses: { state: [{}, []] },
  },
  adaptationCurves: {
    arguments: () => ({
      pair: pair(),
      transfer: pair([0.2, 0.8]),
      options: {
        steps: 1,
        batchSize: 2,
        optimiser: 'sgd',
        learningRate: 0.1,
        start: 'trained',
        stream: stream(),
      },
    }),
    required: 2,
    sizes: ['options.steps', 'options.batchSize'],
    misuses: {
      'options.batchSize': ['all', 0],
      'options.optimiser': ['adam'],
      'options.start': ['other'],
      'options.learningRate': [0, -1, Infinity],
    },
  },
  gradientCounts: {
    arguments: () => ({ pair: pair(), transfer: pair([0.2, 0.8]), options: { threshold: 1e-9 } }),
    required: 2,
    misuses: { 'options.threshold': [-1, Infinity] },
  },
  resolveDirectionConfig: {
    owner: 'trainCausalDirection',
    arguments: () => ({ input: { ...directionConfig, innerRate: 0.1 } }),
    sizes: ['input.episodes', 'input.batches', 'input.batchSize'],
    accepts: { input: 'the message lists what is wrong in it' },
  },
  pairCounts: {
    arguments: () => ({ samples: samples(), categories: [2, 2] }),
    misuses: { 'samples.a': [Uint8Array.of(2, 0, 0, 0), Uint8Array.of(0)], categories: ENDS },
  },
  hypothesesFromSamples: {
    arguments: () => ({ samples: samples(), options: { categories: [2, 2], smoothing: 0.5 } }),
    misuses: {
      'samples.a': [Uint8Array.of(2, 0, 0, 0), Uint8Array.of(0)],
      'options.categories': ENDS,
      'options.smoothing': [-1, Infinity],
    },
  },
  moduleBelief: {
    arguments: () => ({
      data: { training: samples(), transfers: [samples()] },
      options: { categories: [2, 2], concentration: 1, freedConcentration: 1 },
    }),
    misuses: {
      'data.transfers': [[], [{ a: Uint8Array.of(2), b: Uint8Array.of(0) }]],
      'options.categories': ENDS,
      'options.concentration': [0, Infinity],
      'options.freedConcentration': [0, Infinity],
    },
  },
  onlineLogLikelihoods: {
    arguments: () => ({
      hypotheses: hypotheses(),
      episodes: episodes(),
      options: { learningRate: 0.1 },
    }),
    required: 2,
    ...EPISODES,
  },
  onlineLogLikelihoodsTensors: {
    arguments: () => ({
      hypotheses: hypotheses(),
      episodes: episodes(),
      options: { learningRate: 0.1, together: 2 },
    }),
    required: 2,
    ...EPISODES,
    counts: [...EPISODES.counts, 'options.together'],
  },
  hypothesesOfJoint: {
    arguments: () => ({ joint: [3, 1, 2, 2], categories: [2, 2] }),
    misuses: { joint: [[], [1], [1, 1, 1, -1], [0, 0, 0, 0]], categories: ENDS },
  },
  tabularHypotheses: { arguments: () => ({ pair: pair() }) },
  transferDeltas: {
    arguments: () => ({
      pair: pair(),
      stream: stream(),
      options: { episodes: 1, batches: 2, batchSize: 2, learningRate: 0.1, change: 'cause' },
    }),
    required: 2,
    sizes: ['options.episodes', 'options.batches', 'options.batchSize'],
    misuses: { 'options.change': ['all'], 'options.learningRate': [0, -1, Infinity] },
  },
  CausalDirectionModel: 'internal: models come from training',
  'CausalDirectionModel.load': {
    arguments: () => saved(model()),
    misuses: { handler: [{}, { load: 7 }] },
  },
  'CausalDirectionModel.save': {
    arguments: async () => ({ self: await model(), handler: opaque(memoryFile().handler) }),
    accepts: { 'self = disposed': 'holds no tensors' },
    misuses: { handler: [{}, { save: 7 }] },
  },
  trainCausalDirection: {
    owner: 'trainCausalDirection',
    arguments: () => ({ source: pair(), options: { config: directionConfig } }),
    required: 1,
    sizes: ['options.config.episodes', 'options.config.batches', 'options.config.batchSize'],
    misuses: { 'options.resume': [null, {}], 'options.signal': [null, {}], source: [{}] },
  },
  'trainCausalDirection of episodes': {
    owner: 'trainCausalDirection',
    arguments: () => ({ source: { hypotheses: hypotheses(), episodes: episodes() } }),
    call: ({ source }: { source: api.PairTransfers }) =>
      api.trainCausalDirection(source, { config: directionConfig }),
    misuses: { 'source.hypotheses': [{}] },
  },
};
