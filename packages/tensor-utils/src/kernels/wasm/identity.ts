import type * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { backendOf, input } from './backendAccess.ts';

/**
 * Identity: a second reference to the same values. The stock kernel copies them, and every op that is differentiated
 * clones what it saves.
 */
export function identity(call: KernelCall): tf.TensorInfo {
  const { dataId, shape, dtype } = input(call, 'x');
  backendOf(call).incRef(dataId);
  return { dataId, shape, dtype };
}
