import * as tf from '@tensorflow/tfjs';

/** The counter that every tfjs backend of 4.22 has. */
interface CountingBackend {
  numDataIds(): number;
}

/**
 * Runs a function twice and expects the second run to leave neither live tensors nor values in the backend behind.
 * The first run may create what is kept on purpose, such as caches and variables.
 *
 * @param run - What to run; it disposes of all it makes.
 * @returns What the second run gave.
 * @throws Error when something is left behind, with the counts.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expectLeakFree } from '@causal-mechanisms/test-utils';
 *
 * await expectLeakFree(() => tf.tidy(() => tf.ones([2]).add(1).shape));
 * ```
 */
export async function expectLeakFree<T>(run: () => T | Promise<T>): Promise<T> {
  await run();
  const before = counts();
  const result = await run();
  const after = counts();
  if (after.tensors !== before.tensors || after.values !== before.values) {
    throw new Error(
      `expected no leak, got ${after.tensors - before.tensors} tensors and ` +
        `${after.values - before.values} values of the backend ${tf.getBackend()} more than before`,
    );
  }
  return result;
}

function counts(): { tensors: number; values: number } {
  const backend = tf.backend() as unknown as CountingBackend;
  return { tensors: tf.memory().numTensors, values: backend.numDataIds() };
}
