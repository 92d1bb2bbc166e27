import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import fc from 'fast-check';
import { expectGradient } from '@causal-mechanisms/test-utils';
import { monotoneMap } from '../../src/prior/monotoneMap.ts';
import type { FactorCurve } from '../../src/prior/factorCurve.ts';
import type { MonotonePriorConfig } from '../../src/prior/priorConfig.ts';

const published = { kind: 'monotone', breakpoints: 100, range: 5, detachOffsets: true } as const;
const small = { kind: 'monotone', breakpoints: 3, range: 1, detachOffsets: false } as const;

/** Slopes exp(p) + 0.001 of the small map: outside left, [-1, 0), [0, 1), outside right. */
const logSlopes = [0.5, 1, 2, 3].map((slope) => Math.log(slope - 0.001));

const curveOf = (config: MonotonePriorConfig, values: readonly number[]): FactorCurve => {
  const [curve] = monotoneMap(config, 1).curves(values);
  if (curve === undefined) throw new Error('no curve');
  return curve;
};

it('has the values of the published curve', () => {
  const flat = curveOf(published, [...new Array<number>(101).fill(0), -5]);
  // All slopes are 1.001.
  expect(flat.at(0)).toBeCloseTo(0.005, 12);
  expect(flat.at(1)).toBeCloseTo(1.006, 12);
  expect(flat.at(-5)).toBe(-5);
  expect(flat.at(7)).toBeCloseTo(-5 + 12 * 1.001, 12);
  expect(flat.at(-6)).toBeCloseTo(-6.001, 12);
  expect(flat.inverse(1.006)).toBeCloseTo(1, 12);
  expect(flat.bent?.[0]).toBe(-5);
  expect(flat.bent?.[1]).toBeCloseTo(5.01, 12);
});

it('goes piece by piece, and straight on outside', () => {
  const bent = curveOf(small, [...logSlopes, 10]);
  const points = [-3, -1, -0.5, 0, 0.25, 1, 2];
  const heights = [9, 10, 10.5, 11, 11.5, 13, 16];
  points.forEach((u, i) => {
    expect(bent.at(u)).toBeCloseTo(heights[i] ?? NaN, 12);
    expect(bent.inverse(heights[i] ?? NaN)).toBeCloseTo(u, 12);
  });
  expect(bent.direction).toBe(1);
});

it('is the same on tensors as on numbers, at breakpoints too', async () => {
  const map = monotoneMap(published, 2);
  const values = map.initialValues(new RandomStream(3));
  const curves = map.curves(values);
  const u = [-9, 4, -5, 5, -0.3, 0.7, 0.05050505, 1.2, 6, -7, 5, -5];
  const z = tf.tidy(() =>
    map.run(
      [tf.tensor2d(values.slice(0, 202), [2, 101]), tf.tensor1d(values.slice(202))],
      tf.tensor2d(u, [6, 2]),
    ),
  );
  expect(z.shape).toEqual([6, 2]);
  (await z.data()).forEach((found, i) => {
    expect(found).toBeCloseTo(curves[i % 2]?.at(u[i] ?? NaN) ?? NaN, 4);
  });
  z.dispose();
});

it('has an inverse that undoes it, and never falls', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: 1e-3, max: 5, noNaN: true }),
      (seed, u, further) => {
        const curve = curveOf(published, [
          ...monotoneMap(published, 1).initialValues(new RandomStream(seed)),
        ]);
        expect(curve.inverse(curve.at(u))).toBeCloseTo(u, 9);
        expect(curve.at(u + further)).toBeGreaterThan(curve.at(u));
      },
    ),
    { seed: 1 },
  );
});

const tensors = () => [
  tf.tensor2d([-2.3, -0.7, 0.4, 1.9, 0.6, -0.2], [6, 1]),
  tf.tensor2d([logSlopes], [1, 4]),
  tf.tensor1d([10]),
];

it('has the gradient of finite differences', async () => {
  const inputs = tensors();
  const weights = tf.tensor2d([1, -2, 3, 0.5, -1, 2], [6, 1]);
  await expectGradient(
    (u, p, b) =>
      monotoneMap(small, 1)
        .run([p, b], u as tf.Tensor2D)
        .mul(weights)
        .sum<tf.Scalar>(),
    inputs,
    { floor: 1e-3 },
  );
  tf.dispose([inputs, weights]);
});

it('can keep the gradient of a slope to the samples of its interval', async () => {
  const gradientsOf = async (detachOffsets: boolean) => {
    const inputs = tensors();
    const map = monotoneMap({ ...small, detachOffsets }, 1);
    const gradients = tf.tidy(() =>
      tf.grads((u, p, b) => map.run([p, b], u as tf.Tensor2D).sum())(inputs),
    );
    const found = await Promise.all(gradients.map(async (g) => Array.from(await g.data())));
    tf.dispose([inputs, gradients]);
    return found;
  };
  const expectClose = (found: number[] | undefined, expected: number[]) => {
    expect(found).toHaveLength(expected.length);
    found?.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 4));
  };
  const grown = logSlopes.map(Math.exp);
  // By how far the samples are beyond the start of their own segment, summed per segment.
  const own = [-1.3, 0.3 + 0.8, 0.4 + 0.6, 0.9];
  // All that they cover of each segment.
  const all = [-1.3, 0.3 + 1 + 1 + 1 + 0.8, 0.4 + 1 + 0.6, 0.9];
  const [dyDetached, detached, offset] = await gradientsOf(true);
  const [dyExact, exact] = await gradientsOf(false);
  expectClose(
    detached,
    own.map((length, k) => length * (grown[k] ?? NaN)),
  );
  expectClose(
    exact,
    all.map((length, k) => length * (grown[k] ?? NaN)),
  );
  expectClose(offset, [6]);
  expectClose(dyDetached, [0.5, 1, 2, 3, 2, 1]);
  expectClose(dyExact, [0.5, 1, 2, 3, 2, 1]);
});

it('has one slope at a breakpoint: that of the segment to the right', async () => {
  const gradient = tf.tidy(() => {
    const [, p, b] = tensors();
    return tf.grad((u: tf.Tensor) =>
      monotoneMap(small, 1)
        .run([p as tf.Tensor, b as tf.Tensor], u as tf.Tensor2D)
        .sum(),
    )(tf.tensor2d([-1, 0, 1], [3, 1]));
  });
  const found = Array.from(await gradient.data());
  gradient.dispose();
  [1, 2, 3].forEach((slope, i) => expect(found[i]).toBeCloseTo(slope, 5));
});

it('starts near the identity', () => {
  const values = monotoneMap(published, 50).initialValues(new RandomStream(2));
  expect(values).toHaveLength(50 * 102);
  const slopes = values.slice(0, 50 * 101);
  const offsets = values.slice(50 * 101);
  const mean = (list: Float32Array) => list.reduce((sum, v) => sum + v, 0) / list.length;
  const spread = (list: Float32Array) => {
    const centre = mean(list);
    return Math.sqrt(mean(list.map((v) => (v - centre) ** 2)));
  };
  expect(mean(slopes)).toBeCloseTo(0, 2);
  expect(spread(slopes)).toBeCloseTo(0.2, 2);
  expect(Math.abs(mean(offsets) + 5)).toBeLessThan(0.4);
  expect(Math.abs(spread(offsets) - 1)).toBeLessThan(0.3);
});
