import * as tf from '@tensorflow/tfjs';
import { gaussianPair } from '@causal-mechanisms/datasets';
import type { MisuseRow, MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { finished, memoryFile, opaque, saved, stream } from './parts.ts';

const column = (shift: number) =>
  Float64Array.from({ length: 48 }, (_, i) => Math.sin(3 * i + shift));
const pairs = () => ({ a: column(0), b: column(1) });
const COLUMNS = (name: string) => ({
  [`${name}.a`]: [[], Float64Array.of(1), ['a']],
  [`${name}.b`]: [[], Float64Array.of(1)],
});
const line = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
const moments = () => ({ ...api.gaussianMoments(line) });
const LINE = (name: string) => ({
  [`${name}.deviation`]: [0, -1, Infinity],
  [`${name}.noise`]: [0, -1, Infinity],
  [`${name}.slope`]: [Infinity],
});
const MOMENTS = (name: string) => ({
  [`${name}.varianceA`]: [-1, Infinity],
  [`${name}.varianceB`]: [-1, Infinity],
  [`${name}.covariance`]: [Infinity],
});
const mixture = () => ({
  weights: Float64Array.of(0.5, 0.5),
  means: Float64Array.of(-1, 1),
  deviations: Float64Array.of(1, 1),
});
const MIXTURE = (name: string) => ({
  [`${name}.weights`]: [Float64Array.of(1), Float64Array.of(-1, 2), []],
  [`${name}.deviations`]: [Float64Array.of(1, 0), Float64Array.of(1, -1), Float64Array.of(1)],
  [`${name}.means`]: [Float64Array.of(Infinity, 0)],
});
const SIZES = { hidden: 2, components: 2 };
const networks = () => ({
  parameters: tf.zeros([1, api.mixtureNetworkLayout(SIZES).length]),
  x: tf.zeros([1, 5]),
  y: tf.ones([1, 5]),
});
const SMALL = ['sizes.hidden', 'sizes.components'];
const OF_NETWORKS: MisuseRow = {
  arguments: () => ({ batch: networks(), sizes: SIZES }),
  required: 1,
  sizes: SMALL,
};
const features = { kind: 'bumps', low: -1, high: 1, count: 3, width: 1 };
const POINTS = { x: [[0], [], [Infinity, 0]], y: [[0], [], ['a', 'b']] };
const regression = () => {
  const made = new api.ConjugateRegression({ features: { kind: 'linear' } });
  made.learn([0, 1, 2, 3], [1.1, 2.9, 5, 7]);
  return made;
};
const options = {
  conditional: 'linear',
  marginal: 'refit',
  changes: 'some',
  memory: 3,
  components: 2,
};
const OPTIONS = {
  'options.conditional': ['cubic'],
  'options.marginal': ['other'],
  'options.changes': ['none'],
  'options.memory': [0, -1, Infinity],
  'options.components': [0],
};
const directionConfig = { mechanism: 'gaussian', episodes: 1, pairs: 4 } as const;
const source = () => opaque(gaussianPair({ stream: stream() }));
const model = () => finished(api.trainContinuousDirection(source(), { config: directionConfig }));
const ofConfig = [
  'trainContinuousDirection',
  'continuous direction config',
  'continuous direction',
];

export const CONTINUOUS_ROWS: MisuseRows = {
  conjugateHypotheses: {
    arguments: () => ({ training: pairs(), options }),
    required: 1,
    counts: ['options.components'],
    misuses: { ...COLUMNS('training'), ...OPTIONS },
  },
  'ConjugateHypotheses.score': {
    owner: ['conjugateHypotheses', 'ConjugateHypotheses.score'],
    arguments: () => ({ transfer: pairs() }),
    call: ({ transfer }: { transfer: api.PairColumns }) =>
      api.conjugateHypotheses(pairs(), { conditional: 'linear' }).score(transfer),
    misuses: COLUMNS('transfer'),
  },
  ConjugateRegression: {
    arguments: () => ({
      options: { features, priorPrecision: 1, priorShape: 1, priorRate: 1 },
    }),
    misuses: {
      'options.features': [{}, { kind: 'cubic' }],
      'options.features.count': [1, 0.5, 2 ** 31],
      'options.features.low': [1, 2, Infinity],
      'options.features.width': [0, -1, Infinity],
      'options.priorPrecision': [0, Infinity],
      'options.priorShape': [0, Infinity],
      'options.priorRate': [0, Infinity],
    },
  },
  'ConjugateRegression.learn': {
    arguments: () => ({ self: regression(), x: [0, 1], y: [1, 2] }),
    misuses: POINTS,
  },
  'ConjugateRegression.observe': {
    arguments: () => ({ self: regression(), x: [0, 1], y: [1, 2] }),
    misuses: POINTS,
  },
  'ConjugateRegression.logLikelihood': {
    arguments: () => ({ self: regression(), x: [0, 1], y: [1, 2], noiseVariance: 1 }),
    required: 2,
    misuses: { ...POINTS, noiseVariance: [0, -1, Infinity] },
  },
  'ConjugateRegression.discount': {
    arguments: () => ({ self: regression(), samples: 2 }),
    misuses: { samples: [-1, 0] },
  },
  'ConjugateRegression.covarianceTimes': {
    arguments: () => ({ self: regression(), values: Float64Array.of(1, 2) }),
    misuses: { values: [Float64Array.of(1), []] },
  },
  continuousDeltas: {
    owner: ['continuousDeltas', 'conjugateHypotheses'],
    arguments: () => ({
      training: pairs(),
      transfers: [pairs()],
      options: { ...options, likelihood: 'sum' },
    }),
    required: 2,
    misuses: {
      ...COLUMNS('training'),
      ...OPTIONS,
      transfers: [[], [{}]],
      'options.likelihood': ['other'],
    },
  },
  adaptGaussian: {
    arguments: () => ({ start: line, batches: [moments()], options: { learningRate: 0.1 } }),
    required: 2,
    misuses: {
      ...LINE('start'),
      batches: [[{}], [{ ...moments(), varianceA: -1 }]],
      'options.learningRate': [0, -1, Infinity],
    },
  },
  gaussianLoss: {
    arguments: () => ({ model: line, moments: moments() }),
    misuses: { ...LINE('model'), ...MOMENTS('moments') },
  },
  gaussianGradient: {
    arguments: () => ({ model: line, moments: moments() }),
    misuses: { ...LINE('model'), ...MOMENTS('moments') },
  },
  gaussianDivergence: {
    arguments: () => ({ from: line, model: line }),
    misuses: { ...LINE('from'), ...LINE('model') },
  },
  gaussianHypotheses: { arguments: () => ({ truth: line }), misuses: LINE('truth') },
  gaussianMoments: { arguments: () => ({ truth: line }), misuses: LINE('truth') },
  gaussianMixture: {
    arguments: () => ({
      values: [-1.1, -1, 1, 1.1],
      options: { components: 2, iterations: 2, tolerance: 0.1, floor: 0.01, start: mixture() },
    }),
    required: 1,
    sizes: ['options.components'],
    counts: ['options.iterations'],
    misuses: {
      values: [[], [Infinity]],
      'options.tolerance': [-1, Infinity],
      'options.floor': [-1, Infinity],
      ...MIXTURE('options.start'),
    },
  },
  mixtureLogLikelihood: {
    arguments: () => ({ mixture: mixture(), values: [0] }),
    misuses: { values: [[Infinity]], ...MIXTURE('mixture') },
  },
  adaptMixtureNetworks: {
    arguments: () => ({
      batch: networks(),
      options: { ...SIZES, steps: 1, learningRate: 0.1 },
    }),
    required: 1,
    counts: ['options.steps'],
    sizes: ['options.hidden', 'options.components'],
    misuses: { 'options.learningRate': [0, -1, Infinity] },
  },
  mixtureNetworkGradient: OF_NETWORKS,
  mixtureNetworkDataGradient: OF_NETWORKS,
  mixtureNetworkLosses: OF_NETWORKS,
  mixtureNetworkLayout: { arguments: () => ({ sizes: SIZES }), required: 0, sizes: SMALL },
  initialMixtureNetwork: {
    arguments: () => ({ stream: stream(), sizes: SIZES }),
    required: 1,
    sizes: SMALL,
  },
  beliefCurve: {
    arguments: () => ({ deltas: [1, 2], options: { cost: 'costs', learningRate: 0.1 } }),
    required: 1,
    misuses: {
      deltas: [[], [Infinity]],
      'options.cost': ['other'],
      'options.learningRate': [0, -1, Infinity],
    },
  },
  ContinuousDirectionModel: 'internal: models come from training',
  'ContinuousDirectionModel.load': {
    arguments: () => saved(model()),
    misuses: { handler: [{}, { load: 7 }] },
  },
  'ContinuousDirectionModel.save': {
    arguments: async () => ({ self: await model(), handler: opaque(memoryFile().handler) }),
    misuses: { handler: [{}, { save: 7 }] },
    accepts: { 'self = disposed': 'these mechanisms hold no tensors' },
  },
  trainContinuousDirection: {
    owner: ofConfig,
    arguments: () => ({ source: source(), options: { config: directionConfig } }),
    required: 1,
    sizes: ['options.config.episodes', 'options.config.pairs'],
    misuses: { 'options.resume': [null, {}], 'options.signal': [null, {}], source: [{}] },
  },
  'trainContinuousDirection of data': {
    owner: ofConfig,
    arguments: () => ({ source: { training: pairs(), transfers: [pairs()] } }),
    call: ({ source: given }: { source: api.ContinuousData }) =>
      api.trainContinuousDirection(given, { config: directionConfig }),
    misuses: { ...COLUMNS('source.training'), 'source.transfers': [[], [{}]] },
  },
  vectorHypotheses: {
    arguments: () => ({
      training: pairs(),
      options: { dimensions: 2, changes: 'some', memory: 2 },
    }),
    sizes: ['options.dimensions'],
    misuses: {
      ...COLUMNS('training'),
      'options.changes': ['none'],
      'options.memory': [0, Infinity],
    },
  },
  'VectorHypotheses.score': {
    owner: ['vectorHypotheses', 'VectorHypotheses.score'],
    arguments: () => ({ transfer: pairs() }),
    call: ({ transfer }: { transfer: api.PairColumns }) =>
      api.vectorHypotheses(pairs(), { dimensions: 2 }).score(transfer),
    misuses: COLUMNS('transfer'),
  },
};
