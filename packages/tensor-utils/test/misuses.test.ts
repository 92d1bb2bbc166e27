import * as tf from '@tensorflow/tfjs';
import { misuseTable } from '@causal-mechanisms/test-utils';
import type { MisuseRow } from '@causal-mechanisms/test-utils';
import * as z from 'zod';
import * as api from '../src/index.ts';
import { NUMBER_ROWS } from './misuses/numberRows.ts';
import { PARAMETER_ROWS } from './misuses/parameterRows.ts';
import { adam, opaque, SPOKEN, stream, vector } from './misuses/parts.ts';

beforeAll(() => api.useBackend());

const { signal } = new AbortController();

/** A check refuses its value in its own name; a range is a literal too, of which only its kind is looked at. */
function check(
  args: Readonly<Record<string, unknown>>,
  accepts: MisuseRow['accepts'] = {},
): MisuseRow {
  return {
    owner: 'owner',
    arguments: () => ({ owner: 'owner', ...args }),
    accepts: { ...SPOKEN, ...accepts },
  };
}

const inRange = (...ends: string[]) =>
  Object.fromEntries(ends.map((end) => [`range.${end}`, 'a literal of whoever calls']));

const hooks = {
  config: { width: 1 },
  signal,
  checkpoints: { store: { save: () => Promise.resolve('') }, every: 1 },
  evaluate: { every: 1, run: () => Promise.resolve({ scalars: {} }) },
  stopWhen: () => false,
  resume: { step: 0, config: {}, arrays: {}, json: {} },
};

const learner = () => {
  const steps: api.Phase = {
    name: 'training',
    steps: 1,
    step: () => Promise.resolve({ scalars: {} }),
  };
  return {
    owner: 'learner',
    config: { steps: 1 },
    stepsKey: 'steps',
    model: { dispose: () => undefined },
    state: {},
    main: steps,
    dispose: () => undefined,
  };
};

misuseTable(api, {
  ...NUMBER_ROWS,
  ...PARAMETER_ROWS,
  CausalMechanismsError: 'an error is thrown by the packages',
  checkCount: check(
    { name: 'value', value: 2, range: { least: 0, most: 4 } },
    inRange('least', 'most'),
  ),
  checkNumber: check(
    { name: 'value', value: 2, range: { least: 0, most: 4, above: -1, below: 5 } },
    inRange('least', 'most', 'above', 'below'),
  ),
  checkFlag: check({ name: 'value', value: true }),
  checkFunction: check({ name: 'value', value: () => undefined }),
  checkInstance: check({ name: 'value', value: new Date(0), kind: Date }),
  checkOptions: check({ value: { a: 1 }, name: 'value' }, { 'value.a': 'whatever is in it' }),
  checkMethods: check(
    { name: 'value', value: { save: () => undefined }, methods: ['save'] },
    { 'methods = null at 0': 'a literal of whoever calls' },
  ),
  checkSignal: check({ value: signal, name: 'value' }, { 'value = undefined': 'no signal' }),
  checkText: {
    ...check(
      { name: 'value', value: 'a', known: ['a', 'b'] },
      { 'known = null at 0': 'a literal of whoever calls' },
    ),
    required: 3,
  },
  checkArray: check(
    { name: 'value', value: [1] },
    { 'value = null at 0': '', 'value = NaN at 0': '' },
  ),
  checkNumbers: check(
    { name: 'value', value: [1], expected: { length: 1, least: 0, whole: true } },
    {
      'expected.length': 'a literal of whoever calls',
      'expected.least': 'a literal of whoever calls',
      'expected.whole': 'a literal of whoever calls',
    },
  ),
  checkTensor: {
    ...check({}),
    arguments: () => ({
      owner: 'owner',
      name: 'value',
      value: tf.ones([2]),
      expected: { shape: [2], rank: 1, dtype: 'float32' },
    }),
    accepts: {
      ...SPOKEN,
      'expected.shape': 'a literal of whoever calls',
      'expected.rank': 'a literal of whoever calls',
      'expected.dtype': 'a literal of whoever calls',
    },
  },
  asImageBatch: {
    owner: 'owner',
    arguments: () => ({ owner: 'owner', images: tf.ones([1, 2, 2, 1]), expected: [2, 2, 1] }),
    accepts: {
      ...SPOKEN,
      'images = an int32 tensor': 'images of whole numbers',
      'expected = null at 0': 'any size',
      'expected = NaN at 0': 'no size fits',
    },
  },
  checkPixels: {
    owner: 'owner',
    arguments: () => ({ owner: 'owner', pixels: Float32Array.of(0, 1), range: { from: 0, to: 2 } }),
    counts: ['range.from', 'range.to'],
    accepts: SPOKEN,
  },
  nearestName: { arguments: () => ({ name: 'steps', known: ['step'] }) },
  parseConfig: {
    owner: ['owner', 'parseConfig'],
    arguments: () => ({ owner: 'owner', schema: z.object({ a: z.int() }), value: { a: 1 } }),
    accepts: {
      ...SPOKEN,
      'value = null': 'the schema speaks',
      'value = "text"': 'the schema speaks',
      'value = 7': 'the schema speaks',
      'value = undefined': 'the schema speaks',
    },
  },
  runTraining: {
    owner: ['runTraining', 'learner'],
    arguments: () => ({ learner: learner(), options: { ...hooks, resume: undefined } }),
    accepts: {
      'learner.config.steps': 'the learner has read it',
      'options.config.width': 'the learner has read it',
    },
  },
  checkTrainingOptions: {
    owner: 'train',
    arguments: () => ({ owner: 'train', options: hooks }),
    counts: ['options.checkpoints.every', 'options.evaluate.every'],
    misuses: { 'options.resume': [{}], 'options.checkpoints.store': [{}] },
    accepts: { ...SPOKEN, 'options.config.width': 'the schema of a learner speaks' },
  },
  patience: {
    arguments: () => ({ figure: 'loss', options: { evaluations: 1, larger: false, margin: 0 } }),
    counts: ['options.evaluations'],
    misuses: { 'options.margin': [-1, Infinity] },
  },
  'patience rule': {
    owner: 'patience',
    arguments: () => ({ seen: [{ step: 0, scalars: { loss: 1 } }] }),
    call: ({ seen }: { seen: readonly api.StepEvaluation[] }) =>
      api.patience('loss', { evaluations: 1 })(seen),
    misuses: { seen: [[{}], [{ step: 0 }]] },
  },
  cosineRate: {
    arguments: () => ({ done: 1, options: { first: 1, last: 0, steps: 2 } }),
    counts: ['options.steps'],
    misuses: {
      done: [-1, Infinity],
      'options.steps': [0],
      'options.first': [Infinity],
      'options.last': [Infinity],
    },
  },
  pacer: {
    arguments: () => ({ options: { interval: 1, now: () => 0 } }),
    misuses: { 'options.interval': [-1] },
  },
  memoryCheckpoints: 'takes nothing',
  'memoryCheckpoints.save': {
    arguments: () => ({ state: hooks.resume }),
    call: ({ state }: { state: api.TrainingState }) => api.memoryCheckpoints().save(state),
    counts: ['state.step'],
    misuses: { state: [{}] },
  },
  adamPart: { arguments: () => ({ adam: adam() }) },
  parametersPart: { arguments: () => ({ vector: vector() }) },
  jsonPart: {
    arguments: () => ({ schema: z.number(), slot: { get: () => 1, set: () => undefined } }),
  },
  numbersPart: {
    arguments: () => ({ values: Float32Array.of(1) }),
    accepts: { 'values = NaN at 0': 'whatever the learner holds' },
  },
  streamPart: { arguments: () => ({ stream: stream() }) },
  tensorPart: { arguments: () => ({ slot: { get: () => tf.zeros([1]), set: () => undefined } }) },
  tensorsPart: { arguments: () => ({ group: { get: () => ({}), set: () => undefined } }) },
  announceKept: { arguments: () => ({ count: 1 }), counts: ['count'] },
  clipGradient: {
    arguments: () => ({ gradient: tf.ones([2]), bound: 1 }),
    misuses: { bound: [-1, Infinity] },
  },
  withHandGradient: {
    arguments: () => ({
      inputs: [tf.ones([2])],
      pass: {
        forward: () => ({ value: tf.ones([2]), saved: [] }),
        gradient: (dy: tf.Tensor) => [dy.clone()],
      },
    }),
  },
  withLazyGradient: {
    arguments: () => ({
      inputs: [tf.ones([2])],
      pass: {
        forward: () => ({ value: tf.ones([2]), saved: [] }),
        gradient: (dy: tf.Tensor) => [() => dy.clone()],
      },
    }),
  },
  tapeGuard: { arguments: () => ({ body: () => 1 }) },
  splitInto: {
    arguments: () => ({ tensor: tf.ones([4]), sizes: [1, 3], axis: 0 }),
    counts: [],
    misuses: { sizes: [0, 3, -1, 0.5, [1, 2], [], [4.5, -0.5]], axis: [1, -2, 0.5, Infinity] },
    accepts: {
      'tensor = an int32 tensor': 'of any type',
      'tensor = a tensor with one axis more': 'called an axis',
    },
  },
  tensorTuple: {
    arguments: () => ({ tensors: [tf.ones([2]), tf.ones([2, 2])], ranks: [1, 2] }),
  },
  builtWhole: { arguments: () => ({ build: () => 1 }) },
  tidyAll: { arguments: () => ({ body: () => ({}) }) },
  assertNoLeak: {
    owner: 'owner',
    arguments: () => ({ owner: 'owner', before: tf.memory().numTensors, options: { kept: 0 } }),
    accepts: SPOKEN,
  },
  withoutLeaks: {
    owner: ['owner', 'withoutLeaks'],
    arguments: () => ({ owner: 'owner', work: () => 1, options: { kept: 0 } }),
    accepts: SPOKEN,
  },
  LeakError: 'an error is thrown by the packages',
  useBackend: {
    arguments: () => ({
      options: {
        environment: opaque({ ...process.env }),
        log: () => undefined,
        importModule: (name: string) => import(name) as Promise<unknown>,
      },
    }),
    misuses: { 'options.backend': ['gpu', null, 7] },
    accepts: { 'options.environment = {}': 'nothing is asked for' },
  },
});
