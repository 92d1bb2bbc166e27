import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorForward,
  discriminatorGradient,
  discriminatorLayout,
  discriminatorLogits,
  disposeDiscriminatorPass,
} from '../src/networks/discriminatorNetwork.ts';
import { Expert } from '../src/networks/expert.ts';
import {
  disposeExpertPass,
  expertForward,
  expertGradient,
  expertLayout,
} from '../src/networks/expertNetwork.ts';
import { drawParameters } from '../src/networks/initialisation.ts';
import { plainDiscriminator, plainExpert, relativeDifference } from './autodiff.ts';

beforeAll(() => useBackend());

const stream = new RandomStream(4);
const images = (n: number, size: number, channels: number) =>
  tf.tensor4d(stream.uniforms(n * size * size * channels), [n, size, size, channels]);

describe('the expert', () => {
  it.each([
    [32, 28_481],
    [64, 112_257],
    [128, 445_697],
  ])('has 27 F^2 + 26 F + 1 parameters: F = %d, %d', (filters, parameters) => {
    expect(expertLayout(filters, 1).length).toBe(parameters);
    expect(27 * filters ** 2 + 26 * filters + 1).toBe(parameters);
  });

  const layout = expertLayout(5, 2);
  const start = drawParameters(layout, new RandomStream(8), 'uniform');

  it('has the gradient that automatic differentiation gives, through the batch statistics', async () => {
    const [flat, x, dy] = [tf.tensor1d(start), images(4, 8, 2), images(4, 8, 2)];
    const expert = new Expert(layout, flat.clone(), tf.zeros([40]));
    const pass = expertForward(expert.parameters.views, x);
    const plain = (values: tf.Tensor) => plainExpert(values, layout, x);
    expect(await relativeDifference(pass.output, plain(flat))).toBeLessThan(1e-5);
    const gradient = expertGradient(expert.parameters.views, pass, dy);
    expect(await relativeDifference(gradient, tf.grad(plain)(flat, dy))).toBeLessThan(2e-4);
  });

  it('lets the gradient of a few rows enter alone, as if the other rows had none', async () => {
    const [flat, x] = [tf.tensor1d(start), images(6, 8, 2)];
    const expert = new Expert(layout, flat.clone(), tf.zeros([40]));
    const pass = expertForward(expert.parameters.views, x);
    const dRows = images(2, 8, 2);
    const rows = tf.tensor1d([1, 4], 'int32');
    const dense = tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape);
    const sparse = expertGradient(expert.parameters.views, pass, dRows, rows);
    const full = expertGradient(expert.parameters.views, pass, dense);
    expect(await relativeDifference(sparse, full)).toBeLessThan(1e-5);
  });

  it('agrees with finite differences', async () => {
    const x = images(3, 8, 2);
    const dy = images(3, 8, 2);
    const expert = new Expert(layout, tf.tensor1d(start), tf.zeros([40]));
    const pass = expertForward(expert.parameters.views, x);
    const gradient = await expertGradient(expert.parameters.views, pass, dy).data();
    const value = async (entry: number, change: number) => {
      const moved = tf.tensor1d(start.map((v, i) => (i === entry ? v + change : v)));
      return (await plainExpert(moved, layout, x).mul(dy).sum().data())[0] ?? NaN;
    };
    for (const entry of [0, 50, 95, 200, layout.length - 1]) {
      const slope = ((await value(entry, 1e-2)) - (await value(entry, -1e-2))) / 2e-2;
      expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(
        0.02 * Math.max(1, Math.abs(slope)),
      );
    }
  });

  it('predicts with running statistics: one image gives the same alone and in a batch', async () => {
    const statistics = tf.tensor1d(
      Float32Array.from([...stream.normals(20, 0, 0.1), ...stream.uniforms(20, 0.1, 0.5)]),
    );
    const expert = new Expert(layout, tf.tensor1d(start), statistics);
    const x = images(5, 8, 2);
    const batch = expert.apply(x).slice([3, 0, 0, 0], [1, 8, 8, 2]);
    const alone = expert.apply(x.slice([3, 0, 0, 0], [1, 8, 8, 2]));
    expect(await relativeDifference(alone, batch)).toBeLessThan(1e-6);
  });

  it('takes one tenth of each batch into the running statistics, with the unbiased variance', async () => {
    const expert = new Expert(layout, tf.tensor1d(start), tf.zeros([40]));
    const x = images(4, 8, 2);
    const pass = expertForward(expert.parameters.views, x);
    expert.updateStatistics(pass.statistics);
    const kernel = expert.parameters.views[0] as tf.Tensor4D;
    const { mean, variance } = tf.moments(tf.conv2d(x, kernel, 1, 'same'), [0, 1, 2]);
    const expected = tf.concat1d([mean.mul(0.1).as1D(), variance.mul((0.1 * 256) / 255).as1D()]);
    const actual = tf.concat1d([
      expert.statistics.slice([0], [5]),
      expert.statistics.slice([20], [5]),
    ]);
    expect(await relativeDifference(actual, expected)).toBeLessThan(1e-5);
  });

  it('leaks nothing over a pass, its gradient and its end', () => {
    const expert = new Expert(layout, tf.tensor1d(start), tf.zeros([40]));
    const x = images(4, 8, 2);
    const before = tf.memory().numTensors;
    const pass = expertForward(expert.parameters.views, x);
    expertGradient(expert.parameters.views, pass, x).dispose();
    disposeExpertPass(pass);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the discriminator', () => {
  it('has the 1 124 737 parameters of the paper', () => {
    expect(discriminatorLayout([32, 32, 1], [16, 32, 64], 1024).length).toBe(1_124_737);
  });

  const layout = discriminatorLayout([16, 16, 2], [3, 4, 5], 7);
  const start = drawParameters(layout, new RandomStream(9), 'one');
  const views = () => new Expert(layout, tf.tensor1d(start), tf.zeros([1])).parameters.views;

  it('has the gradients that automatic differentiation gives', async () => {
    const [flat, x] = [tf.tensor1d(start), images(4, 16, 2)];
    const parameters = views();
    const pass = discriminatorForward(parameters, x);
    expect(await relativeDifference(pass.logits, plainDiscriminator(flat, layout, x))).toBeLessThan(
      1e-5,
    );
    expect(await relativeDifference(discriminatorLogits(parameters, x), pass.logits)).toBeLessThan(
      1e-6,
    );
    const dLogits = tf.tensor1d([0.5, -1, 2, 0.1]);
    const [dFlat, dImages] = tf.grads((values, input) => plainDiscriminator(values, layout, input))(
      [flat, x],
      dLogits,
    ) as [tf.Tensor, tf.Tensor];
    const ofParameters = discriminatorGradient(parameters, pass, dLogits, 'parameters');
    const ofImages = discriminatorGradient(parameters, pass, dLogits, 'images');
    expect(await relativeDifference(ofParameters, dFlat)).toBeLessThan(2e-4);
    expect(await relativeDifference(ofImages, dImages)).toBeLessThan(2e-4);
  });

  it('leaks nothing over a pass, its gradient and its end', () => {
    const parameters = views();
    const x = images(2, 16, 2);
    const dLogits = tf.tensor1d([1, -1]);
    const before = tf.memory().numTensors;
    const pass = discriminatorForward(parameters, x);
    discriminatorGradient(parameters, pass, dLogits, 'parameters').dispose();
    discriminatorGradient(parameters, pass, dLogits, 'images').dispose();
    disposeDiscriminatorPass(pass);
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('draws kernels and biases within 1 / sqrt(fan-in), and batch norm as asked', () => {
  const layout = expertLayout(4, 1);
  const one = drawParameters(layout, new RandomStream(1), 'one');
  const uniform = drawParameters(layout, new RandomStream(1), 'uniform');
  const part = (values: Float32Array, name: string) => {
    const at = layout.specs.findIndex((spec) => spec.name === name);
    const from = layout.sizes.slice(0, at).reduce((sum, size) => sum + size, 0);
    return values.subarray(from, from + (layout.sizes[at] ?? 0));
  };
  expect(Array.from(part(one, 'norm2/gamma'))).toEqual([1, 1, 1, 1]);
  expect(Array.from(part(one, 'norm2/beta'))).toEqual([0, 0, 0, 0]);
  const gammas = Array.from(part(uniform, 'norm2/gamma'));
  expect(gammas.every((gamma) => gamma >= 0 && gamma < 1)).toBe(true);
  expect(new Set(gammas).size).toBe(4);
  for (const [name, fanIn] of [
    ['conv1/kernel', 9],
    ['conv2/kernel', 36],
    ['output/kernel', 36],
    ['output/bias', 36],
  ] as const) {
    const largest = Math.max(...part(one, name).map(Math.abs));
    expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(fanIn));
    if (name !== 'output/bias') expect(largest).toBeGreaterThan(0.8 / Math.sqrt(fanIn));
  }
});
