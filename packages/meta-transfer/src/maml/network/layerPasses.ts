import * as tf from '@tensorflow/tfjs';
import type { Activation } from './activation.ts';
import type { Layer } from './mlp.ts';

/** What a forward pass leaves for the passes after it. */
export interface ForwardPass {
  /** What comes into every layer `[tasks, points, in]`: first the inputs, then the values of the hidden layers. */
  readonly values: readonly tf.Tensor3D[];
  /** What comes into the units of every hidden layer `[tasks, points, out]`. */
  readonly sums: readonly tf.Tensor3D[];
  /** `[tasks, points, outputs]`. */
  readonly answers: tf.Tensor3D;
}

/** What a backward pass leaves. */
export interface BackwardPass {
  /** The gradient by the weights, task by task. */
  readonly gradient: readonly Layer[];
  /** The gradient by the sums of every layer, the last included `[tasks, points, out]`. */
  readonly deltas: readonly tf.Tensor3D[];
  /** The gradient by the values of every hidden layer `[tasks, points, out]`. */
  readonly signals: readonly tf.Tensor3D[];
  /** The slope of the activation at every hidden layer `[tasks, points, out]`. */
  readonly slopes: readonly tf.Tensor3D[];
}

/**
 * Runs a network on the points of all tasks at once.
 *
 * @param layers - Weights, of each task its own or one set for all.
 * @param inputs - `[tasks, points, in]`; not disposed.
 * @param activation - Of the hidden layers.
 * @returns Tensors of its own, but for the inputs; to be called in a `tf.tidy`.
 */
export function forwardPass(
  layers: readonly Layer[],
  inputs: tf.Tensor3D,
  activation: Activation,
): ForwardPass {
  const values = [inputs];
  const sums: tf.Tensor3D[] = [];
  let value = inputs;
  for (const [i, { kernel, bias }] of layers.entries()) {
    const sum: tf.Tensor3D = tf.add(tf.matMul(value, kernel), bias);
    if (i === layers.length - 1) return { values, sums, answers: sum };
    value = activation.value(sum);
    sums.push(sum);
    values.push(value);
  }
  return { values, sums, answers: value };
}

/**
 * The gradient of a loss by the weights.
 *
 * @param layers - The weights of the forward pass.
 * @param forward - What it left.
 * @param delta - The gradient by the answers `[tasks, points, outputs]`.
 * @param activation - Of the hidden layers.
 * @returns The gradient, `[tasks, ...]` even where all tasks share their weights; to be called in a `tf.tidy`.
 */
export function backwardPass(
  layers: readonly Layer[],
  { values, sums }: ForwardPass,
  delta: tf.Tensor3D,
  activation: Activation,
): BackwardPass {
  const gradient: Layer[] = [];
  const deltas: tf.Tensor3D[] = [delta];
  const signals: tf.Tensor3D[] = [];
  const slopes: tf.Tensor3D[] = [];
  for (let i = layers.length - 1; i >= 0; i--) {
    const [layer, value, sum] = [layers[i], values[i], sums[i - 1]];
    if (layer === undefined || value === undefined) break;
    gradient.unshift(layerGradient(value, delta));
    if (sum === undefined) break;
    const signal: tf.Tensor3D = tf.matMul(delta, layer.kernel, false, true);
    const slope: tf.Tensor3D = activation.slope(sum, value);
    delta = tf.mul<tf.Tensor3D>(signal, slope);
    signals.unshift(signal);
    slopes.unshift(slope);
    deltas.unshift(delta);
  }
  return { gradient, deltas, signals, slopes };
}

/**
 * @param value - What comes into a layer `[tasks, points, in]`.
 * @param delta - The gradient by its sums `[tasks, points, out]`.
 * @returns The gradient by its weights, task by task.
 */
export function layerGradient(value: tf.Tensor3D, delta: tf.Tensor3D): Layer {
  return { kernel: tf.matMul(value, delta, true, false), bias: tf.sum(delta, 1, true) };
}
