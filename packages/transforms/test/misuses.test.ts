import * as tf from '@tensorflow/tfjs';
import { misuseTable } from '@causal-mechanisms/test-utils';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as api from '../src/index.ts';

beforeAll(() => useBackend());

const images = () => tf.fill<tf.Rank.R4>([2, 4, 4, 1], 0.5);
const stream = () => new RandomStream(1);
const mixture = api.createMixture([api.shift({ dx: 1 }), api.addGaussianNoise()]);
const frozen = api.freezeMixture(mixture, 5, new RandomStream(1));
/** Pixels may be whole numbers, such as 0 and 1. */
const WHOLE = { 'images = an int32 tensor': 'images of zeros and ones' };

/** What a mechanism does to images; deterministic ones do not look at the stream. */
const applied = (mechanism: api.Mechanism, kind: string) => ({
  owner: `${kind}.apply`,
  arguments: () => ({ images: images(), stream: stream() }),
  call: (given: { images: tf.Tensor4D; stream: RandomStream }) =>
    mechanism.apply(given.images, given.stream),
  accepts: { ...WHOLE, ...(mechanism.deterministic === true && { stream: 'draws nothing' }) },
});

const inverted = (mechanism: api.Mechanism, kind: string) => ({
  owner: `${kind}.invert`,
  arguments: () => ({ images: images() }),
  call: (given: { images: tf.Tensor4D }) => mechanism.invert?.(given.images),
  accepts: WHOLE,
});

const factory = (options: object, misuses: Readonly<Record<string, readonly unknown[]>> = {}) => ({
  arguments: () => ({ options }),
  misuses,
});

misuseTable(api, {
  addGaussianNoise: factory({ deviation: 0.5 }, { 'options.deviation': [-1, Infinity] }),
  blur: factory({ sigma: 1 }, { 'options.sigma': [0, 101] }),
  clippedPixels: {
    arguments: () => ({
      images: images(),
      mechanism: api.shift({ dx: 1 }),
      options: { threshold: 0.5 },
    }),
    misuses: { 'options.threshold': [-0.1, 1.1], mechanism: [{}, api.blur({ sigma: 1 })] },
    accepts: {
      ...WHOLE,
      'mechanism.name': 'for people',
      'mechanism.definition': 'for those who save it',
      'mechanism.definition.kind': 'for those who save it',
      'mechanism.definition.dx': 'for those who save it',
      'mechanism.definition.dy': 'for those who save it',
      'mechanism.apply': 'an object with another apply is another mechanism',
      'mechanism.invert': 'an object with another invert is another mechanism',
    },
  },
  compose: {
    arguments: () => ({ mechanisms: [api.identity(), api.invertContrast()] }),
    misuses: { mechanisms: [[], [{}], [api.identity(), undefined]] },
  },
  createMixture: {
    arguments: () => ({
      mechanisms: [api.identity(), api.invertContrast()],
      options: { weights: [1, 2], assignment: 'drawn' },
    }),
    misuses: { mechanisms: [[]], 'options.weights': [[1], [0, 0], [-1, 2], [1, Infinity]] },
  },
  flip: factory({ axis: 'vertical' }, { 'options.axis': ['diagonal', undefined] }),
  freezeMixture: {
    arguments: () => ({ mixture, size: 5, stream: stream() }),
    sizes: ['size'],
    accepts: Object.fromEntries(
      ['mechanisms', 'shares', 'assign', 'applyAssigned', 'apply'].map((name) => [
        `mixture.${name}`,
        'made by createMixture',
      ]),
    ),
  },
  gamma: factory({ exponent: 2 }, { 'options.exponent': [0, 101] }),
  mechanismFromDefinition: {
    arguments: () => ({ definition: { kind: 'shift', dx: 1, dy: 2 } }),
    misuses: { 'definition.dz': [1] },
  },
  occlude: factory(
    { height: 2, width: 2, top: 1, left: 1, value: 0.5 },
    { 'options.height': [0, 0.5], 'options.top': [-1], 'options.value': [1.5] },
  ),
  rotate: factory({ degrees: 30 }, { 'options.degrees': [Infinity] }),
  saltAndPepper: factory({ probability: 0.5 }, { 'options.probability': [-0.1, 1.1] }),
  scale: factory({ factor: 2 }, { 'options.factor': [0, -1, Infinity] }),
  shear: factory({ x: 0.5, y: 0.1 }, { 'options.x': [10, Infinity] }),
  shift: factory({ dx: 1, dy: 2 }, { 'options.dx': [0.5, 1e9, -1e9, Infinity] }),
  'apply of a deterministic mechanism': applied(api.shift({ dx: 1 }), 'shift'),
  'apply of a noisy mechanism': applied(api.addGaussianNoise(), 'addGaussianNoise'),
  'apply of a composition': applied(
    api.compose([api.identity(), api.saltAndPepper({ probability: 0.5 })]),
    'compose',
  ),
  'invert of a mechanism': inverted(api.rotate({ degrees: 30 }), 'rotate'),
  'Mixture.assign': {
    arguments: () => ({ count: 3, stream: stream() }),
    call: (given: { count: number; stream: RandomStream }) =>
      mixture.assign(given.count, given.stream),
    sizes: ['count'],
  },
  'Mixture.apply': {
    arguments: () => ({ images: images(), stream: stream() }),
    call: (given: { images: tf.Tensor4D; stream: RandomStream }) =>
      mixture.apply(given.images, given.stream).images,
    accepts: WHOLE,
  },
  'Mixture.applyAssigned': {
    arguments: () => ({ images: images(), assignment: Int32Array.of(0, 1), stream: stream() }),
    call: (given: { images: tf.Tensor4D; assignment: Int32Array; stream: RandomStream }) =>
      mixture.applyAssigned(given.images, given.assignment, given.stream),
    misuses: { assignment: [Int32Array.of(0), Int32Array.of(0, 2), Int32Array.of(0, -1)] },
    accepts: WHOLE,
  },
  'FrozenMixture.apply': {
    arguments: () => ({ images: images(), indices: [0, 4] }),
    call: (given: { images: tf.Tensor4D; indices: readonly number[] }) =>
      frozen.apply(given.images, given.indices),
    misuses: { indices: [[0], [0, 5], [0, 0.5], [-1, 0]] },
    accepts: WHOLE,
  },
});
