import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { boundedCode, latentCode, sampledCode } from '../../src/training/latentCode.ts';

beforeAll(() => useBackend());

it('takes an output apart into means and logarithms of variances, and draws around the means', async () => {
  const output = tf.tensor2d([[1, 2, Math.log(4), 0]]);
  const noise = tf.tensor2d([[0.5, -1]]);
  const { mean, logVariance } = latentCode(output);
  expect([...(await mean.data())]).toEqual([1, 2]);
  const drawn = sampledCode({ mean, logVariance }, noise);
  const values = await drawn.data();
  // 1 + 2 * 0.5 and 2 + 1 * -1
  expect(values[0]).toBeCloseTo(2, 5);
  expect(values[1]).toBeCloseTo(1, 5);
  tf.dispose([output, noise, mean, logVariance, drawn]);
});

it('has gradients for both halves', async () => {
  const noise = tf.tensor2d([[0.5]]);
  const slopes = tf.grad((output: tf.Tensor) =>
    sampledCode(latentCode(output as tf.Tensor2D), noise).sum(),
  )(tf.tensor2d([[3, Math.log(9)]]));
  const [ofMean, ofLogVariance] = await slopes.data();
  expect(ofMean).toBeCloseTo(1, 5);
  // d/dv exp(v / 2) 0.5 = exp(v / 2) / 4 = 3 / 4
  expect(ofLogVariance).toBeCloseTo(0.75, 5);
  tf.dispose([noise, slopes]);
});

it('bounds variances smoothly from above, and leaves small ones and means alone', async () => {
  const output = tf.tensor2d([[7, 8, 9, -20, 2, 1000]]);
  const code = latentCode(output);
  const { mean, logVariance } = boundedCode(code, 2);
  expect([...(await mean.data())]).toEqual([7, 8, 9]);
  const [small = 0, at = 0, far = 0] = await logVariance.data();
  expect(small).toBeCloseTo(-20, 4);
  expect(at).toBeCloseTo(2 - Math.LN2, 5);
  expect(far).toBe(2);
  expect(boundedCode(code, null)).toBe(code);
  const slope = tf.grad((x: tf.Tensor) =>
    boundedCode(latentCode(x as tf.Tensor2D), 2).logVariance.sum(),
  )(tf.tensor2d([[0, 2]]));
  // sigmoid(limit - logVariance)
  expect((await slope.data())[1]).toBeCloseTo(0.5, 5);
  tf.dispose([output, { ...code }, logVariance, slope]);
});
