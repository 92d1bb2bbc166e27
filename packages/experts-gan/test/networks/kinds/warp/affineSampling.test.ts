import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  columnImages,
  imageColumns,
  pixelPlaces,
  sampleAffine,
} from '../../../../src/networks/kinds/warp/affineSampling.ts';
import { randomImages } from '../../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(3);
const maps = (linear: readonly number[], offset: readonly number[] = [0, 0]) => ({
  linear: tf.tensor3d([...linear], [linear.length / 4, 2, 2]),
  offset: tf.tensor2d([...offset], [offset.length / 2, 2]),
});
/** What maps make of one image of one channel. */
async function sampled(rows: readonly (readonly number[])[], of: ReturnType<typeof maps>) {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const image = tf.tensor4d(rows.flat(), [1, height, width, 1]);
  const { values } = sampleAffine(of, imageColumns(image), [height, width]);
  return Array.from(await values.data());
}
const square = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];

it('lays images out in columns and back', async () => {
  const x = images(2, 4, 3);
  const columns = imageColumns(x);
  expect(columns.shape).toEqual([16, 6]);
  expect(Array.from(await columnImages(columns, x.shape).data())).toEqual(
    Array.from(await x.data()),
  );
  const pixel = await columns.slice([6, 4], [1, 1]).data();
  expect(pixel).toEqual(await x.slice([1, 1, 2, 1], [1, 1, 1, 1]).data());
});

it('counts places from the centre', async () => {
  const { x, y } = pixelPlaces(2, 3);
  expect(Array.from(await x.data())).toEqual([-1, 0, 1, -1, 0, 1]);
  expect(Array.from(await y.data())).toEqual([-0.5, -0.5, -0.5, 0.5, 0.5, 0.5]);
});

it('leaves images as they are, turns them, and mirrors them', async () => {
  expect(await sampled(square, maps([1, 0, 0, 1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  // The place (x, y) reads (y, -x): a quarter turn.
  expect(await sampled(square, maps([0, 1, -1, 0]))).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  expect(await sampled(square, maps([-1, 0, 0, 1]))).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
  expect(await sampled([[1, 2, 3, 4]], maps([-1, 0, 0, 1]))).toEqual([4, 3, 2, 1]);
});

it('reads between pixels, and zero outside', async () => {
  const row = [[1, 2, 3, 4]];
  expect(await sampled(row, maps([1, 0, 0, 1], [0.5, 0]))).toEqual([1.5, 2.5, 3.5, 2]);
  expect(await sampled(row, maps([1, 0, 0, 1], [-2, 0]))).toEqual([0, 0, 1, 2]);
  expect(await sampled(row, maps([1, 0, 0, 1], [0, 0.25]))).toEqual([0.75, 1.5, 2.25, 3]);
  expect(await sampled(row, maps([1, 0, 0, 1], [0, 40]))).toEqual([0, 0, 0, 0]);
});

it('applies several maps at once, and leaks nothing', async () => {
  const both = maps([1, 0, 0, 1, -1, 0, 0, 1], [1, 0, 0, 0]);
  expect(await sampled([[1, 2]], both)).toEqual([2, 0, 2, 1]);
  const columns = imageColumns(images(2, 8, 1));
  const before = tf.memory().numTensors;
  tf.dispose(Object.values(sampleAffine(both, columns, [8, 8])));
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  ['alongX', [0.01, 0]],
  ['alongY', [0, 0.01]],
] as const)('has the slope %s', async (slope, step) => {
  const linear = [0.9, 0.2, -0.3, 1.1];
  const columns = imageColumns(images(2, 6, 1));
  const at = (sign: number) =>
    sampleAffine(
      maps(
        linear,
        step.map((s) => 0.137 + sign * s),
      ),
      columns,
      [6, 6],
    ).values;
  const found = sampleAffine(maps(linear, [0.137, 0.137]), columns, [6, 6])[slope];
  const difference = at(1).sub(at(-1)).div(0.02).sub(found).abs();
  // Bilinear reading has kinks: a few places cross one.
  const apart = await difference.greater(0.01).sum().data();
  expect(apart[0]).toBeLessThanOrEqual(6);
});
