import { useBackend, withHandGradient } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';

beforeAll(() => useBackend());

/** exp(x)^2 y, which saves a tensor that is neither input nor value. */
const op = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
  withHandGradient([x, y], {
    forward: () => {
      const power = x.exp();
      return { value: power.square().mul(y), saved: [power, y] };
    },
    gradient: (dy, [power, factor]) => {
      const square = power.square();
      return [dy.mul(square).mul(factor).mul(2), dy.mul(square)];
    },
  });

it('takes part in the tape, in the test mode of TensorFlow.js too', async () => {
  expect(tf.env().getBool('IS_TEST')).toBe(true);
  const [x, y] = [tf.tensor1d([0, 0.5, -1]), tf.tensor1d([2, -3, 4])];
  // The loss weighs the entries with 1, 2, 3, so that a gradient that ignores dy fails.
  const loss = (a: tf.Tensor, b: tf.Tensor) =>
    op(a, b)
      .mul(tf.tensor1d([1, 2, 3]))
      .sum();
  const { value, grads } = tf.valueAndGrads((a, b) => loss(a, b).asScalar())([x, y]);
  const [e, f] = [Math.exp(1), Math.exp(-2)];
  expect((await value.data())[0]).toBeCloseTo(2 - 6 * e + 12 * f, 4);
  const [dx, dy] = await Promise.all(grads.map((grad) => grad.data()));
  for (const [i, expected] of [4, -12 * e, 24 * f].entries()) {
    expect(dx?.[i]).toBeCloseTo(expected, 4);
  }
  for (const [i, expected] of [1, 2 * e, 3 * f].entries()) {
    expect(dy?.[i]).toBeCloseTo(expected, 4);
  }
});

it('leaves nothing behind', async () => {
  const [x, y] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
  await expectLeakFree(() => {
    op(x, y).dispose();
    tf.dispose(tf.grads((a, b) => op(a, b).sum())([x, y]));
  });
});

/** An op that loses a tensor, and saves what is there anyway. */
const losing = (saves: (x: tf.Tensor, value: tf.Tensor) => readonly tf.Tensor[]) => () =>
  tf.tidy(() =>
    tf.grad((x) =>
      withHandGradient([x], {
        forward: () => {
          tf.keep(tf.ones([7]));
          const value = x.neg();
          return { value, saved: saves(x, value) };
        },
        gradient: (dy) => [dy.neg()],
      }),
    )(tf.ones([3])),
  );

it.each<[string, Parameters<typeof losing>[0]]>([
  ['nothing', () => []],
  ['its input', (x) => [x]],
  ['a view of its input', (x) => [x.reshape([3, 1])]],
  ['its value', (_, value) => [value]],
  ['the same tensor twice', (x, value) => [value, x, x, value]],
])('still lets the test mode find what is lost where an op saves %s', (_, saves) => {
  expect(losing(saves)).toThrow(/memory leak \(1 data ids\)/);
});
