import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import {
  gaussianDivergence,
  reconstructionLoss,
  totalCorrelation,
} from '../../../src/baselines/vae/vaeLosses.ts';

beforeAll(() => useBackend());

const valueOf = async (tensor: tf.Tensor) => {
  const [value = NaN] = await tensor.data();
  tensor.dispose();
  return value;
};

/** Central differences of a loss in one of its inputs, against its gradient. */
async function expectSlopes(
  loss: (...inputs: tf.Tensor[]) => tf.Scalar,
  inputs: { shape: [number, number]; values: Float32Array }[],
) {
  const tensors = () => inputs.map(({ shape, values }) => tf.tensor2d(values, shape));
  const gradients = tf.grads(loss)(tensors());
  for (const [i, { values }] of inputs.entries()) {
    const found = await gradients[i]?.data();
    for (let j = 0; j < values.length; j++) {
      const at = async (step: number) => {
        const moved = tensors();
        const other = values.slice();
        other[j] = (other[j] ?? 0) + step;
        moved[i] = tf.tensor2d(other, inputs[i]?.shape);
        return valueOf(tf.tidy(() => loss(...moved)));
      };
      const slope = ((await at(0.01)) - (await at(-0.01))) / 0.02;
      expect(Math.abs(slope - (found?.[j] ?? NaN))).toBeLessThan(2e-3 * (1 + Math.abs(slope)));
    }
  }
}

const drawn = (rows: number, width: number, seed: number, deviation = 1) => ({
  shape: [rows, width] as [number, number],
  values: new RandomStream(seed).normals(rows * width, 0, deviation),
});

describe('the reconstruction', () => {
  it('costs half the squared error, summed over numbers and averaged over rows', async () => {
    const x = tf.tensor2d([0, 1, 2, 3, 0, 0], [2, 3]);
    const out = tf.tensor2d([1, 1, 4, 3, 2, 0], [2, 3]);
    // Row 1: 1 + 0 + 4; row 2: 0 + 4 + 0; half of 9, over two rows.
    expect(await valueOf(reconstructionLoss(x, out, 'squared'))).toBeCloseTo(2.25, 6);
    const gradient = tf.grad((y) => reconstructionLoss(x, y, 'squared'))(out);
    expect(Array.from(await gradient.data())).toEqual([0.5, 0, 1, 0, 1, 0]);
  });

  it('costs the cross entropy of probabilities', async () => {
    const x = tf.tensor2d([1, 0], [1, 2]);
    const out = tf.tensor2d([0.25, 0.5], [1, 2]);
    // ln 4 + ln 2
    expect(await valueOf(reconstructionLoss(x, out, 'bernoulli'))).toBeCloseTo(2.0794, 4);
    // Never infinite.
    const sure = tf.tensor2d([0, 1], [1, 2]);
    expect(await valueOf(reconstructionLoss(x, sure, 'bernoulli'))).toBeLessThan(30);
    await expectSlopes(
      (y) => reconstructionLoss(x, y, 'bernoulli'),
      [{ shape: [1, 2], values: Float32Array.of(0.3, 0.6) }],
    );
  });
});

describe('the divergence from the standard normal', () => {
  it('is 0.5 nats for N(1, 1), and 0 for the standard normal itself', async () => {
    const kl = (mean: number, logVariance: number) =>
      valueOf(gaussianDivergence(tf.tensor2d([[mean]]), tf.tensor2d([[logVariance]])));
    expect(await kl(1, 0)).toBeCloseTo(0.5, 6);
    expect(await kl(0, 0)).toBe(0);
    // N(0, 4): (4 - ln 4 - 1) / 2
    expect(await kl(0, Math.log(4))).toBeCloseTo(0.8069, 4);
  });

  it('sums over coordinates, averages over rows, and has its gradient', async () => {
    const [mean, logVariance] = [tf.tensor2d([1, 1, 0, 0], [2, 2]), tf.zeros<tf.Rank.R2>([2, 2])];
    expect(await valueOf(gaussianDivergence(mean, logVariance))).toBeCloseTo(0.5, 6);
    await expectSlopes(
      (m, l) => gaussianDivergence(m as tf.Tensor2D, l as tf.Tensor2D),
      [drawn(3, 2, 1), drawn(3, 2, 2)],
    );
  });
});

describe('the total correlation', () => {
  const tc = (
    codes: number[][],
    mean = codes,
    logVariance = codes.map((row) => row.map(() => 0)),
  ) => valueOf(totalCorrelation(tf.tensor2d(codes), tf.tensor2d(mean), tf.tensor2d(logVariance)));

  it('is 0 for a batch of one', async () => {
    expect(await tc([[0.3, -2, 5]])).toBeCloseTo(0, 5);
    expect(await tc([[0.3, -2]], [[1, 1]], [[-3, 2]])).toBeCloseTo(0, 5);
  });

  it('has its hand values', async () => {
    // The same distribution twice: ln 2 + s - 2 (ln 2 + s / 2) = -ln 2.
    const same = [
      [1, 2],
      [1, 2],
    ];
    expect(await tc(same)).toBeCloseTo(-Math.LN2, 5);
    // Far apart in both coordinates at once: no other row counts anywhere.
    const dependent = [
      [0, 0],
      [100, 100],
    ];
    expect(await tc(dependent)).toBeCloseTo(0, 4);
    // A grid: each coordinate of a row is that of another one too.
    const independent = [
      [0, 0],
      [0, 100],
      [100, 0],
      [100, 100],
    ];
    expect(await tc(independent)).toBeCloseTo(-2 * Math.LN2, 4);
    // One coordinate depends on nothing: there is nothing to be correlated.
    expect(await tc([[1], [2]])).toBeCloseTo(0, 5);
  });

  it('depends on the spread as the normal density does', async () => {
    // Two rows, one coordinate apart by d, the other equal: -ln 2 by the equal one, whatever the variance is.
    const codes = [
      [0, 7],
      [2, 7],
    ];
    expect(
      await tc(codes, codes, [
        [1, -1],
        [1, -1],
      ]),
    ).toBeCloseTo(-Math.LN2, 5);
  });

  it('has the gradient of central differences in all three', async () => {
    await expectSlopes(
      (z, m, l) => totalCorrelation(z as tf.Tensor2D, m as tf.Tensor2D, l as tf.Tensor2D),
      [drawn(4, 2, 1), drawn(4, 2, 2), drawn(4, 2, 3, 0.5)],
    );
  });
});
