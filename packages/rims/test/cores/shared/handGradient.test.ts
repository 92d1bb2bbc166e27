import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { withHandGradient } from '../../../src/cores/shared/handGradient.ts';
import { expectGradient } from '../../gradientCheck.ts';
import { normalTensor } from '../randomTensors.ts';

beforeAll(() => useBackend());

/** exp(x)^2 y, which saves a tensor that is neither input nor value. */
const op = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
  withHandGradient([x, y], {
    forward: () => {
      const power = x.exp();
      return { value: power.square().mul(y), saved: [power, y] };
    },
    gradient: (dy, saved) => {
      const [power, factor] = saved as [tf.Tensor, tf.Tensor];
      const square = power.square();
      return [dy.mul(square).mul(factor).mul(2), dy.mul(square)];
    },
  });

it('takes part in the tape, in the test mode of TensorFlow.js too', async () => {
  expect(tf.env().getBool('IS_TEST')).toBe(true);
  await expectGradient((x, y) => op(x, y).sum(), [normalTensor([3], 1), normalTensor([3], 2)]);
});

it('leaves nothing behind', async () => {
  const [x, y] = [normalTensor([3], 1), normalTensor([3], 2)];
  await expectLeakFree(() => {
    op(x, y).dispose();
    tf.dispose(tf.grads((a, b) => op(a, b).sum())([x, y]));
  });
});

it('still lets the test mode find what is lost', () => {
  const lost = () =>
    tf.tidy(() =>
      tf.grad((x) =>
        withHandGradient([x], {
          forward: () => {
            tf.keep(tf.ones([7]));
            return { value: x.neg(), saved: [] };
          },
          gradient: (dy) => [dy.neg()],
        }),
      )(normalTensor([3], 1)),
    );
  expect(lost).toThrow(/memory leak \(1 data ids\)/);
});
