import * as tf from '@tensorflow/tfjs';
import { arrayDataset, createSampler } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';
import { forwardKinds } from '../src/forward/forwardMechanisms.ts';
import { drawWeights } from '../src/networks/drawWeights.ts';
import { memoryHandler } from './support.ts';

beforeAll(() => useBackend());

const config = api.resolveExpertsConfig({
  experts: 2,
  filters: 2,
  discriminatorFilters: [2, 2, 2],
  discriminatorUnits: 2,
  iterations: 1,
  batchSize: 2,
  identityInitialisation: false,
});
const shape = [8, 8, 1] as const;
/** A scorer of the caller's own, and a configuration that names it. */
const ownObjective = (): api.CustomObjective => ({
  name: 'own',
  scores: (given) => given.mean<tf.Tensor1D>([1, 2, 3]),
});
const ownConfig = { ...config, objective: { kind: 'custom', name: 'own' } as const };
/** An expert of the caller's own. */
const ownLayers = () =>
  tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [...shape], filters: 1, kernelSize: 1 })],
  });
const stream = () => new RandomStream(1);
const self = () => api.ExpertsModel.create(config, shape, stream());
const images = () => tf.fill([2, 8, 8, 1], 0.5);
const methods = (...names: ('images' | 'expert' | 'experts')[]) => ({
  arguments: () => {
    const all = { images: images(), expert: 1, experts: [0, 1] };
    const args = Object.fromEntries(names.map((name) => [name, all[name]]));
    if (!names.includes('images')) all.images.dispose();
    return { self: self(), ...args };
  },
  counts: names.filter((name) => name === 'expert'),
  misuses: { ...(names.includes('expert') ? { expert: [2] } : {}) },
});
const scoring = () => ({
  arguments: () => ({
    self: self(),
    images: images(),
    options: { otherSizes: 'average' as const },
  }),
});
/** What mechanisms of two experts consist of. */
const forwardParts = () => ({
  config,
  shape,
  random: [false, true],
  trained: [true, true],
  vectors: forwardKinds({ config, shape, random: [false, true] }).map((kind) =>
    kind.draw(stream()),
  ),
});
const mechanisms = () => new api.ForwardMechanisms(forwardParts());
const configOwners = ['ExpertsModel', 'experts-gan'];
const pixels = new Float32Array(256).fill(0.5);
/** What the functions of another package made: its parts are checked there. */
class Opaque {
  readonly made = true;
}
const data = arrayDataset({ name: 'grey', pixels, shape: [...shape] });
const opaque = <T extends object>(given: T): T => Object.assign(new Opaque(), given);
const mixture = {
  mechanisms: [{ name: 'none' }],
  applyAssigned: (given: tf.Tensor4D) => given.clone(),
};
const changed = () => ({
  transformed: images(),
  originals: images(),
  mechanisms: [0, 1],
  names: ['a', 'b'],
  labels: [3, 4],
});
const { signal } = new AbortController();
const classify = () => Promise.resolve([3, 4]);

misuseTable(api, {
  resolveExpertsConfig: {
    arguments: () => ({ input: { ...config } }),
    owner: 'experts-gan config',
    sizes: ['input.experts', 'input.filters', 'input.discriminatorUnits', 'input.batchSize'],
    accepts: { input: 'the message lists what is wrong in it' },
  },
  ExpertsModel: {
    arguments: () => ({ config, shape, weights: drawWeights(config, shape, stream()) }),
    owner: configOwners,
    accepts: {
      'weights.scorer = NaN at 0': 'weights are the caller\u2019s, and not read',
    },
  },
  'ExpertsModel.create': {
    arguments: () => ({ config, shape, stream: stream() }),
    owner: configOwners,
    misuses: {
      shape: [
        [8, 9, 1],
        [2 ** 40, 8, 1],
        [8, 8],
      ],
    },
  },
  'ExpertsModel.load': {
    arguments: async () => {
      const handler = opaque(memoryHandler());
      const options = { objective: ownObjective() };
      const model = api.ExpertsModel.create(ownConfig, shape, stream(), options);
      await model.save(handler);
      model.dispose();
      return { handler, options };
    },
    required: 1,
    misuses: { handler: [{}, 7], 'options.objective': [{ name: 'other', scores: () => 0 }] },
  },
  'ExpertsModel.save': {
    arguments: () => ({ self: self(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'ExpertsModel.apply': methods('images', 'expert'),
  'ExpertsModel.chain': methods('images', 'experts'),
  'ExpertsModel.discriminate': scoring(),
  'ExpertsModel.scores': scoring(),
  'ExpertsModel.invert': scoring(),
  'ExpertsModel.toLayersModel': { ...methods('expert'), required: 0 },
  expertUsage: { arguments: () => ({ model: self(), images: images() }) },
  expertDistances: {
    arguments: () => ({ model: self(), images: images(), options: { winners: [1, 0] } }),
  },
  expertBimodality: {
    arguments: () => ({ model: self(), images: images(), options: { reach: 1 } }),
  },
  splitExpert: {
    arguments: () => ({
      model: self(),
      expert: 1,
      images: images(),
      options: { leastBimodality: 0.5, noise: 0.1, stream: stream() },
    }),
    owner: ['splitExpert', 'expertBimodality'],
  },
  unservedShare: {
    arguments: () => ({
      model: self(),
      images: images(),
      canonical: images(),
      options: { quantile: 0.1 },
    }),
  },
  expertOfLayers: { arguments: () => ({ model: ownLayers() }), misuses: { model: [{}, 7] } },
  selectExperts: { arguments: () => ({ model: self(), experts: [1] }) },
  pruneExperts: {
    arguments: () => ({ model: self(), images: images(), options: { leastShare: 0.1 } }),
  },
  mergeExperts: {
    arguments: () => ({
      model: self(),
      images: images(),
      options: { mostDistance: 0.1, among: 'won' as const },
    }),
  },
  addExperts: {
    arguments: () => ({ model: self(), count: 1, stream: stream() }),
    counts: ['count'],
  },
  inferComposition: {
    arguments: () => ({
      model: self(),
      images: images(),
      options: {
        width: 2,
        depth: 1,
        lengthPenalty: 0.1,
        redundantPairs: [[0, 1]] as const,
        usualChanges: [0.1, 0.2],
        threshold: 1,
        runnersUp: 1,
        otherSizes: 'centre' as const,
        signal,
        onImages: () => undefined,
      },
    }),
    sizes: ['options.width'],
    misuses: {
      'options.score': [3],
      'options.threshold': [Infinity],
      'options.redundantPairs': [[[0]], [[0, 99]], ['01']],
      'options.usualChanges': [[0.1], [0.1, -1], [0.1, NaN]],
    },
  },
  calibrateComposition: {
    arguments: () => ({
      model: self(),
      canonical: images(),
      options: { below: 0.1, alike: 0.4, otherSizes: 'average' as const, signal },
    }),
    misuses: { 'options.score': [3], 'options.below': [2], 'options.alike': [-0.1, 1.1] },
  },
  calibrateScores: {
    arguments: () => ({
      model: self(),
      canonical: images(),
      options: { below: 0.1, otherSizes: 'average' as const, signal },
    }),
    misuses: { 'options.score': [3], 'options.below': [2] },
  },
  refineScorer: {
    arguments: () => ({
      model: self(),
      data: { transformed: images(), canonical: createSampler(data) },
      options: { config: { iterations: 1, batchSize: 2 }, signal, stopWhen: () => false },
    }),
    owner: ['refineScorer', 'refineScorer config', 'experts-gan'],
    misuses: { 'options.resume': [null, {}], 'data.canonical': [[1]] },
  },
  resolveAdaptiveExpertsConfig: {
    arguments: () => ({ input: { experts: 2 } }),
    owner: 'adaptive experts-gan config',
  },
  trainAdaptiveExperts: {
    arguments: () => ({
      data: { transformed: images(), canonical: createSampler(data) },
      options: {
        config: { ...config, adaptive: { probeSize: 2 } },
        signal,
        chooseWinners: api.winnersByLogit,
        checkpoints: { store: { save: () => Promise.resolve('') }, every: 1 },
        evaluate: { every: 1, run: () => Promise.resolve({ scalars: {} }) },
        stopWhen: () => false,
      },
    }),
    owner: ['trainAdaptiveExperts', 'adaptive experts-gan config', 'experts-gan'],
    counts: ['options.checkpoints.every', 'options.evaluate.every'],
    misuses: { 'options.resume': [null, {}], 'data.canonical': [[1]] },
  },
  trainForward: {
    arguments: () => ({
      model: self(),
      transformed: createSampler(data),
      options: {
        config: { images: 2, iterations: 1, batchSize: 2, random: [1] },
        signal,
        stopWhen: () => false,
      },
    }),
    owner: ['trainForward', 'trainForward config', 'experts-gan'],
    misuses: { 'options.resume': [null, {}], transformed: [[1]] },
  },
  ForwardMechanisms: { arguments: () => ({ parts: opaque(forwardParts()) }) },
  'ForwardMechanisms.load': {
    arguments: async () => {
      const handler = opaque(memoryHandler());
      const forward = mechanisms();
      await forward.save(handler);
      forward.dispose();
      return { handler };
    },
    misuses: { handler: [{}, 7] },
  },
  'ForwardMechanisms.save': {
    arguments: () => ({ self: mechanisms(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'ForwardMechanisms.apply': {
    arguments: () => ({
      self: mechanisms(),
      images: images(),
      expert: 1,
      options: { stream: stream() },
    }),
    counts: ['expert'],
    misuses: { expert: [2] },
  },
  cycleErrors: {
    arguments: () => ({
      model: self(),
      forward: mechanisms(),
      canonical: images(),
      options: { stream: stream() },
    }),
    owner: ['cycleErrors', 'ForwardMechanisms.apply'],
  },
  'evaluateExperts of a probe': {
    owner: 'evaluateExperts',
    arguments: () => ({
      model: self(),
      probe: { images: opaque(data), mixture, stream: stream() },
    }),
    call: ({ model, probe }: { model: api.ExpertsModel; probe: api.MechanismProbe }) =>
      api.evaluateExperts(model, probe),
  },
  evaluateExperts: {
    arguments: () => ({
      model: self(),
      probe: changed(),
      options: { classify, signal, onImages: () => undefined },
    }),
  },
  scoreGains: {
    arguments: () => ({ model: self(), probe: changed(), options: { signal } }),
  },
  gainWarning: {
    arguments: () => ({
      gains: [{ mechanism: 'flip', expert: 1, share: 0.9, gain: 0.01, score: 1 }],
      options: { leastGain: 0.1, canonicalScore: 2 },
    }),
    misuses: { gains: [[null], [{ mechanism: 'flip', expert: 1, share: 1 }]] },
  },
  referenceAccuracies: {
    arguments: () => ({ probe: changed(), classify, options: { signal } }),
  },
  winnersByLogit: {
    arguments: () => ({ logits: Float32Array.of(1, 2, 3, 4), experts: 2 }),
    counts: ['experts'],
    misuses: { logits: [[1, 2], new Float32Array(3)] },
  },
  winnersBySampling: {
    arguments: () => ({ options: { temperature: 1, until: 4 } }),
    counts: ['options.until'],
  },
  winnersByConscience: {
    arguments: () => ({ options: { strength: 1, from: 1, until: 4, tolerance: 0.2 } }),
    counts: ['options.from', 'options.until'],
    accepts: { 'options.until = null': 'never ends' },
  },
  relocatedWinners: {
    arguments: () => ({ choose: api.winnersByLogit, options: { idleShare: 0.1, until: 4 } }),
    counts: ['options.until'],
  },
  trainExperts: {
    arguments: () => ({
      data: { transformed: images(), canonical: createSampler(data) },
      options: {
        config,
        signal,
        chooseWinners: api.winnersByLogit,
        checkpoints: { store: { save: () => Promise.resolve('') }, every: 1 },
        evaluate: { every: 1, run: () => Promise.resolve({ scalars: {} }) },
        stopWhen: () => false,
      },
    }),
    owner: ['trainExperts', 'experts-gan'],
    counts: ['options.checkpoints.every', 'options.evaluate.every'],
    misuses: { 'options.resume': [null, {}], 'data.canonical': [[1]] },
  },
});
