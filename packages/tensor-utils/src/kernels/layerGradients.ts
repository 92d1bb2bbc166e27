import * as tf from '@tensorflow/tfjs';
import { checkNumbers } from '../arrayChecks.ts';
import { ShapeError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape, hasKernel } from './kernelChecks.ts';

/** The geometry of a convolution of stride 1 with zero padding that keeps the size. */
const SAME = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] } as const;

/** The name under which a backend may register a kernel for {@link convInputEluGradient} with 3x3 filters. */
const FUSED_GRADIENT = 'CausalConvInputEluGrad';

/** The most entries of a filter: they are counted by 32 bits. */
const MOST_ENTRIES = 2 ** 31 - 1;

/**
 * The gradient of `tf.conv2d(x, filter, 1, 'same')` with respect to its filter.
 *
 * @param x - The input `[n, height, width, cIn]`; not disposed.
 * @param dy - The gradient of the output `[n, height, width, cOut]`; not disposed.
 * @param filterShape - `[kernelHeight, kernelWidth, cIn, cOut]`.
 * @returns A tensor of that shape; the caller disposes of it.
 * @throws ArgumentError or ValuesError for what is no float32 tensor or no shape; DisposedError; ShapeError when the shapes do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { convFilterGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * const gradient = tf.tidy(() =>
 *   convFilterGradient(tf.ones([1, 4, 4, 1]), tf.ones([1, 4, 4, 1]), [1, 1, 1, 1]),
 * );
 * console.log(await gradient.data()); // [16]
 * gradient.dispose();
 * ```
 */
export function convFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: readonly [number, number, number, number],
): tf.Tensor4D {
  const owner = 'convFilterGradient';
  checkFilterShape(owner, filterShape);
  const [, , from, to] = filterShape;
  checkTensor(owner, 'x', x, { shape: [null, null, null, from] });
  expectShape(owner, 'dy', dy, [...x.shape.slice(0, 3), to]);
  return tf
    .engine()
    .runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...SAME, filterShape: [...filterShape] });
}

/**
 * The gradient of `tf.conv2d(x, filter, 1, 'same')` with respect to its input.
 *
 * @param dy - The gradient of the output `[n, height, width, cOut]`; not disposed.
 * @param filter - `[kernelHeight, kernelWidth, cIn, cOut]`; not disposed.
 * @returns `[n, height, width, cIn]`; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError when the shapes do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { convInputGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * const gradient = tf.tidy(() => convInputGradient(tf.ones([1, 4, 4, 2]), tf.ones([1, 1, 3, 2])));
 * console.log(gradient.shape); // [ 1, 4, 4, 3 ]
 * gradient.dispose();
 * ```
 */
export function convInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  checkTensor('convInputGradient', 'filter', filter, { rank: 4 });
  checkTensor('convInputGradient', 'dy', dy, { shape: [null, null, null, filter.shape[3]] });
  const [n, height, width] = dy.shape;
  return tf
    .engine()
    .runKernel(
      tf.Conv2DBackpropInput,
      { dy, filter },
      { ...SAME, inputShape: [n, height, width, filter.shape[2]] },
    );
}

/**
 * The gradient of `tf.conv2d(tf.elu(z), filter, 1, 'same')` with respect to `z`: {@link convInputGradient} and
 * {@link eluGradient} in one, without a tensor between them where the backend can.
 *
 * @param dy - The gradient of the output `[n, height, width, cOut]`; not disposed.
 * @param filter - `[kernelHeight, kernelWidth, cIn, cOut]`; not disposed.
 * @param activated - The output of `tf.elu`, `[n, height, width, cIn]`; not disposed.
 * @returns `[n, height, width, cIn]`; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError when the shapes do not fit.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { convInputEluGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * const activated = tf.tensor4d([1, -0.5], [1, 1, 1, 2]);
 * const gradient = tf.tidy(() =>
 *   convInputEluGradient(tf.ones([1, 1, 1, 1]), tf.ones([1, 1, 2, 1]), activated),
 * );
 * console.log(await gradient.data()); // [1, 0.5]
 * tf.dispose([activated, gradient]);
 * ```
 */
export function convInputEluGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  activated: tf.Tensor4D,
): tf.Tensor4D {
  checkConvolution(dy, filter, activated);
  const [height, width, channels, filters] = filter.shape;
  const small = channels > 1 && Math.max(channels, filters) <= 256;
  if (small && height === 3 && width === 3 && activated.size > 0 && hasKernel(FUSED_GRADIENT)) {
    return tf.engine().runKernel(FUSED_GRADIENT, { dy, filter, activated });
  }
  const dInput = convInputGradient(dy, filter);
  const gradient = eluGradient(dInput, activated);
  dInput.dispose();
  return gradient;
}

/**
 * The gradient of `tf.elu`.
 *
 * @param dy - The gradient of the output; not disposed.
 * @param y - The output of `tf.elu`; not disposed.
 * @returns A tensor of the same shape; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError when the shapes differ.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { eluGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const gradient = tf.tidy(() => eluGradient(tf.ones([2]), tf.tensor1d([3, -0.5])));
 * console.log(await gradient.data()); // [1, 0.5]
 * gradient.dispose();
 * ```
 */
export function eluGradient<T extends tf.Tensor>(dy: T, y: T): T {
  checkTensor('eluGradient', 'y', y);
  expectShape('eluGradient', 'dy', dy, y.shape);
  return tf.engine().runKernel(tf.EluGrad, { dy, y });
}

/**
 * Sums over all axes but the last: the gradient of a bias that was added per channel.
 *
 * @param x - `[..., c]`; not disposed.
 * @returns `[c]`; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError for a scalar.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { channelSum } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const sum = tf.tidy(() => channelSum(tf.ones([4, 3, 2])));
 * console.log(await sum.data()); // [12, 12]
 * sum.dispose();
 * ```
 */
export function channelSum(x: tf.Tensor): tf.Tensor1D {
  checkTensor('channelSum', 'x', x);
  if (x.rank === 0) throw new ShapeError('channelSum: x must have at least one axis, got a scalar');
  if (hasKernel('CausalColumnSum')) {
    return tf.engine().runKernel('CausalColumnSum', { x });
  }
  return tf.tidy(() => tf.sum(x.reshape([-1, x.shape.at(-1) ?? 1]), 0));
}

function checkFilterShape(owner: string, filterShape: readonly number[]): void {
  checkNumbers(owner, 'filterShape', filterShape, { length: 4, whole: true, least: 1 });
  const entries = filterShape.reduce((all, side) => all * side, 1);
  if (entries <= MOST_ENTRIES) return;
  throw new ShapeError(
    `${owner}: filterShape must be that of at most ${MOST_ENTRIES} entries, got [${filterShape.join(', ')}]`,
    { data: { filterShape } },
  );
}

function checkConvolution(dy: tf.Tensor4D, filter: tf.Tensor4D, activated: tf.Tensor4D): void {
  for (const [name, tensor] of [
    ['dy', dy],
    ['filter', filter],
    ['activated', activated],
  ] as const) {
    checkTensor('convInputEluGradient', name, tensor, { rank: 4 });
  }
  const [gradient, kernel, input] = [dy.shape, filter.shape, activated.shape];
  const fits =
    gradient[0] === input[0] &&
    gradient[1] === input[1] &&
    gradient[2] === input[2] &&
    gradient[3] === kernel[3] &&
    input[3] === kernel[2];
  if (fits) return;
  throw new ShapeError(
    `convInputEluGradient: the shapes of dy [${gradient.join(', ')}], filter [${kernel.join(', ')}] and activated [${input.join(', ')}] do not fit`,
    { data: { gradient, filter: kernel, input } },
  );
}
