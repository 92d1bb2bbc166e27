import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { entityUpdate } from '../../../src/cores/entnet/entityUpdate.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('gates, rectifies and normalises by hand', async () => {
  const y = entityUpdate({
    slots: tf.tensor3d([0.6, 0.8, 0, 1], [1, 2, 2]),
    // s = (1, 2), s W = (0.5, -3), s . w = (-2.2, 100): the first gate is half open, the second one fully.
    input: tf.tensor2d([1, 2, 0.5, -3, -2.2, 100], [1, 6]),
    kernel: tf.tensor2d([1, 0, 0, 2], [2, 2]),
    fromKeys: tf.tensor2d([0.1, 0.2, 0, 0], [2, 2]),
    slope: tf.tensor1d([0.25, 0.5]),
  });
  // Candidates: (0.6 + 0.1 + 0.5, 0.5 (1.6 + 0.2 - 3)) and (0.5, 0.5 (2 - 3)).
  const moved = [0.6 + 0.5 * 1.2, 0.8 - 0.5 * 0.6, 0.5, 0.5];
  const first = Math.hypot(1.2, 0.5);
  const second = Math.hypot(0.5, 0.5);
  const lengths = [first, first, second, second];
  expectClose(
    await y.data(),
    moved.map((value, i) => value / (lengths[i] ?? NaN)),
  );
});

it('has the gradient of finite differences', async () => {
  const [batch, slots, width] = [2, 3, 4];
  const weights = normals([batch, slots, width], 9);
  await expectGradient(
    (...args) => {
      const [held, input, kernel, fromKeys, slope] = args;
      const inputs = { slots: held, input, kernel, fromKeys, slope };
      return entityUpdate(inputs as Parameters<typeof entityUpdate>[0])
        .mul(weights)
        .sum();
    },
    [
      normals([batch, slots, width], 1),
      normals([batch, 2 * width + slots], 2),
      normals([width, width], 3),
      normals([slots, width], 4),
      normals([width], 5),
    ],
  );
});
