import * as tf from '@tensorflow/tfjs';
import { joinParameters, tapeGuard } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';

/** A loss and its gradients; the caller disposes of the tensors. */
export interface FlatGradients {
  /** The loss. */
  readonly value: tf.Scalar;
  /** One per vector, of its length. */
  readonly gradients: tf.Tensor1D[];
}

/**
 * A loss and its gradient for whole vectors. It is taken for the parameters that the vectors hold, and joined: taken for a vector, it
 * would go through the split of the vector as well.
 *
 * @param vectors - What the loss depends on; every parameter of them takes part in it.
 * @param loss - Is given the parameters of each vector, in order.
 * @returns Both.
 */
export function flatGradients(
  vectors: readonly ParameterVector[],
  loss: (...parameters: readonly (readonly tf.Tensor[])[]) => tf.Scalar,
): FlatGradients {
  const counts = vectors.map(({ views }) => views.length);
  const partsOf = (all: readonly tf.Tensor[]): tf.Tensor[][] => {
    let from = 0;
    return counts.map((count) => all.slice(from, (from += count)));
  };
  return tf.tidy(() => {
    const run = (...given: tf.Tensor[]) => loss(...partsOf(given));
    const given = vectors.flatMap(({ views }) => [...views]);
    const { value, grads } = tapeGuard(() => tf.valueAndGrads(run)(given));
    return { value, gradients: partsOf(grads).map(joinParameters) };
  });
}
