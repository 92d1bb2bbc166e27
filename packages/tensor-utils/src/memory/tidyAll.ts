import * as tf from '@tensorflow/tfjs';
import { checkFunction } from '../argumentChecks.ts';

/**
 * `tf.tidy` for any nesting of objects and arrays, read-only ones included, which its own type does not admit.
 *
 * @param body - Makes tensors; must not be asynchronous.
 * @returns What the body returns: its tensors live on, all others made in it are disposed.
 * @throws ArgumentError when the body is no function.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tidyAll } from '@causal-mechanisms/tensor-utils';
 *
 * const { sum } = tidyAll(() => ({ sum: tf.ones([3]).sum() }));
 * console.log(tf.memory().numTensors); // 1
 * sum.dispose();
 * ```
 */
export function tidyAll<T extends object>(body: () => T): T {
  checkFunction('tidyAll', 'body', body);
  return tf.tidy(body as () => tf.TensorContainer) as T;
}
