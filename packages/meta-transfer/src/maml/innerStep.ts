import * as tf from '@tensorflow/tfjs';
import { backwardPass, forwardPass } from './network/layerPasses.ts';
import type { BackwardPass, ForwardPass } from './network/layerPasses.ts';
import type { Layer, Mlp } from './network/mlp.ts';
import type { TaskLoss } from './network/taskLoss.ts';

/** The points of all tasks as tensors. */
export interface PointTensors {
  /** `[tasks, points, inputs]`. */
  readonly x: tf.Tensor3D;
  /** `[tasks, points, outputs]`. */
  readonly y: tf.Tensor3D;
}

/** What is adapted, and how. */
export interface Adaptation {
  /** The network. */
  readonly network: Mlp;
  /** The loss of a task. */
  readonly loss: TaskLoss;
  /** The step size. */
  readonly rate: number;
}

/** One gradient step of every task, with what the way back through it needs. */
export interface InnerStep {
  /** The weights before the step. */
  readonly before: readonly Layer[];
  /** The weights after it, of each task its own. */
  readonly after: readonly Layer[];
  /** The forward pass on the points of the step. */
  readonly forward: ForwardPass;
  /** The backward pass; everything in it is times the step size. */
  readonly backward: BackwardPass;
}

/**
 * One gradient step of every task on its own points: `theta_i - alpha grad L_i(theta_i)`.
 *
 * @param layers - Weights, of each task its own or one set for all.
 * @param points - What each task learns from.
 * @param adaptation - Network, loss and step size.
 * @returns The step; to be called in a `tf.tidy`.
 */
export function innerStep(
  layers: readonly Layer[],
  { x, y }: PointTensors,
  { network, loss, rate }: Adaptation,
): InnerStep {
  const forward = forwardPass(layers, x, network.activation);
  // The step size goes in here once, instead of into every gradient.
  const delta = loss.gradient(forward.answers, y, rate);
  const backward = backwardPass(layers, forward, delta, network.activation);
  return { before: layers, after: subtract(layers, backward.gradient), forward, backward };
}

/**
 * @param layers - Weights.
 * @param others - As many.
 * @returns Their differences; where one side is shared by all tasks and the other is not, of each task its own.
 */
export function subtract(layers: readonly Layer[], others: readonly Layer[]): Layer[] {
  return layers.map(({ kernel, bias }, i) => {
    const other = others[i];
    if (other === undefined) return { kernel, bias };
    return { kernel: tf.sub(kernel, other.kernel), bias: tf.sub(bias, other.bias) };
  });
}
