import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { imageOf, spectrallyNormalised } from '../../../src/networks/spectral/spectralNorm.ts';
import { normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

// W = [[3, 0], [4, 5]]: W^T W = [[25, 20], [20, 25]], with eigenvalues 45 and 5 along (1, 1) and (1, -1).
const known = () => tf.tensor2d([3, 0, 4, 5], [2, 2]);
const first = () => column(1, 0);
const column = (...values: number[]) => tf.tensor2d(values, [values.length, 1]);
/** The norm of a kernel, by what it was divided by. */
const norm = async (kernel: tf.Tensor2D, direction: tf.Tensor2D): Promise<number> => {
  const [divided = NaN] = await numbers(spectrallyNormalised(kernel, direction));
  const [entry = NaN] = await numbers(kernel);
  return entry / divided;
};

it('is the length of W u', async () => {
  expect(await norm(known(), first())).toBeCloseTo(5, 5);
  const best = column(Math.SQRT1_2, Math.SQRT1_2);
  expect(await norm(known(), best)).toBeCloseTo(Math.sqrt(45), 5);
});

/** A step of the power iteration. */
const nextDirection = (kernel: tf.Tensor2D, u: tf.Tensor2D): tf.Tensor2D => {
  const next = tf.matMul<tf.Tensor2D>(kernel, imageOf(kernel, u), true, false);
  return next.div(next.norm());
};

it('converges to the largest singular value', async () => {
  let u = first();
  for (let i = 0; i < 8; i++) u = nextDirection(known(), u);
  expect(await norm(known(), u)).toBeCloseTo(Math.sqrt(45), 4);
  expect((await numbers(spectrallyNormalised(known(), u)))[3]).toBeCloseTo(5 / Math.sqrt(45), 4);
});

it('takes a kernel of a convolution as a matrix of one column per output', async () => {
  const kernel = normals<tf.Rank.R4>([3, 3, 2, 4], 1);
  const u = column(0.5, -0.5, 0.5, 0.5);
  const image = tf.matMul(kernel.reshape([18, 4]), u);
  const expected = await numbers(kernel.div(image.norm()));
  const normalised = spectrallyNormalised(kernel, u);
  expect(normalised.shape).toEqual([3, 3, 2, 4]);
  (await numbers(normalised)).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? 0, 5));
});

it('goes through sigma with its gradient, the direction held', async () => {
  const u = column(0.6, 0.8, 0);
  const kernel = normals<tf.Rank.R2>([4, 3], 2);
  const weights = normals<tf.Rank.R2>([4, 3], 3);
  const loss = (w: tf.Tensor) => spectrallyNormalised(w, u).mul(weights).sum<tf.Scalar>();
  await expectGradient(loss, [kernel], { directions: 6 });
  await expectLeakFree(() => {
    tf.grad(loss)(kernel).dispose();
  });
});

it('does not change with the scale of the kernel, and survives a kernel of zeros', async () => {
  const [u, w] = [column(0.6, 0.8), known()];
  const same = await numbers(spectrallyNormalised(w.mul<tf.Tensor2D>(10), u));
  (await numbers(spectrallyNormalised(w, u))).forEach((v, i) =>
    expect(v).toBeCloseTo(same[i] ?? 0, 5),
  );
  expect(await numbers(spectrallyNormalised(tf.zeros<tf.Rank.R2>([2, 2]), u))).toEqual([
    0, 0, 0, 0,
  ]);
});
