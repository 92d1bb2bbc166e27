import * as tf from '@tensorflow/tfjs';
import { checkNumber } from '../argumentChecks.ts';
import { checkTensor } from '../tensorChecks.ts';

/**
 * One step of an exponential moving average, `decay average + (1 - decay) values`.
 *
 * @param average - The average so far, of any shape; not disposed.
 * @param values - What comes, of the same shape; not disposed.
 * @param decay - The weight of the average so far, in [0, 1].
 * @returns The new average; the caller disposes of it.
 * @throws ArgumentError when one is no float32 tensor or the decay is out of its range; DisposedError; ShapeError when the shapes differ.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { movingAverage } from '@causal-mechanisms/tensor-utils';
 *
 * const [average, values] = [tf.tensor1d([1]), tf.tensor1d([5])];
 * const next = movingAverage(average, values, 0.75);
 * console.log(await next.data()); // [2]
 * tf.dispose([average, values, next]);
 * ```
 */
export function movingAverage<T extends tf.Tensor>(average: T, values: T, decay: number): T {
  checkTensor('movingAverage', 'average', average);
  checkTensor('movingAverage', 'values', values, { shape: average.shape });
  checkNumber('movingAverage', 'decay', decay, { least: 0, most: 1 });
  return tf.tidy(() => average.mul<T>(decay).add<T>(values.mul(1 - decay)));
}
