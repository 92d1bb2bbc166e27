import * as tf from '@tensorflow/tfjs';
import { copyingTask, fetchEnvironment } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import type { MisuseRow } from '@causal-mechanisms/test-utils';
import { withoutKeys } from '../src/cores/shared/withoutKeys.ts';
import * as api from '../src/index.ts';
import { memoryHandler } from './memoryHandler.ts';

beforeAll(() => useBackend());

const small = { inputWidth: 2, units: 4, modules: 2, activeModules: 1 } as const;
const stream = () => new RandomStream(1);
const layer = () => api.createRims(small);
const modelConfig: api.SequenceModelConfig = {
  core: { kind: 'rims', units: 4, modules: 2, activeModules: 1 },
  input: { kind: 'tokens', vocabulary: 3, width: 2 },
  outputs: 3,
  answers: 'every',
  dropout: 0,
};
const model = () => api.SequenceModel.create(modelConfig, stream());
/** A stream that takes its model with it. */
const streamOfModel = () => {
  const own = model();
  const made = own.stream({ size: 2 });
  const dispose = made.dispose.bind(made);
  made.dispose = () => {
    dispose();
    own.dispose();
  };
  return made;
};
const sequences = () => ({
  steps: 2,
  size: 2,
  lengths: Int32Array.of(2, 1),
  inputs: { kind: 'tokens', tokens: Int32Array.of(0, 1, 2, 0) },
});
const batch = () => ({
  ...sequences(),
  targets: { kind: 'classes', classes: Int32Array.of(0, 1, 2, 0) },
  targetAt: 'every',
  scored: 1,
});
/** What the functions of another package made: its parts are checked there. */
class Opaque {
  readonly made = true;
}
const opaque = <T extends object>(given: T): T => Object.assign(new Opaque(), given);
const saved = async (given: { save(handler: tf.io.IOHandler): Promise<void>; dispose(): void }) => {
  const handler = opaque(memoryHandler());
  await given.save(handler);
  given.dispose();
  return { handler };
};
const { signal } = new AbortController();
const x3 = () => tf.ones([2, 1, 2]);
const state = () => ({ hidden: tf.zeros([1, 4]), cell: tf.zeros([1, 4]) });
const coreRow = (input: Readonly<Record<string, number>>, owner: string): MisuseRow => ({
  owner: [`${owner} config`, `${owner}Core config`],
  arguments: () => ({ input }),
  sizes: Object.keys(input).map((key) => `input.${key}`),
  accepts: { input: 'the message lists what is wrong in it' },
});
/** The same of a core that has two forms. */
const formRow = (input: Readonly<Record<string, number>>, owner: string): MisuseRow => ({
  ...coreRow(input, owner),
  owner: [`${owner} config`, `${owner}Core`],
  arguments: () => ({ input, options: { form: 'plain' } }),
  misuses: { 'options.form': ['quick', 'batched'] },
});
const ofLayer = ['SequenceLayer', 'rims'];
const sequenceConfig = { core: modelConfig.core, batchSize: 2, updates: 1, embeddingWidth: 2 };
const task = opaque(copyingTask({ gap: 2, symbols: 1 }));

const frameShape = [8, 8, 1] as const;
const frameConfig = {
  shape: frameShape,
  core: modelConfig.core,
  filters: [2],
  codeWidth: 3,
  decoderWidth: 3,
};
const frameModel = () => api.FrameModel.create(frameConfig, stream());
const frames = () => ({ size: 1, steps: 3, shape: frameShape, values: new Float32Array(3 * 64) });
const source = () => opaque(api.frameSource(frames()));
const frameTraining = { ...withoutKeys(frameConfig, 'shape'), batchSize: 2, updates: 1 };
const frameOwners = ['frame model', 'sequence core', 'rims config'];
const rollout = { fed: 2, own: 1, feedback: 'binary', signal };
const environment = opaque(fetchEnvironment({ size: 4, view: 3, distractors: 1, mostSteps: 5 }));
const policyConfig: api.PolicyConfig = {
  core: { kind: 'lstm', units: 3 },
  observationWidth: environment.observationWidth,
  actions: 4,
  encoder: [3],
  actor: [],
  critic: [],
};
const policy = () => api.PolicyModel.create(policyConfig, stream());
/** One that disposes of its policy too. */
const runner = () => {
  const model = policy();
  const made = new api.PolicyRunner(model, { count: 1 });
  const dispose = made.dispose.bind(made);
  made.dispose = () => {
    dispose();
    model.dispose();
  };
  return made;
};
const observations = () => new Float32Array(environment.observationWidth);
const actorCriticConfig = {
  core: policyConfig.core,
  encoder: [3],
  environments: 2,
  rolloutSteps: 2,
  updates: 1,
};

misuseTable(api, {
  coreOf: {
    arguments: () => ({ config: { kind: 'lstm', units: 3 }, inputWidth: 2 }),
    owner: ['sequence core', 'lstm config'],
    sizes: ['config.units', 'inputWidth'],
  },
  rimsCore: {
    owner: ['rimsCore', 'rims config'],
    arguments: () => ({ input: small, options: { form: 'plain' } }),
    sizes: ['input.units', 'input.modules', 'input.inputWidth'],
    misuses: { 'options.form': ['quick'] },
    accepts: { input: 'the message lists what is wrong in it' },
  },
  resolveRimsConfig: coreRow(small, 'rims'),
  lstmCore: coreRow({ inputWidth: 2, units: 3 }, 'lstm'),
  ntmCore: formRow({ inputWidth: 2, controllerUnits: 3, slots: 3, slotWidth: 3 }, 'ntm'),
  rmcCore: formRow({ inputWidth: 2, slots: 2, heads: 1, headWidth: 3 }, 'rmc'),
  entnetCore: formRow({ inputWidth: 2, slots: 2, slotWidth: 3 }, 'entnet'),
  dncCore: formRow({ inputWidth: 2, controllerUnits: 3, slots: 2, slotWidth: 3 }, 'dnc'),
  transformerCore: coreRow({ inputWidth: 2, width: 4, layers: 1, heads: 2 }, 'transformer'),
  stackedCore: {
    arguments: () => ({
      cores: [1, 2].map(() => opaque(api.lstmCore({ inputWidth: 3, units: 3 }))),
      options: { dropout: 0.5 },
    }),
    misuses: { 'options.dropout': [1, -0.5] },
  },
  bidirectionalCore: {
    arguments: () => ({ core: opaque(api.lstmCore({ inputWidth: 2, units: 3 })) }),
  },
  createRims: {
    owner: ['createRims', 'rims config', 'rimsCore'],
    arguments: () => ({ config: small, options: { seed: 1, form: 'plain' } }),
    counts: ['options.seed'],
    accepts: { config: 'the message lists what is wrong in it' },
  },
  createSequenceLayer: {
    arguments: () => ({
      core: opaque(api.lstmCore({ inputWidth: 2, units: 3 })),
      stream: stream(),
    }),
  },
  SequenceLayer: 'made by createSequenceLayer; its test has what it refuses',
  'SequenceLayer.load': { arguments: () => saved(layer()), misuses: { handler: [{}, 7] } },
  'SequenceLayer.save': {
    arguments: () => ({ self: layer(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'SequenceLayer.zeroState': {
    arguments: () => ({ self: layer(), batch: 2 }),
    sizes: ['batch'],
  },
  'SequenceLayer.step': {
    owner: ofLayer,
    arguments: () => ({ self: layer(), x: tf.ones([1, 2]), state: state() }),
    required: 1,
    accepts: { 'x = a tensor with one axis more': 'one of several elements' },
  },
  'SequenceLayer.sequence': {
    owner: ofLayer,
    arguments: () => ({ self: layer(), x: x3(), options: { state: state(), dropout: stream() } }),
  },
  'SequenceLayer.activations': {
    owner: ofLayer,
    arguments: () => ({ self: layer(), x: x3(), state: state() }),
    required: 1,
  },
  SequenceModel: {
    owner: ['SequenceModel', 'sequence model', 'sequence core', 'rims config'],
    arguments: () => ({ config: modelConfig, start: stream() }),
    sizes: ['config.core.units', 'config.outputs'],
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'SequenceModel.create': {
    owner: ['SequenceModel', 'sequence model', 'sequence core', 'rims config'],
    arguments: () => ({ config: modelConfig, stream: stream() }),
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'SequenceModel.load': { arguments: () => saved(model()), misuses: { handler: [{}, 7] } },
  'SequenceModel.save': {
    arguments: () => ({ self: model(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'SequenceModel.predict': {
    arguments: () => ({ self: model(), sequences: sequences() }),
    counts: ['sequences.steps', 'sequences.size'],
    misuses: { 'sequences.inputs.tokens': [[0, 1, 2, 0], Float32Array.of(0, 1.5, 2, 0)] },
  },
  'SequenceModel.run': {
    owner: ['SequenceModel.run', 'rims'],
    arguments: () => ({ self: model(), sequences: tf.zeros([2, 1], 'int32'), state: state() }),
    required: 1,
  },
  'SequenceModel.stream': {
    arguments: () => ({ self: model(), options: { size: 2, targets: 'classes' } }),
    sizes: ['options.size'],
    misuses: { 'options.targets': ['labels'] },
  },
  SequenceStream: 'made by SequenceModel.stream',
  'SequenceStream.step': {
    owner: ['SequenceStream.step', 'SequenceModel.stream'],
    arguments: () => ({ self: streamOfModel(), input: Int32Array.of(0, 1) }),
    misuses: { input: [[0, 3], [0, 0.5], 1, 'ab'] },
  },
  moduleActivity: {
    owner: ['moduleActivity', 'SequenceModel.predict'],
    arguments: () => ({ model: model(), sequences: sequences() }),
  },
  scoreSequences: {
    owner: ['scoreSequences', 'SequenceModel.predict'],
    arguments: () => ({ model: model(), batches: [batch()], options: { signal } }),
  },
  trainSequenceModel: {
    owner: ['trainSequenceModel', 'rims training', 'sequence model', 'rims config'],
    arguments: () => ({ task, options: { config: sequenceConfig, signal } }),
    sizes: ['options.config.batchSize', 'options.config.updates'],
    misuses: { 'options.resume': [null, {}] },
  },
  resolveSequenceTrainingConfig: {
    owner: ['rims training', 'rims config', 'resolveSequenceTrainingConfig'],
    arguments: () => ({ input: sequenceConfig, task }),
    accepts: { input: 'the message lists what is wrong in it' },
  },
  FrameModel: {
    owner: ['FrameModel', ...frameOwners],
    arguments: () => ({ config: frameConfig, start: stream() }),
    sizes: ['config.codeWidth', 'config.decoderWidth'],
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'FrameModel.create': {
    owner: ['FrameModel.create', ...frameOwners],
    arguments: () => ({ config: frameConfig, stream: stream() }),
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'FrameModel.load': { arguments: () => saved(frameModel()), misuses: { handler: [{}, 7] } },
  'FrameModel.save': {
    arguments: () => ({ self: frameModel(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'FrameModel.predict': {
    arguments: () => ({ self: frameModel(), frames: frames() }),
    counts: ['frames.steps', 'frames.size'],
  },
  'FrameModel.rollOut': {
    arguments: () => ({ self: frameModel(), frames: frames(), options: rollout }),
    counts: ['frames.steps', 'frames.size', 'options.fed', 'options.own'],
    misuses: { 'options.feedback': ['logits'] },
  },
  resolveFrameModelConfig: {
    owner: frameOwners,
    arguments: () => ({ input: frameConfig }),
    accepts: { input: 'the message lists what is wrong in it' },
  },
  frameSource: { arguments: () => ({ frames: frames() }), counts: ['frames.steps', 'frames.size'] },
  trainFrameModel: {
    owner: ['trainFrameModel', 'frame training', ...frameOwners],
    arguments: () => ({ source: source(), options: { config: frameTraining, signal } }),
    sizes: ['options.config.batchSize', 'options.config.updates'],
    misuses: { 'options.resume': [null, {}] },
  },
  resolveFrameTrainingConfig: {
    owner: ['frame training', 'resolveFrameTrainingConfig', ...frameOwners],
    arguments: () => ({ input: frameTraining, source: source() }),
    accepts: { input: 'the message lists what is wrong in it' },
  },
  scoreRollouts: {
    owner: ['scoreRollouts', 'FrameModel.rollOut'],
    arguments: () => ({
      model: frameModel(),
      source: source(),
      options: { ...rollout, sequences: 1, batchSize: 1 },
    }),
    counts: ['options.fed', 'options.own', 'options.sequences', 'options.batchSize'],
    misuses: { 'options.feedback': ['logits'] },
  },
  activityBesideObjects: {
    arguments: () => ({
      prediction: {
        size: 1,
        steps: 3,
        shape: frameShape,
        modules: 1,
        activation: Float32Array.of(1, 0, 1),
      },
      objects: {
        size: 1,
        steps: 3,
        objects: 1,
        counts: Int32Array.of(1),
        positions: new Float64Array(6),
        wallHits: new Uint8Array(3),
      },
      options: { cells: 2 },
    }),
    counts: ['options.cells'],
  },
  PolicyModel: {
    owner: ['PolicyModel', 'policy', 'sequence core', 'lstm config'],
    arguments: () => ({ config: policyConfig, start: stream() }),
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'PolicyModel.create': {
    owner: ['PolicyModel', 'policy', 'sequence core', 'lstm config'],
    arguments: () => ({ config: policyConfig, stream: stream() }),
    accepts: { config: 'the message lists what is wrong in it' },
  },
  'PolicyModel.load': { arguments: () => saved(policy()), misuses: { handler: [{}, 7] } },
  'PolicyModel.save': {
    arguments: () => ({ self: policy(), handler: opaque(memoryHandler()) }),
    misuses: { handler: [{}] },
  },
  'PolicyModel.checkAlive': 'internal: called by functions of the package with their own names',
  PolicyRunner: {
    arguments: () => ({
      model: policy(),
      options: { count: 2, stream: stream(), choice: 'sample' },
    }),
    sizes: ['options.count'],
    misuses: { 'options.choice': ['best'] },
  },
  'PolicyRunner.decide': {
    arguments: () => ({ self: runner(), observations: observations() }),
    misuses: { observations: [new Float32Array(3)] },
  },
  'PolicyRunner.values': {
    arguments: () => ({ self: runner(), observations: observations() }),
    misuses: { observations: [new Float32Array(3)] },
  },
  'PolicyRunner.restart': {
    arguments: () => ({ self: runner(), ended: Uint8Array.of(1) }),
    misuses: { ended: [Uint8Array.of(2), Uint8Array.of(0, 1)] },
  },
  generalisedAdvantages: {
    arguments: () => ({
      input: {
        count: 1,
        rewards: Float32Array.of(1, 0),
        values: Float32Array.of(0, 1),
        ended: Uint8Array.of(1, 0),
        lastValues: Float32Array.of(1),
      },
      options: { discount: 0.9, lambda: 0.9 },
    }),
    sizes: ['input.count'],
    misuses: { 'options.discount': [-0.1, 1.1], 'options.lambda': [-0.1, 1.1] },
  },
  resolveActorCriticConfig: {
    owner: ['actor-critic training', 'policy', 'lstm config', 'resolveActorCriticConfig'],
    arguments: () => ({ input: actorCriticConfig, environment }),
    accepts: { input: 'the message lists what is wrong in it' },
  },
  trainActorCritic: {
    owner: ['trainActorCritic', 'actor-critic training', 'policy', 'lstm config'],
    arguments: () => ({ environment, options: { config: actorCriticConfig, signal } }),
    misuses: { 'options.resume': [null, {}] },
  },
  evaluatePolicy: {
    arguments: () => ({
      model: policy(),
      environment,
      options: {
        episodes: 2,
        environments: 2,
        seed: 1,
        choice: 'sample',
        mostSteps: 100,
        signal,
      },
    }),
    sizes: ['options.episodes', 'options.environments'],
    counts: ['options.seed', 'options.mostSteps'],
    misuses: { 'options.choice': ['best'] },
  },
  RimsCell: 'a layer of TensorFlow.js, which checks what it is given; its test has what it refuses',
  'RimsCell.build': 'called by TensorFlow.js',
  'RimsCell.call': 'called by TensorFlow.js',
  'RimsCell.fromConfig': 'called by TensorFlow.js',
});
