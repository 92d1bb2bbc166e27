import * as tf from '@tensorflow/tfjs';
import { innerStep, subtract } from './innerStep.ts';
import type { Adaptation, InnerStep, PointTensors } from './innerStep.ts';
import { backwardPass, forwardPass } from './network/layerPasses.ts';
import type { Layer } from './network/mlp.ts';
import { tangentPass } from './network/tangentPass.ts';

/** The points of a batch of tasks as tensors. */
export interface BatchTensors {
  /** What each task adapts to. */
  readonly support: PointTensors;
  /** What it is judged by. */
  readonly query: PointTensors;
}

/** What is differentiated. */
export interface MetaGradientOptions extends Adaptation {
  /** Gradient steps of every task, at least 0. */
  readonly steps: number;
  /** Whether the steps are differentiated too, or taken for constant shifts. */
  readonly order: 'first' | 'second';
}

/** What `metaGradient` gives; the caller disposes of the tensors. */
export interface MetaGradient {
  /** The mean over tasks of their loss on the query points after adaptation, a scalar. */
  readonly loss: tf.Scalar;
  /** Its gradient by the parameters before adaptation, in the order of the layout. */
  readonly gradient: tf.Tensor1D;
}

/**
 * The gradient of the loss after adaptation by the weights before it.
 *
 * With `theta_0 = theta` and `theta_{s+1} = theta_s - alpha grad L_0(theta_s)` the second order is
 * `(I - alpha H_0) ... (I - alpha H_{k-1}) grad L_1(theta_k)`, where `H_s` is the Hessian of the support loss at `theta_s`: one
 * `tangentPass` per step, last step first, without a tape. The first order leaves all `H_s` out.
 *
 * @param layers - The weights, one set for all tasks; not disposed.
 * @param batch - The points of the tasks; not disposed.
 * @param options - Network, loss, steps and order.
 * @returns Loss and gradient, averaged over tasks.
 */
export function metaGradient(
  layers: readonly Layer[],
  { support, query }: BatchTensors,
  { order, steps, ...adaptation }: MetaGradientOptions,
): MetaGradient {
  const { network, loss, rate } = adaptation;
  const [value, gradient] = tf.tidy((): [tf.Scalar, tf.Tensor1D] => {
    const taken: InnerStep[] = [];
    let adapted = layers;
    for (let s = 0; s < steps; s++) {
      const step = innerStep(adapted, support, adaptation);
      taken.push(step);
      adapted = step.after;
    }
    const forward = forwardPass(adapted, query.x, network.activation);
    const delta = loss.gradient(forward.answers, query.y, 1 / query.x.shape[0]);
    let back: readonly Layer[] = backwardPass(adapted, forward, delta, network.activation).gradient;
    for (const step of order === 'second' ? taken.reverse() : []) {
      const product = tangentPass(step.before, back, {
        ...step,
        activation: network.activation,
        deltaTangent: (tangent) => loss.tangent(step.forward.answers, tangent, rate),
      });
      back = subtract(back, product);
    }
    const mean = tf.mean<tf.Scalar>(loss.values(forward.answers, query.y));
    return [mean, sumOverTasks(back)];
  });
  return { loss: value, gradient };
}

/** The gradient of all tasks together, in the order of the layout: one sum, where one per parameter would cost more ops. */
function sumOverTasks(gradient: readonly Layer[]): tf.Tensor1D {
  const rows = gradient.flatMap(({ kernel, bias }) =>
    [kernel, bias].map((part) => tf.reshape(part, [part.shape[0], -1])),
  );
  return tf.sum<tf.Tensor1D>(tf.concat(rows, 1), 0);
}
