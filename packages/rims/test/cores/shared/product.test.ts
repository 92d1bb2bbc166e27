import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { product } from '../../../src/cores/shared/product.ts';
import { expectNumbers } from '../randomTensors.ts';

beforeAll(() => useBackend());

const a = () => tf.tensor2d([1, 2, 3, 4], [2, 2]);
const b = () => tf.tensor2d([5, 6, 7, 8], [2, 2]);

it('multiplies matrices, with either of them turned over', async () => {
  await expectNumbers(product(a(), b()), [19, 22, 43, 50]);
  await expectNumbers(product(a(), b(), 'first'), [26, 30, 38, 44]);
  await expectNumbers(product(a(), b(), 'second'), [17, 23, 39, 53]);
});

it('multiplies stacks, where one matrix serves them all', async () => {
  const stack = tf.tensor3d([1, 0, 0, 1, 2, 0, 0, 2], [2, 2, 2]);
  const found = product(stack, b().expandDims(0));
  expect(found.shape).toEqual([2, 2, 2]);
  await expectNumbers(found, [5, 6, 7, 8, 10, 12, 14, 16]);
});
