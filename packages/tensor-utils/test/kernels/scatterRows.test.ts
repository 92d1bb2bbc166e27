import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { scatterRows } from '@causal-mechanisms/tensor-utils/kernels';
import { RandomStream } from '../../src/index.ts';

beforeAll(() => useBackend());

const stream = new RandomStream(3);

it.each([
  [
    [4, 3],
    [2, 0],
  ],
  [[5, 3, 2, 3], [4]],
  [
    [3, 260, 300],
    [1, 2],
  ], // a row is shared out to several threads
  [
    [2, 7],
    [1, 0],
  ],
  [[3, 2], []],
])('gives the gradient of reading from %j the rows %j', async (shape, chosen) => {
  const like = tf.tensor(stream.normals(tf.util.sizeFromShape(shape)), shape);
  const rows = tf.tensor1d(chosen, 'int32');
  const values = tf.tensor(stream.normals((like.size / (shape[0] ?? 1)) * chosen.length), [
    chosen.length,
    ...shape.slice(1),
  ]);
  const scattered = scatterRows(values, rows, like);
  expect(scattered.shape).toEqual(shape);
  const width = like.size / (shape[0] ?? 1);
  const expected = new Float32Array(like.size);
  const given = await values.data();
  chosen.forEach((row, i) => {
    expected.set(given.subarray(i * width, (i + 1) * width), row * width);
  });
  expect(await scattered.data()).toEqual(expected);
  tf.dispose([like, rows, values, scattered]);
});
