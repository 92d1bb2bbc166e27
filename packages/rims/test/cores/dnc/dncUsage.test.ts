import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { nextUsage } from '../../../src/cores/dnc/dncUsage.ts';
import { expectNumbers, shareTensor, weightTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

it('raises what was written and frees what was read', async () => {
  const usage = nextUsage(
    tf.tensor3d([[[0, 0.5, 1]]]),
    tf.tensor3d([[[0.5, 0.5, 0]]]),
    tf.tensor3d([
      [
        [0, 0.2, 1],
        [0, 0.5, 0],
      ],
    ]),
    tf.tensor3d([[[1], [0.4]]]),
  );
  // 0.5; (0.5 + 0.5 - 0.25) (1 - 0.2) (1 - 0.2); 1 * (1 - 1).
  await expectNumbers(usage, [0.5, 0.48, 0]);
});

it.each([1, 3])('has the gradient of finite differences with %i read heads', async (heads) => {
  await expectGradient(
    (...args) => {
      const [usage, write, read, free] = args as [
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
      ];
      return weightedSum(nextUsage(usage, write, read, free));
    },
    [
      shareTensor([2, 1, 4], 1),
      weightTensor([2, 1, 4], 2),
      weightTensor([2, heads, 4], 3),
      shareTensor([2, heads, 1], 4),
    ],
    { directions: 4 },
  );
});

it('has a finite gradient where two heads free a slot altogether', async () => {
  const read = tf.tensor3d([
    [
      [1, 0],
      [1, 0],
    ],
  ]);
  const gradient = tf.grad((free: tf.Tensor) =>
    nextUsage(tf.ones([1, 1, 2]), tf.zeros([1, 1, 2]), read, free as tf.Tensor3D).sum(),
  );
  // d (1 - f)(1 - g) / df = -(1 - g), which is 0 at g = 1 and -0.5 at g = 0.5.
  await expectNumbers(gradient(tf.ones([1, 2, 1])), [0, 0]);
  await expectNumbers(gradient(tf.tensor3d([1, 0.5], [1, 2, 1])), [-0.5, 0]);
});
