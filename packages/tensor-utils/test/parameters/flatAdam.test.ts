import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { FlatAdam, RandomStream, useBackend } from '../../src/index.ts';

beforeAll(() => useBackend());

it('does the first step of Adam by hand: the step size times the sign of the gradient', async () => {
  const adam = new FlatAdam(3, { learningRate: 0.1 });
  const values = tf.tensor1d([1, -2, 0]);
  const gradient = tf.tensor1d([4, -0.01, 0]);
  const updated = adam.update(values, gradient);
  const [a = NaN, b = NaN, c = NaN] = await updated.data();
  expect(a).toBeCloseTo(0.9, 6);
  expect(b).toBeCloseTo(-1.9, 5);
  expect(c).toBe(0);
  expect(adam.steps).toBe(1);
  tf.dispose([values, gradient, updated]);
  adam.dispose();
});

it('gives the numbers of tf.train.adam over fifty steps of a changing gradient', async () => {
  const stream = new RandomStream(3);
  const start = stream.normals(40);
  const gradients = Array.from({ length: 50 }, (_, i) =>
    stream.normals(40, 0, i % 7 === 0 ? 5 : 0.1),
  );
  const settings = { learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-6 };
  const adam = new FlatAdam(40, settings);
  let values = tf.tensor1d(start);
  const variable = tf.variable(tf.tensor1d(start), true, 'reference');
  const reference = tf.train.adam(0.01, 0.8, 0.95, 1e-6);
  for (const entries of gradients) {
    const gradient = tf.tensor1d(entries);
    const updated = adam.update(values, gradient);
    values.dispose();
    values = updated;
    reference.applyGradients([{ name: 'reference', tensor: gradient }]);
    gradient.dispose();
  }
  const [ours, theirs] = [await values.data(), await variable.data()];
  const worst = Math.max(...ours.map((value, i) => Math.abs(value - (theirs[i] ?? NaN))));
  expect(worst).toBeLessThan(1e-6);
  tf.dispose([values, variable]);
  adam.dispose();
  reference.dispose();
});

it('has no memory of gradients where beta1 is 0, and keeps the last one as the moment', async () => {
  const adam = new FlatAdam(2, { learningRate: 0.1, beta1: 0, beta2: 0.5 });
  let values = tf.tensor1d([0, 0]);
  for (const entries of [
    [2, -2],
    [1, 0],
  ]) {
    const gradient = tf.tensor1d(entries);
    const updated = adam.update(values, gradient);
    tf.dispose([values, gradient]);
    values = updated;
  }
  // Second moments: 2, then 1.5 and 1, divided by 1 - 0.5^2.
  const [a = NaN, b = NaN] = await values.data();
  expect(a).toBeCloseTo(-0.1 - 0.1 / Math.sqrt(1.5 / 0.75), 6);
  expect(b).toBeCloseTo(0.1, 6);
  expect(Array.from((await adam.state()).first)).toEqual([1, 0]);
  values.dispose();
  adam.dispose();
});

it.each([1e-8, 1e-3])('adds epsilon %p to the root of the corrected moment', async (epsilon) => {
  // As Kingma and Ba write it, in double precision; gradients about as small as epsilon.
  const gradients = [epsilon, -3 * epsilon, 0.2 * epsilon];
  const [beta1, beta2, learningRate] = [0.9, 0.999, 1];
  let [m, v, expected] = [0, 0, 0];
  const adam = new FlatAdam(1, { learningRate, epsilon });
  let values = tf.tensor1d([0]);
  for (const [i, g] of gradients.entries()) {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const step = m / (1 - beta1 ** (i + 1));
    expected -= (learningRate * step) / (Math.sqrt(v / (1 - beta2 ** (i + 1))) + epsilon);
    const gradient = tf.tensor1d([g]);
    const updated = adam.update(values, gradient);
    tf.dispose([values, gradient]);
    values = updated;
    if (i === 0) expect(expected).toBeCloseTo(-0.5, 12); // epsilon / (epsilon + epsilon)
    expect((await values.data())[0]).toBeCloseTo(expected, 5);
  }
  values.dispose();
  adam.dispose();
});

it('goes on from a saved state with the same numbers', async () => {
  const gradient = tf.tensor1d([1, 2]);
  const values = tf.tensor1d([0, 0]);
  const adam = new FlatAdam(2);
  adam.update(values, gradient).dispose();
  const restored = new FlatAdam(2);
  restored.restore(JSON.parse(JSON.stringify(await adam.state(), plainArrays), revive) as never);
  const [a, b] = [adam.update(values, gradient), restored.update(values, gradient)];
  expect(Array.from(await b.data())).toEqual(Array.from(await a.data()));
  expect(restored.steps).toBe(2);
  tf.dispose([gradient, values, a, b]);
  adam.dispose();
  restored.dispose();
});

function plainArrays(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
}

function revive(_key: string, value: unknown): unknown {
  return Array.isArray(value) ? Float32Array.from(value as number[]) : value;
}

it('forgets its moments on reset', async () => {
  const adam = new FlatAdam(1, { learningRate: 0.5 });
  const [values, gradient] = [tf.tensor1d([0]), tf.tensor1d([3])];
  adam.update(values, gradient).dispose();
  adam.reset();
  const first = adam.update(values, gradient);
  expect((await first.data())[0]).toBeCloseTo(-0.5, 5);
  expect(adam.steps).toBe(1);
  tf.dispose([values, gradient, first]);
  adam.dispose();
});

it('keeps the number of live tensors constant', () => {
  const before = tf.memory().numTensors;
  const adam = new FlatAdam(4);
  let values = tf.tensor1d([1, 2, 3, 4]);
  const gradient = tf.tensor1d([1, 1, 1, 1]);
  const alive = tf.memory().numTensors;
  for (let i = 0; i < 3; i++) {
    const updated = adam.update(values, gradient);
    values.dispose();
    values = updated;
    expect(tf.memory().numTensors).toBe(alive);
  }
  tf.dispose([values, gradient]);
  adam.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  [0, {}],
  [2.5, {}],
  [2, { learningRate: 0 }],
  [2, { learningRate: NaN }],
  [2, { beta1: 1 }],
  [2, { beta2: -0.1 }],
  [2, { epsilon: 0 }],
])('refuses length %p with %p', (length, options) => {
  expect(thrownCode(() => new FlatAdam(length, options))).toBe('ERR_ARGUMENT');
});

it('refuses vectors of another length', () => {
  const adam = new FlatAdam(2);
  tf.tidy(() => {
    expect(thrownCode(() => adam.update(tf.zeros([3]), tf.zeros([2])))).toBe('ERR_SHAPE');
    expect(thrownCode(() => adam.update(tf.zeros([2]), tf.zeros([3])))).toBe('ERR_SHAPE');
  });
  const three = new Float32Array(3);
  expect(thrownCode(() => adam.restore({ first: three, second: three, steps: 1 }))).toBe(
    'ERR_SHAPE',
  );
  adam.dispose();
});

it.each([NaN, -1, 1.5, Infinity])('refuses to go on after %p updates', async (steps) => {
  const adam = new FlatAdam(1);
  const one = new Float32Array([1]);
  expect(thrownCode(() => adam.restore({ first: one, second: one, steps }))).toBe('ERR_ARGUMENT');
  expect(adam.steps).toBe(0);
  expect(Array.from((await adam.state()).first)).toEqual([0]);
  adam.dispose();
});

it('has the defaults of PyTorch: a thousandth, and an epsilon of 1e-8', async () => {
  const adam = new FlatAdam(2);
  const values = tf.tensor1d([0, 0]);
  // The first step is rate * g / (|g| + epsilon): nearly the rate, and half of it for a gradient as small as epsilon.
  const gradient = tf.tensor1d([2, 1e-8]);
  const updated = adam.update(values, gradient);
  const [large = NaN, small = NaN] = await updated.data();
  expect(large / -1e-3).toBeCloseTo(1, 4);
  expect(small / -5e-4).toBeCloseTo(1, 2);
  tf.dispose([values, gradient, updated]);
  adam.dispose();
});

it('keeps no memory with decays of 0', async () => {
  const adam = new FlatAdam(1, { learningRate: 0.5, beta1: 0, beta2: 0 });
  let values = tf.tensor1d([1]);
  for (const g of [100, -0.25]) {
    const gradient = tf.tensor1d([g]);
    const updated = adam.update(values, gradient);
    tf.dispose([values, gradient]);
    values = updated;
  }
  // Down by the rate, then up by it, whatever the sizes.
  expect((await values.data())[0]).toBeCloseTo(1, 5);
  values.dispose();
  adam.dispose();
});

it.each([0, -1, NaN])('refuses %p as the step size of an update, and does none', (learningRate) => {
  const adam = new FlatAdam(1);
  tf.tidy(() => {
    const one = tf.ones<tf.Rank.R1>([1]);
    expect(thrownCode(() => adam.update(one, one, learningRate))).toBe('ERR_ARGUMENT');
  });
  expect(adam.steps).toBe(0);
  adam.dispose();
});

it('goes on from a state of no updates', () => {
  const adam = new FlatAdam(1);
  adam.restore({ first: new Float32Array(1), second: new Float32Array(1), steps: 0 });
  expect(adam.steps).toBe(0);
  adam.dispose();
});
