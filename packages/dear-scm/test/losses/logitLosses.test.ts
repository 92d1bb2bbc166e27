import * as tf from '@tensorflow/tfjs';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import { discriminatorLoss, encoderLoss, generatorLoss } from '../../src/losses/logitLosses.ts';
import { scaleFactors } from '../../src/losses/scaleFactors.ts';

const numberOf = async (make: () => tf.Scalar) => {
  const scalar = tf.tidy(make);
  const [value = NaN] = await scalar.data();
  scalar.dispose();
  return value;
};

it('has the values computed by hand', async () => {
  expect(await numberOf(() => discriminatorLoss(tf.zeros([3]), tf.zeros([5])))).toBeCloseTo(
    2 * Math.LN2,
    6,
  );
  const softplus = (x: number) => Math.log(1 + Math.exp(x));
  expect(
    await numberOf(() => discriminatorLoss(tf.tensor1d([2, -1]), tf.tensor1d([3]))),
  ).toBeCloseTo((softplus(-2) + softplus(1)) / 2 + softplus(3), 5);
  const logits = [Math.log(3), -Math.log(4), 0];
  const scale = [2, 0.5, 1];
  const mean = (2 * Math.log(3) - 0.5 * Math.log(4)) / 3;
  expect(mean).toBeCloseTo(0.5014, 4);
  expect(await numberOf(() => generatorLoss(tf.tensor1d(logits), tf.tensor1d(scale)))).toBeCloseTo(
    -mean,
    6,
  );
  expect(await numberOf(() => encoderLoss(tf.tensor1d(logits), tf.tensor1d(scale)))).toBeCloseTo(
    mean,
    6,
  );
});

it('has the gradient of finite differences for the discriminator', async () => {
  const inputs = [tf.tensor1d([2, -1, 0.3]), tf.tensor1d([3, -0.4])];
  await expectGradient((e, g) => discriminatorLoss(e as tf.Tensor1D, g as tf.Tensor1D), inputs, {
    floor: 1e-3,
  });
  tf.dispose(inputs);
});

it('learns from logits of exactly 0, and of huge ones', async () => {
  const gradients = tf.tidy(() =>
    tf.grads((e, g) => discriminatorLoss(e as tf.Tensor1D, g as tf.Tensor1D))([
      tf.tensor1d([0, 1000, -1000]),
      tf.tensor1d([0, 1000, -1000]),
    ]),
  );
  const [encoded, generated] = await Promise.all(
    gradients.map(async (gradient) => Array.from(await gradient.data(), (v) => v * 3)),
  );
  tf.dispose(gradients);
  [-0.5, 0, -1].forEach((value, i) => expect(encoded?.[i]).toBeCloseTo(value, 6));
  [0.5, 1, 0].forEach((value, i) => expect(generated?.[i]).toBeCloseTo(value, 6));
});

it('holds the scale constant, even where it is made of the same logits', async () => {
  const options = { divergence: 'kl', clip: [0.5, 2] } as const;
  const gradientOf = async (
    loss: typeof encoderLoss,
    side: 'encoder' | 'generator',
    divergence: 'kl' | 'reverse-kl',
  ) => {
    const gradient = tf.tidy(() =>
      tf.grad((d: tf.Tensor) =>
        loss(d as tf.Tensor1D, scaleFactors(d as tf.Tensor1D, side, { ...options, divergence })),
      )(tf.tensor1d([Math.log(3), -Math.log(4), 0])),
    );
    const found = Array.from(await gradient.data());
    gradient.dispose();
    return found.map((value) => value * 3);
  };
  (await gradientOf(generatorLoss, 'generator', 'kl')).forEach((value, i) =>
    expect(value).toBeCloseTo([-2, -0.5, -1][i] ?? NaN, 5),
  );
  (await gradientOf(encoderLoss, 'encoder', 'reverse-kl')).forEach((value, i) =>
    expect(value).toBeCloseTo([0.5, 2, 1][i] ?? NaN, 5),
  );
});

it('leaves no tensors behind', async () => {
  await expectLeakFree(() => {
    tf.tidy(() => {
      tf.grad((logits: tf.Tensor) => {
        const d = logits as tf.Tensor1D;
        const scale = scaleFactors(d, 'generator', { divergence: 'js', clip: null });
        return generatorLoss(d, scale).add(discriminatorLoss(d, d.neg()));
      })(tf.tensor1d([1, 2]));
    });
  });
});
