import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { shiftSources } from '../../../src/cores/ntm/ntmAddressing.ts';
import { ntmWeights } from '../../../src/cores/ntm/ntmWeights.ts';
import { expectNumbers, normalTensor, weightTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

it('interpolates, shifts and sharpens in this order', async () => {
  const weights = ntmWeights(
    tf.tensor3d([[[0.6, 0.4, 0]]]),
    tf.tensor3d([[[0, 0, 1]]]),
    {
      gate: tf.tensor3d([[[0.5]]]),
      shift: tf.tensor3d([[[0, 0.5, 0.5]]]),
      gamma: tf.tensor3d([[[3]]]),
    },
    shiftSources(3),
  );
  // Interpolated 0.3, 0.2, 0.5; shifted 0.4, 0.25, 0.35; cubes 0.064, 0.015625, 0.042875.
  await expectNumbers(weights, [0.064 / 0.1225, 0.015625 / 0.1225, 0.042875 / 0.1225]);
});

it('has the gradient of finite differences', async () => {
  const sources = shiftSources(5);
  await expectGradient(
    (...args) => {
      const [content, previous, gate, shift, gamma] = args as [
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
      ];
      return weightedSum(ntmWeights(content, previous, { gate, shift, gamma }, sources));
    },
    [
      weightTensor([2, 3, 5], 1),
      weightTensor([2, 3, 5], 2),
      tf.sigmoid(normalTensor([2, 3, 1], 3)),
      weightTensor([2, 3, 3], 4),
      normalTensor([2, 3, 1], 5).softplus().add(1),
    ],
    { directions: 4, step: 5e-3, floor: 3e-4 },
  );
});
