import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  compositionFigures,
  compositionMeasures,
} from '../../../../src/recipes/experts-gan/compositions/judge.ts';

beforeAll(() => useBackend());

const grey = (value: number) => tf.fill<tf.Rank.R4>([4, 2, 2, 1], value);
const found = (...experts: number[][]) => ({
  images: grey(0.5),
  compositions: experts.map((sequence, i) => ({
    experts: sequence,
    changes: sequence.map(() => 0),
    score: 0,
    restored: i === 0,
    runnersUp: [],
  })),
});
/** Mechanism 0 is undone by expert 2, mechanism 1, which is random, by expert 0. */
const judge = { owners: [2, 0], random: [false, true] };
const truth = {
  changed: grey(0),
  originals: grey(0.75),
  compositions: [
    [0, 1],
    [0, 1],
    [1, 0],
    [1, 0],
  ],
};

it('counts exact sets, right orders and restored images', async () => {
  const figures = await compositionFigures(found([0, 2], [2, 0], [2, 0], [2]), truth, judge);
  expect(figures).toEqual({
    set: 0.75,
    order: 0.5,
    restored: 0.25,
    accuracy: null,
    meanSquaredError: 0.0625,
  });
});

it('lets a classifier read the restored images where there are labels', async () => {
  const classify = (images: tf.Tensor4D) =>
    Promise.resolve(Array.from({ length: images.shape[0] }, () => 3));
  const labelled = { ...truth, labels: Int32Array.of(3, 1, 3, 3) };
  const { accuracy } = await compositionFigures(found([], [], [], []), labelled, {
    ...judge,
    classify,
  });
  expect(accuracy).toBe(0.75);
});

it('makes a row of every number of mechanisms', () => {
  const figures = { set: 1, order: 0.5, restored: 1, accuracy: null, meanSquaredError: 0.01 };
  const measures = compositionMeasures('refined', 'refined scorer', [
    figures,
    { ...figures, accuracy: 0.9 },
  ]);
  expect(measures.map(({ name }) => name)).toEqual([
    'refined/1/set',
    'refined/1/order',
    'refined/1/restored',
    'refined/1/meanSquaredError',
    'refined/2/set',
    'refined/2/order',
    'refined/2/restored',
    'refined/2/accuracy',
    'refined/2/meanSquaredError',
  ]);
  expect(measures[0]).toMatchObject({
    model: '1 mechanism',
    column: 'exact set',
    format: 'percent',
  });
  expect(measures[7]).toMatchObject({ model: '2 mechanisms', value: 0.9 });
});
