import * as tf from '@tensorflow/tfjs';
import { tensorPart, tensorsPart, useBackend } from '../../src/index.ts';
import { array, refuses, stored, values } from './savedParts.ts';

beforeAll(() => useBackend());

it('keeps a tensor of fixed shape', async () => {
  let held = tf.tensor2d([[1, 2]]);
  const part = tensorPart({
    get: () => held,
    set: (tensor) => {
      held.dispose();
      held = tensor as tf.Tensor2D;
    },
  });
  const saved = await stored(part);
  expect(saved.arrays?.['value']?.shape).toEqual([1, 2]);
  held.dispose();
  held = tf.tensor2d([[7, 7]]);
  part.restore(saved);
  expect(held.shape).toEqual([1, 2]);
  expect(await values(held)).toEqual([1, 2]);
  refuses(
    part,
    { arrays: { value: array(1, 2) } },
    /2 numbers \[2\] of value instead of 2 \[1, 2\]/,
  );
  held.dispose();
});

it('keeps tensors of free names and shapes, also when there are none', async () => {
  let held: Readonly<Record<string, tf.Tensor>> = {
    cell: tf.tensor2d([[1], [2]]),
    sum: tf.scalar(3),
  };
  const part = tensorsPart({
    get: () => held,
    set: (tensors) => {
      tf.dispose(held);
      held = tensors;
    },
  });
  const saved = await stored(part);
  part.restore({ json: {} });
  expect(held).toEqual({});
  part.restore(saved);
  expect(Object.entries(held).map(([name, { shape }]) => [name, shape])).toEqual([
    ['cell', [2, 1]],
    ['sum', []],
  ]);
  expect(await values(held['cell'] as tf.Tensor)).toEqual([1, 2]);
  const { cell } = saved.arrays ?? {};
  refuses(part, { ...saved, arrays: { cell: cell ?? array() } }, /nothing of sum/);
  refuses(part, { arrays: saved.arrays ?? {} }, /JSON is damaged/);
  tf.dispose(held);
});
