import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import type { CoreState } from '../../cores/sequenceCore.ts';

/**
 * Starts some rows of a state anew. The rows are the first axis of every tensor.
 *
 * @param state - Not disposed.
 * @param initial - The state at a start, of as many rows; not disposed.
 * @param ended - `[rows]`, 1 where a row starts anew.
 * @returns The mixed state, the other rows to the last bit; the caller disposes of it.
 */
export function restartRows(state: CoreState, initial: CoreState, ended: Uint8Array): CoreState {
  return tidyAll(() => {
    const anew = tf.tensor1d(Float32Array.from(ended));
    const kept = tf.sub(1, anew);
    return mapState(state, (tensor, name) => {
      const shape = [ended.length, ...tensor.shape.slice(1).map(() => 1)];
      const [old, other] = [kept.reshape(shape), anew.reshape(shape)];
      return tensor.mul(old).add((initial[name] as tf.Tensor).mul(other));
    });
  });
}

/**
 * @param first - Not disposed.
 * @param second - Has the same names; not disposed.
 * @returns The rows of both, those of the first before; the caller disposes of it. Differentiable.
 */
export function joinRows(first: CoreState, second: CoreState): CoreState {
  return mapState(first, (tensor, name) => tf.concat([tensor, second[name] as tf.Tensor], 0));
}

/**
 * @param state - A state.
 * @param map - Makes a tensor of each.
 * @returns What it made, by name.
 */
export function mapState(
  state: CoreState,
  map: (tensor: tf.Tensor, name: string) => tf.Tensor,
): CoreState {
  return Object.fromEntries(
    Object.entries(state).map(([name, tensor]) => [name, map(tensor, name)]),
  );
}
