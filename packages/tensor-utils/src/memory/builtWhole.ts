import * as tf from '@tensorflow/tfjs';
import { checkFunction } from '../argumentChecks.ts';

/** What TensorFlow.js 4.22 knows of the tensors that were made since a scope began. */
interface ScopeState {
  readonly activeScope: { readonly track: readonly tf.Tensor[] } | null;
}

/**
 * Runs what builds something of many tensors, such as a model with its optimisers: where one part refuses, nothing is left of the parts
 * before it. What `tf.keep` keeps is disposed of too then.
 *
 * @param build - Must not be asynchronous.
 * @returns What it built, with all its tensors.
 * @throws ArgumentError when it is no function; whatever it throws, after all tensors that it made were disposed of.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { builtWhole, FlatAdam } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   builtWhole(() => [new FlatAdam(3), new FlatAdam(-1)]);
 * } catch {
 *   console.log(tf.memory().numTensors); // 0
 * }
 * ```
 */
export function builtWhole<T>(build: () => T): T {
  checkFunction('builtWhole', 'build', build);
  const engine = tf.engine();
  engine.startScope('builtWhole');
  const { activeScope } = engine.state as unknown as ScopeState;
  const made = activeScope?.track ?? [];
  try {
    const built = build();
    // To the scope around it, as if there had been none.
    engine.endScope([...made]);
    return built;
  } catch (error) {
    tf.dispose([...made]);
    engine.endScope();
    throw error;
  }
}
