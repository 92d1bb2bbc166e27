import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

/** Three images of 2 x 2 pixels in two classes. */
export const images = () =>
  api.arrayDataset({
    name: 'three',
    pixels: Float32Array.from({ length: 12 }, (_, i) => i / 12),
    shape: [2, 2, 1],
    labels: [0, 1, 0],
    classNames: ['a', 'b'],
  });

/** Where images come from is for people. */
export const IMAGES_ACCEPT = {
  'dataset.origin': 'for people alone',
  'dataset.origin.kind': 'for people alone',
  'dataset.origin.description': 'for people alone',
};

const WRONG_DATASETS = {
  'dataset.size': [0, 1e12, 2 ** 31],
  'dataset.shape': [[], [2, 2], [2, 2, 1, 1], [2, 0, 1], [2, 2, 0.5], [2 ** 31, 2 ** 31, 1]],
  'dataset.labels': [[0, 1, 0], new Float32Array(3), Int32Array.of(0)],
};

const DATASET = {
  counts: ['dataset.size'],
  misuses: WRONG_DATASETS,
  accepts: IMAGES_ACCEPT,
};

const stream = () => new RandomStream(1);

/** A sampler written by a user. */
const ownSampler = () => ({
  shape: [2, 2, 1],
  size: 3,
  sample: () => Promise.reject(new Error('not called here')),
});

export const IMAGE_ROWS: MisuseRows = {
  arrayDataset: {
    arguments: () => ({
      options: {
        name: 'two',
        origin: { kind: 'own', description: 'two' },
        pixels: Float32Array.of(0, 1),
        shape: [1, 1, 1],
        labels: [0, 1],
        classNames: ['a', 'b'],
      },
    }),
    misuses: {
      'options.pixels': [[0, 1], new Float64Array(2), new Int8Array(2)],
      'options.shape': [[], [1, 1], [0, 1, 1], [-1, 1, 1], [0.5, 1, 1], [1e12, 1, 1]],
      'options.labels': [[0], [0, 2], [0, -1], [0, 0.5]],
    },
    accepts: {
      'options.origin': 'for people alone',
      'options.origin.kind': 'for people alone',
      'options.origin.description': 'for people alone',
    },
  },
  'ImageDataset.read': {
    owner: 'three',
    arguments: () => ({ indices: Int32Array.of(0, 2), out: new Float32Array(8) }),
    call: ({ indices, out }: { indices: Int32Array; out: Float32Array }) =>
      images().read(indices, out),
    misuses: { indices: [[0, 2]], out: [[0], new Float64Array(8)] },
    accepts: { 'out = NaN at 0': 'is written to' },
  },
  asSampler: {
    arguments: () => ({ data: tf.zeros([3, 2, 2, 1]) }),
    accepts: { 'data = an int32 tensor': 'pixels of whole numbers' },
    misuses: { data: [{}, tf.zeros] },
  },
  'asSampler of a sampler': {
    owner: 'asSampler',
    arguments: () => ({ data: ownSampler() }),
    call: ({ data }: { data: api.ImageSampler }) => api.asSampler(data),
    counts: ['data.size'],
    misuses: { 'data.shape': [[], [2, 2], [2, 2, 0], [1e12, 1, 1]], 'data.size': [0] },
    accepts: { 'data.size = Infinity': 'images that are made up never end' },
  },
  'asSampler(tensor).sample': {
    owner: 'asSampler',
    arguments: () => ({ count: 2, stream: stream() }),
    call: async ({ count, stream: from }: { count: number; stream: RandomStream }) => {
      const data = tf.zeros<tf.Rank.R4>([3, 2, 2, 1]);
      try {
        return await api.asSampler(data).sample(count, from);
      } finally {
        data.dispose();
      }
    },
    sizes: ['count'],
    misuses: { count: [0, 4] },
  },
  createSampler: {
    ...DATASET,
    arguments: () => ({ dataset: images(), options: { transform: (all: tf.Tensor) => all } }),
    required: 1,
  },
  'ImageSampler.sample': {
    owner: 'createSampler(three)',
    arguments: () => ({ count: 2, stream: stream(), transform: (all: tf.Tensor) => all }),
    call: ({ count, stream: from, transform }: SampleArguments) =>
      api.createSampler(images(), { transform }).sample(count, from),
    required: 2,
    sizes: ['count'],
    misuses: {
      count: [0, 4],
      transform: [
        () => 7,
        () => null,
        () => Promise.resolve(),
        () => tf.zeros([2]),
        () => tf.zeros([2, 2, 2, 3]),
        () => tf.zeros([1, 2, 2, 1]),
      ],
    },
  },
  gatherImages: {
    ...DATASET,
    arguments: () => ({ dataset: images(), indices: [0, 2] }),
    misuses: { ...WRONG_DATASETS, indices: [[3], [-1], [0.5]] },
  },
  loadIntoMemory: { ...DATASET, arguments: () => ({ dataset: images() }) },
  'loadIntoMemory without labels': {
    owner: 'loadIntoMemory',
    arguments: () => ({
      dataset: api.arrayDataset({ name: 'one', pixels: Uint8Array.of(7), shape: [1, 1, 1] }),
    }),
    call: ({ dataset }: { dataset: api.ImageDataset }) => api.loadIntoMemory(dataset),
    misuses: { 'dataset.size': [1e12, 2 ** 31] },
    accepts: IMAGES_ACCEPT,
  },
  padImages: {
    ...DATASET,
    arguments: () => ({ dataset: images(), pixels: 1 }),
    sizes: ['pixels'],
    misuses: { ...WRONG_DATASETS, pixels: [1e12, 2 ** 31] },
  },
  resizeImages: {
    ...DATASET,
    arguments: () => ({ dataset: images(), options: { height: 4, width: 3, method: 'area' } }),
    sizes: ['options.height', 'options.width'],
    misuses: {
      ...WRONG_DATASETS,
      'options.height': [0, 1e12, 2 ** 31],
      'options.width': [0, 1e12, 2 ** 31],
      'options.method': ['cubic'],
    },
  },
  streamBatches: {
    ...DATASET,
    arguments: () => ({
      dataset: images(),
      options: {
        batchSize: 3,
        stream: stream(),
        epochs: 1,
        dropLast: true,
        transform: (all: tf.Tensor) => all,
      },
    }),
    counts: ['dataset.size', 'options.batchSize', 'options.epochs'],
    misuses: {
      ...WRONG_DATASETS,
      'options.batchSize': [0],
      'options.epochs': [0],
      'options.stream': [{ shuffle: () => undefined }],
      'options.transform': [() => 7, () => tf.zeros([2])],
    },
    accepts: { ...IMAGES_ACCEPT, 'options.epochs = Infinity': 'never ends' },
  },
  subset: {
    ...DATASET,
    arguments: () => ({ dataset: images(), choice: [0, 2] }),
    misuses: { ...WRONG_DATASETS, choice: [[3], [-1], [0.5]] },
    accepts: { ...IMAGES_ACCEPT, 'choice = {}': 'all images' },
  },
  'subset of a range': {
    owner: 'subset',
    arguments: () => ({ choice: { from: 1, to: 3 } }),
    call: ({ choice }: { choice: api.IndexRange }) => api.subset(images(), choice),
    sizes: ['choice.from', 'choice.to'],
    misuses: { 'choice.from': [4], 'choice.to': [4, 0] },
  },
  parseIdx: {
    arguments: () => ({
      bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3),
      options: { name: 'labels' },
    }),
    misuses: { bytes: [[0, 0, 8, 1, 0, 0, 0, 0], new ArrayBuffer(8), new Float32Array(8)] },
  },
  proceduralDigits: {
    arguments: () => ({ options: { size: 3, seed: 1, height: 12, width: 12 } }),
    sizes: ['options.size', 'options.height', 'options.width'],
    counts: ['options.seed'],
    misuses: {
      'options.size': [0, 1e12, 2 ** 31],
      'options.height': [11, 1e12, 2 ** 31],
      'options.width': [11, 1e12, 2 ** 31],
    },
  },
  proceduralGlyphs: {
    arguments: () => ({
      options: {
        alphabets: 1,
        charactersPerAlphabet: 2,
        drawings: 2,
        seed: 1,
        height: 12,
        width: 12,
      },
    }),
    sizes: [
      'options.alphabets',
      'options.charactersPerAlphabet',
      'options.drawings',
      'options.height',
      'options.width',
    ],
    counts: ['options.seed'],
    misuses: {
      'options.alphabets': [0, 1e12, 2 ** 31],
      'options.charactersPerAlphabet': [0, 1e12, 2 ** 31],
      'options.drawings': [0, 1e12, 2 ** 31],
      'options.height': [11, 1e12, 2 ** 31],
      'options.width': [11, 1e12, 2 ** 31],
    },
  },
};

interface SampleArguments {
  readonly count: number;
  readonly stream: RandomStream;
  readonly transform: api.ImageTransform;
}
