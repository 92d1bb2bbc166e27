import * as tf from '@tensorflow/tfjs';
import { splitParameters } from '@causal-mechanisms/tensor-utils';
import type { BatchTensors, MetaGradient, MetaGradientOptions } from './metaGradient.ts';
import type { PointTensors } from './innerStep.ts';
import { forwardPass } from './network/layerPasses.ts';

/**
 * What `metaGradient` computes, by nested tapes of TensorFlow.js: several times as slow, and derived by other hands.
 *
 * @param parameters - The weights, one set for all tasks, in the order of the layout; not disposed.
 * @param batch - The points of the tasks; not disposed.
 * @param options - Network, loss, steps and order.
 * @returns Loss and gradient, averaged over tasks.
 */
export function autodiffMetaGradient(
  parameters: tf.Tensor1D,
  { support, query }: BatchTensors,
  { network, loss, rate, order, steps }: MetaGradientOptions,
): MetaGradient {
  const taped = { ...network.activation, value: network.activation.taped };
  const lossesOf = (weights: readonly tf.Tensor[], { x, y }: PointTensors) =>
    loss.values(forwardPass(network.layers(weights), x, taped).answers, y);
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((flat: tf.Tensor) => {
      const tasks = support.x.shape[0];
      // Products with weights that tasks share have no gradient in TensorFlow.js: each task gets a copy.
      let weights = splitParameters(flat as tf.Tensor1D, network.layout).map((shared) =>
        tf.tile(shared, [tasks, 1, 1]),
      );
      for (let s = 0; s < steps; s++) {
        const supportLoss = (...given: tf.Tensor[]) => tf.sum(lossesOf(given, support));
        const gradients = tf.grads(supportLoss)(weights);
        weights = weights.map((weight, i) => {
          const step = tf.mul(gradients[i] as tf.Tensor, rate);
          return tf.sub(weight, order === 'first' ? constant(step) : step);
        });
      }
      return tf.mean(lossesOf(weights, query));
    })(parameters),
  );
  return { loss: value as tf.Scalar, gradient: grad as tf.Tensor1D };
}

/** The tensor, which the tape takes for a constant: TensorFlow.js has no op for it. */
function constant(tensor: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({
    value: (x as tf.Tensor).clone(),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(tensor);
}
