import * as tf from '@tensorflow/tfjs';
import { availableBackends, thrownCode } from '@causal-mechanisms/test-utils';
import { composedForward, composedGradient } from '../../src/kernels/composedBatchNorm.ts';
import { RandomStream, useBackend } from '../../src/index.ts';
import { batchNormEluTrain, batchNormGradient, batchNormTrain } from '../../src/kernels.ts';

const EPSILON = 1e-5;
const SHAPE: [number, number, number, number] = [3, 4, 5, 6];

function draw(seed: number) {
  const stream = new RandomStream(seed);
  return {
    x: tf.tensor4d(stream.normals(360, 0.3, 2), SHAPE),
    dy: tf.tensor4d(stream.normals(360), SHAPE),
    gamma: tf.tensor1d(stream.uniforms(6, 0.5, 1.5)),
    beta: tf.tensor1d(stream.normals(6)),
  };
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));
}

describe.each(await availableBackends())('on %s', (backend) => {
  beforeAll(() => useBackend({ backend: backend === 'tensorflow' ? 'node' : backend }));

  it('normalises by hand: two values become -1 and 1', async () => {
    const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
    const [gamma, beta] = [tf.tensor1d([2]), tf.tensor1d([5])];
    const { y, mean, variance, saved } = batchNormTrain(x, gamma, beta, 1e-12);
    expect(Array.from(await y.data())).toEqual([expect.closeTo(3, 5), expect.closeTo(7, 5)]);
    expect(Array.from(await mean.data())).toEqual([2]);
    expect((await variance.data())[0]).toBeCloseTo(2, 6);
    tf.dispose([x, gamma, beta, y, mean, variance, ...saved]);
  });

  it('activates in the same pass: -1 becomes 1 / e - 1', async () => {
    const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
    const [gamma, beta] = [tf.tensor1d([1]), tf.tensor1d([0])];
    const { y, mean, variance, saved } = batchNormEluTrain(x, gamma, beta, 1e-12);
    const expected = [expect.closeTo(1 / Math.E - 1, 5), expect.closeTo(1, 5)];
    expect(Array.from(await y.data())).toEqual(expected);
    expect(Array.from(await mean.data())).toEqual([2]);
    tf.dispose([x, gamma, beta, y, mean, variance, ...saved]);
  });

  it('agrees with the composed form, forward and backward, and leaks nothing', async () => {
    const before = tf.memory().numTensors;
    const { x, dy, gamma, beta } = draw(5);
    const forward = batchNormTrain(x, gamma, beta, EPSILON);
    const gradient = batchNormGradient(dy, x, gamma, forward.saved, EPSILON);
    const [y, mean, population] = composedForward(x, gamma, beta, EPSILON);
    const oracle = composedGradient(dy, x, gamma, mean, population, EPSILON);
    expect(worst(await forward.y.data(), await y.data())).toBeLessThan(1e-5);
    expect(worst(await forward.mean.data(), await mean.data())).toBeLessThan(1e-6);
    const unbiased = (await population.data()).map((value) => (value * 60) / 59);
    expect(worst(await forward.variance.data(), unbiased)).toBeLessThan(1e-5);
    expect(worst(await gradient.dx.data(), await oracle[0].data())).toBeLessThan(1e-5);
    expect(worst(await gradient.dGamma.data(), await oracle[1].data())).toBeLessThan(1e-4);
    expect(worst(await gradient.dBeta.data(), await oracle[2].data())).toBeLessThan(1e-4);
    tf.dispose([x, dy, gamma, beta, y, mean, population, ...oracle, ...forward.saved]);
    tf.dispose([forward.y, forward.mean, forward.variance]);
    tf.dispose([gradient.dx, gradient.dGamma, gradient.dBeta]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([1, 5, 7])('refuses scales and offsets of %d entries for 6 channels', (entries) => {
    const before = tf.memory().numTensors;
    const { x, dy, gamma, beta } = draw(7);
    const wrong: tf.Tensor1D = tf.ones([entries]);
    for (const forward of [batchNormTrain, batchNormEluTrain]) {
      expect(thrownCode(() => forward(x, wrong, beta))).toBe('ERR_SHAPE');
      expect(thrownCode(() => forward(x, gamma, wrong))).toBe('ERR_SHAPE');
    }
    const saved = [gamma, beta];
    expect(thrownCode(() => batchNormGradient(dy, x, wrong, saved))).toBe('ERR_SHAPE');
    expect(thrownCode(() => batchNormGradient(dy, x, gamma, [wrong, beta]))).toBe('ERR_SHAPE');
    expect(thrownCode(() => batchNormGradient(dy, x, gamma, [gamma]))).toBe('ERR_SHAPE');
    tf.dispose([x, dy, gamma, beta, wrong]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a gradient of another shape than the input', () => {
    const { x, dy, gamma, beta } = draw(8);
    const less = tf.zeros<tf.Rank.R4>([2, 4, 5, 6]);
    const turned = tf.zeros<tf.Rank.R4>([3, 5, 4, 6]);
    for (const wrong of [less, turned]) {
      const gradient = () => batchNormGradient(wrong, x, gamma, [gamma, beta]);
      expect(thrownCode(gradient)).toBe('ERR_SHAPE');
    }
    tf.dispose([x, dy, gamma, beta, less, turned]);
  });
});

it('has the gradient that automatic differentiation gives through the statistics', async () => {
  await useBackend();
  const { x, dy, gamma, beta } = draw(6);
  const normalise = (input: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
    const { mean, variance } = tf.moments(input, [0, 1, 2]);
    return input.sub(mean).div(variance.add(EPSILON).sqrt()).mul(scale).add(offset);
  };
  const expected = tf.grads(normalise)([x, gamma, beta], dy);
  const { y, mean, variance, saved } = batchNormTrain(x, gamma, beta, EPSILON);
  const { dx, dGamma, dBeta } = batchNormGradient(dy, x, gamma, saved, EPSILON);
  for (const [i, actual] of [dx, dGamma, dBeta].entries()) {
    expect(worst(await actual.data(), (await expected[i]?.data()) ?? [])).toBeLessThan(1e-4);
  }
  tf.dispose([x, dy, gamma, beta, y, mean, variance, dx, dGamma, dBeta, ...saved, ...expected]);
});
