import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { affine } from '../../../src/networks/layers/affine.ts';
import { normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

/** The plain form: one op after the other. */
function plain(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias: tf.Tensor,
  activated: boolean,
  noise?: tf.Tensor,
): tf.Tensor {
  const product =
    kernel.rank === 2
      ? x.matMul<tf.Tensor>(kernel)
      : tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
  const noised = noise === undefined ? product.add(bias) : product.add(bias).add(noise);
  return activated ? noised.leakyRelu(0.2) : noised;
}

const dense = () => [normals([5, 3], 1), normals([3, 4], 2), normals([4], 3)] as const;
const convolution = () =>
  [normals([2, 4, 5, 3], 1), normals([3, 3, 3, 4], 2), normals([4], 3)] as const;
const drawnFor = { dense: () => normals([5, 4], 4), convolution: () => normals([2, 4, 5, 1], 4) };
const scaleFor = { dense: () => normals([4], 5), convolution: () => normals([4, 5, 4], 5) };
const inputsFor = { dense, convolution };

describe.each(['dense', 'convolution'] as const)('%s', (kind) => {
  // Made in the tests: before that the backend is another one.
  const operands = () => [...inputsFor[kind](), drawnFor[kind](), scaleFor[kind]()] as const;

  it.each([true, false])(
    'computes as one op after the other does, activated: %p',
    async (activated) => {
      const [x, kernel, bias, drawn, scale] = operands();
      const noise = { drawn, scale };
      const pairs = [
        [affine(x, kernel, bias as tf.Tensor1D, { activated }), plain(x, kernel, bias, activated)],
        [
          affine(x, kernel, bias as tf.Tensor1D, { activated, noise }),
          plain(x, kernel, bias, activated, drawn.mul(scale)),
        ],
      ] as const;
      for (const [found, expected] of pairs) {
        expect(found.shape).toEqual(expected.shape);
        const values = await numbers(expected);
        (await numbers(found)).forEach((value, i) => {
          expect(value).toBeCloseTo(values[i] ?? NaN, 4);
        });
      }
    },
  );

  it('has the gradients of the plain form, in all inputs or in some', async () => {
    const [x, kernel, bias, drawn, scale] = operands();
    const weights = normals(plain(x, kernel, bias, true).shape, 6);
    const fast = (a: tf.Tensor, w: tf.Tensor, b: tf.Tensor, s: tf.Tensor) =>
      affine(a, w, b as tf.Tensor1D, { activated: true, noise: { drawn: drawn.mul(1), scale: s } })
        .mul(weights)
        .sum<tf.Scalar>();
    const slow = (a: tf.Tensor, w: tf.Tensor, b: tf.Tensor, s: tf.Tensor) =>
      plain(a, w, b, true, drawn.mul(s)).mul(weights).sum<tf.Scalar>();
    const all = [x, kernel, bias, scale];
    const [found, expected] = [tf.grads(fast)(all), tf.grads(slow)(all)];
    for (const [i, gradient] of expected.entries()) {
      const values = await numbers(gradient);
      (await numbers(found[i] ?? tf.zeros([0]))).forEach((value, j) => {
        expect(value).toBeCloseTo(values[j] ?? NaN, 3);
      });
    }
    const ofKernel = tf.grad((w: tf.Tensor) => fast(x, w, bias, scale))(kernel);
    expect(await numbers(ofKernel)).toEqual(await numbers(found[1] ?? tf.zeros([0])));
    await expectLeakFree(() => {
      tf.dispose(tf.grads(fast)(all));
    });
  });
});

it('agrees with finite differences', async () => {
  const [x, kernel, bias] = convolution();
  const weights = normals([2, 4, 5, 4], 6, 0.1);
  await expectGradient(
    (a, w, b) =>
      affine(a, w, b as tf.Tensor1D, { activated: false })
        .mul(weights)
        .sum<tf.Scalar>(),
    [x, kernel, bias],
    { floor: 1e-3 },
  );
});
