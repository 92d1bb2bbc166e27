import * as tf from '@tensorflow/tfjs';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape, hasKernel } from './kernelChecks.ts';
import { eluGradient } from './layerGradients.ts';

/** The name under which a backend may register a kernel for {@link halvingPoolEluGradient}. */
const FUSED_GRADIENT = 'CausalHalvingPoolEluGrad';

/**
 * The gradient of `tf.avgPool(x, 2, 2, 'valid')`.
 *
 * @param dy - The gradient of the output `[n, height / 2, width / 2, c]`; not disposed.
 * @param x - The input `[n, height, width, c]`, for its shape; not disposed.
 * @returns A tensor of the input's shape; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError when the shapes do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { halvingPoolGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const gradient = tf.tidy(() =>
 *   halvingPoolGradient(tf.ones([1, 1, 1, 1]), tf.zeros([1, 2, 2, 1])),
 * );
 * console.log(await gradient.data()); // [0.25, 0.25, 0.25, 0.25]
 * gradient.dispose();
 * ```
 */
export function halvingPoolGradient(dy: tf.Tensor4D, x: tf.Tensor4D): tf.Tensor4D {
  checkPooled('halvingPoolGradient', dy, { x });
  return tf
    .engine()
    .runKernel(
      tf.AvgPoolGrad,
      { dy, input: x },
      { filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
    );
}

/**
 * The gradient of `tf.avgPool(tf.elu(z), 2, 2, 'valid')` with respect to `z`: {@link halvingPoolGradient} and {@link eluGradient} in one,
 * without a tensor between them where the backend can.
 *
 * @param dy - The gradient of the output `[n, height / 2, width / 2, c]`; not disposed.
 * @param activated - The output of `tf.elu`, `[n, height, width, c]`; not disposed.
 * @returns A tensor of that shape; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor; DisposedError; ShapeError when the shapes do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { halvingPoolEluGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const activated = tf.tensor4d([1, 3, -0.5, 0], [1, 2, 2, 1]);
 * const gradient = tf.tidy(() => halvingPoolEluGradient(tf.ones([1, 1, 1, 1]), activated));
 * console.log(await gradient.data()); // [0.25, 0.25, 0.125, 0.25]
 * tf.dispose([activated, gradient]);
 * ```
 */
export function halvingPoolEluGradient(dy: tf.Tensor4D, activated: tf.Tensor4D): tf.Tensor4D {
  checkPooled('halvingPoolEluGradient', dy, { activated });
  if (hasKernel(FUSED_GRADIENT)) return tf.engine().runKernel(FUSED_GRADIENT, { dy, activated });
  return tf.tidy(() => eluGradient(halvingPoolGradient(dy, activated), activated));
}

function checkPooled(
  owner: string,
  dy: tf.Tensor4D,
  before: Readonly<Record<string, tf.Tensor4D>>,
): void {
  for (const [name, images] of Object.entries(before)) {
    checkTensor(owner, name, images, { rank: 4 });
    const [n, height, width, channels] = images.shape;
    expectShape(owner, 'dy', dy, [n, Math.floor(height / 2), Math.floor(width / 2), channels]);
  }
}
