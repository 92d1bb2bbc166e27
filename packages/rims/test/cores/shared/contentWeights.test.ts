import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { contentWeights } from '../../../src/cores/shared/contentWeights.ts';
import { expectNumbers, normalTensor, shareTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

it('weighs slots by the cosine with the key', async () => {
  // Slots (3, 4), (4, -3), (0, 2), (0, 0); their cosines with (6, 8) are 1, 0, 0.8 and 0.
  const memory = tf.tensor3d([3, 4, 0, 0, 4, -3, 2, 0], [1, 2, 4]);
  const weights = contentWeights(tf.tensor3d([[[6, 8]]]), tf.tensor3d([[[2]]]), memory);
  const powers = [1, 0, 0.8, 0].map((cosine) => Math.exp(2 * cosine));
  const sum = powers.reduce((all, power) => all + power);
  await expectNumbers(
    weights,
    powers.map((power) => power / sum),
  );
});

it('weighs all slots alike where the strength is 0 or the memory empty', async () => {
  const keys = tf.tensor3d([
    [
      [1, 2],
      [3, -1],
    ],
  ]);
  const memory = normalTensor([1, 2, 4], 1) as tf.Tensor3D;
  const quarter = Array<number>(8).fill(0.25);
  await expectNumbers(contentWeights(keys, tf.zeros([1, 2, 1]), memory), quarter);
  await expectNumbers(contentWeights(keys, tf.ones([1, 2, 1]), tf.zerosLike(memory)), quarter);
});

it('has the gradient of finite differences', async () => {
  await expectGradient(
    (...args) => weightedSum(contentWeights(...(args as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]))),
    [normalTensor([2, 3, 4], 1), shareTensor([2, 3, 1], 2), normalTensor([2, 4, 5], 3)],
    { directions: 4 },
  );
});
