import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { gradientPenalty } from '../../src/objectives/gradientPenalty.ts';
import { plainDiscriminator } from '../autodiff.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const layout = discriminatorLayout([8, 8, 1], [2, 3, 3], 4);
const draw = (scale: number) =>
  drawParameters(layout, new RandomStream(7), 'one').map((value) => value * scale);
const viewsOf = (values: Float32Array) => splitParameters(tf.tensor1d(values), layout);
const images = randomImages(8)(3, 8, 1);

/** The penalty by automatic differentiation. */
async function plainPenalty(values: Float32Array, weight: number): Promise<number> {
  const slopes = tf.grad((x: tf.Tensor) =>
    plainDiscriminator(tf.tensor1d(values), layout, x).sum(),
  )(images);
  return ((await slopes.square().sum().data())[0] ?? NaN) * (weight / 2 / 3);
}

it.each([1, 2, 3])('is half the mean squared slope, with parameters of scale %d', async (scale) => {
  const values = draw(scale);
  const { penalty } = await gradientPenalty(viewsOf(values), images, 0.7, noPause);
  expect(penalty / (await plainPenalty(values, 0.7))).toBeCloseTo(1, 4);
});

it.each([2, 3])(
  'has the gradient of finite differences, with parameters of scale %d',
  async (scale) => {
    const values = draw(scale);
    const { gradient } = await gradientPenalty(viewsOf(values), images, 10, noPause);
    const found = await gradient.data<'float32'>();
    const size = Math.hypot(...found);
    const stream = new RandomStream(9);
    for (let trial = 0; trial < 6; trial++) {
      // Along the gradient itself, and along directions that lean on it.
      const direction = found.map((value) => value / size + (trial * stream.normal()) / 50);
      const length = Math.hypot(...direction);
      const at = (step: number) =>
        plainPenalty(
          values.map((value, k) => value + (step * (direction[k] ?? 0)) / length),
          10,
        );
      const step = 0.01;
      const slope = ((await at(step)) - (await at(-step))) / (2 * step);
      const expected =
        found.reduce((sum, value, k) => sum + value * (direction[k] ?? 0), 0) / length;
      expect(Math.abs(slope - expected)).toBeLessThan(0.02 * size);
    }
  },
);

it('grows with its weight, and is nothing where the discriminator is flat', async () => {
  const [one, two] = [
    await gradientPenalty(viewsOf(draw(2)), images, 1, noPause),
    await gradientPenalty(viewsOf(draw(2)), images, 2, noPause),
  ];
  expect(two.penalty / one.penalty).toBeCloseTo(2, 6);
  const [a, b] = [await one.gradient.data(), await two.gradient.data()];
  a.forEach((value, k) => expect(b[k]).toBeCloseTo(2 * value, 4));
  const flat = await gradientPenalty(viewsOf(draw(0)), images, 1, noPause);
  expect(flat.penalty).toBe(0);
  expect((await flat.gradient.data()).every((value) => value === 0)).toBe(true);
});

it('leaves nothing but the gradient behind', async () => {
  const views = viewsOf(draw(1));
  const alive = tf.memory().numTensors;
  const { gradient } = await gradientPenalty(views, images, 1, noPause);
  expect(tf.memory().numTensors).toBe(alive + 1);
  gradient.dispose();
});
