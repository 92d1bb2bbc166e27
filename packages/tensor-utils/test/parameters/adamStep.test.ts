import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '../../src/index.ts';
import { adamStep, composedStep } from '../../src/parameters/adamStep.ts';

beforeAll(() => useBackend());

/** An update of a vector of a length, by the way that the backend chooses and by the composed one. */
async function both(length: number, constants: Parameters<typeof adamStep>[3]) {
  const stream = new RandomStream(length + 1);
  const draw = (sd: number) => tf.tensor1d(stream.normals(length, 0, sd));
  const [values, gradient, first] = [draw(1), draw(0.1), draw(0.1)];
  const second = tf.tidy(() => draw(0.1).square());
  const before = tf.memory().numTensors;
  const found = adamStep(values, gradient, { first, second }, constants);
  expect(tf.memory().numTensors).toBe(before + 3);
  const oracle = composedStep(values, gradient, { first, second }, constants);
  const read = (tensors: readonly tf.Tensor[]) => Promise.all(tensors.map((one) => one.data()));
  const numbers = { found: await read(found), oracle: await read(oracle) };
  tf.dispose([values, gradient, first, second, ...found, ...oracle]);
  return numbers;
}

const usual = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01 };

// Around the lanes of a vector, and above the pieces that threads share.
it.each([1, 15, 16, 17, 1000, 70_001])('agrees with the composed form on %i numbers', async (n) => {
  const { found, oracle } = await both(n, usual);
  found.forEach((numbers, part) => {
    expect(numbers).toHaveLength(n);
    let worst = 0;
    numbers.forEach((number, i) => {
      worst = Math.max(worst, Math.abs(number - (oracle[part]?.[i] ?? NaN)));
    });
    expect(worst).toBeLessThanOrEqual(5e-7);
  });
});

it('keeps the gradient as the first moment where beta1 is 0', async () => {
  const { found, oracle } = await both(33, { ...usual, beta1: 0 });
  expect(found[1]).toEqual(oracle[1]);
});

it('does an update by hand', async () => {
  const [values, gradient] = [tf.tensor1d([1, 1]), tf.tensor1d([2, -4])];
  const moments = { first: tf.tensor1d([4, 0]), second: tf.tensor1d([12, 0]) };
  const constants = { beta1: 0.5, beta2: 0.75, epsilon: 1, rate: 0.5 };
  const found = adamStep(values, gradient, moments, constants);
  const [updated, first, second] = await Promise.all(found.map((one) => one.data()));
  expect([...(first ?? [])]).toEqual([3, -2]);
  expect([...(second ?? [])]).toEqual([10, 4]);
  expect(updated?.[0]).toBeCloseTo(1 - (0.5 * 3) / (Math.sqrt(10) + 1), 6);
  expect(updated?.[1]).toBeCloseTo(1 + (0.5 * 2) / 3, 6);
  tf.dispose([values, gradient, moments, ...found]);
});
