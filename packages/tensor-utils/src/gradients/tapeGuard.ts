import * as tf from '@tensorflow/tfjs';
import { checkFunction } from '../argumentChecks.ts';

/** What TensorFlow.js 4.22 remembers of a forward pass. */
interface TapeState {
  gradientDepth: number;
  activeTape: { readonly saved?: readonly tf.Tensor[] }[] | null;
}

/**
 * Runs work that differentiates, such as a call of what `tf.valueAndGrad` returns. Where the work throws, TensorFlow.js forgets the tensors
 * that it kept for the way back: they are disposed of here.
 *
 * @param body - Must not be asynchronous.
 * @returns What the body returns.
 * @throws ArgumentError when the body is no function; whatever the body throws.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tapeGuard } from '@causal-mechanisms/tensor-utils';
 *
 * const x = tf.scalar(3);
 * const slope = tapeGuard(() => tf.grad((at) => at.square())(x));
 * console.log(await slope.data()); // [6]
 * tf.dispose([x, slope]);
 * ```
 */
export function tapeGuard<T>(body: () => T): T {
  checkFunction('tapeGuard', 'body', body);
  try {
    return body();
  } catch (error) {
    const { state } = tf.engine() as unknown as { readonly state: TapeState };
    // Within another gradient the tape is still needed: the outermost guard clears it.
    if (state.gradientDepth === 0) {
      for (const { saved } of state.activeTape ?? []) tf.dispose([...(saved ?? [])]);
      state.activeTape = null;
    }
    throw error;
  }
}
