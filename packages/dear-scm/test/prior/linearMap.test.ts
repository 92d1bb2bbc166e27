import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { linearMap } from '../../src/prior/linearMap.ts';

const run = async (leastSlope: number | null, slopes: number[], u: number[]) => {
  const map = linearMap({ kind: 'linear', leastSlope }, slopes.length);
  const z = tf.tidy(() =>
    map.run([tf.tensor1d(slopes), tf.tensor1d(slopes.map((_, j) => j))], tf.tensor2d([u])),
  );
  const found = Array.from(await z.data());
  z.dispose();
  return found;
};

it('is p0 u + p1', async () => {
  expect(await run(null, [2, -0.5], [3, 4])).toEqual([6, -1]);
});

it('keeps slopes at their bound', async () => {
  expect(await run(0.25, [2, -0.5], [3, 4])).toEqual([6, 2]);
  const [first, second] = linearMap({ kind: 'linear', leastSlope: 0.25 }, 2).curves([
    2, -0.5, 0, 1,
  ]);
  expect([first?.at(3), second?.at(4), second?.inverse(2)]).toEqual([6, 2, 4]);
});

it('lets a slope below its bound come back, and go no further', async () => {
  const map = linearMap({ kind: 'linear', leastSlope: 0.25 }, 2);
  const slopeOf = async (sign: number) => {
    const gradient = tf.tidy(() =>
      tf.grad((slope: tf.Tensor) =>
        map
          .run([slope, tf.zeros([2])], tf.tensor2d([[1, 1]]))
          .sum()
          .mul(sign),
      )(tf.tensor1d([0.1, 0.5])),
    );
    const found = Array.from(await gradient.data());
    gradient.dispose();
    return found;
  };
  // A descent moves against the gradient: -1 makes the slope larger.
  expect(await slopeOf(-1)).toEqual([-1, -1]);
  expect(await slopeOf(1)).toEqual([0, 1]);
});

it('starts with slopes and intercepts in [0, 1)', () => {
  const values = linearMap({ kind: 'linear', leastSlope: null }, 500).initialValues(
    new RandomStream(1),
  );
  expect(values).toHaveLength(1000);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / 1000;
  expect(mean).toBeCloseTo(0.5, 1);
});

it('says where it goes, and refuses to invert a flat curve', () => {
  const curves = linearMap({ kind: 'linear', leastSlope: null }, 3).curves([2, -2, 0, 1, 1, 1]);
  expect(curves.map(({ direction }) => direction)).toEqual([1, -1, 0]);
  expect(curves.map(({ bent }) => bent)).toEqual([undefined, undefined, undefined]);
  expect(curves[1]?.inverse(5)).toBe(-2);
  expect(thrownCode(() => curves[2]?.inverse(1))).toBe('ERR_VALUES');
});
