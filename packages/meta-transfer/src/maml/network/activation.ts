import * as tf from '@tensorflow/tfjs';
import { tanhTwice } from './twiceDifferentiable.ts';

/** The name of an activation. */
export type ActivationName = 'relu' | 'tanh' | 'softplus';

/** All of them. */
export const ACTIVATIONS = [
  'relu',
  'tanh',
  'softplus',
] as const satisfies readonly ActivationName[];

/** An activation with its first two derivatives, each from what is there already. */
export interface Activation {
  /**
   * @param sum - What comes into the units.
   * @returns What goes out.
   */
  readonly value: (sum: tf.Tensor3D) => tf.Tensor3D;
  /**
   * @param sum - What comes into the units.
   * @returns What goes out, by ops that nested tapes differentiate twice.
   */
  readonly taped: (sum: tf.Tensor3D) => tf.Tensor3D;
  /**
   * @param sum - What comes into the units.
   * @param value - What goes out.
   * @returns The first derivative.
   */
  readonly slope: (sum: tf.Tensor3D, value: tf.Tensor3D) => tf.Tensor3D;
  /**
   * @param value - What goes out.
   * @param slope - The first derivative.
   * @returns The second derivative. Absent: it is 0 wherever it exists.
   */
  readonly curvature?: (value: tf.Tensor3D, slope: tf.Tensor3D) => tf.Tensor3D;
}

const BY_NAME: Readonly<Record<ActivationName, Activation>> = {
  relu: {
    value: (sum) => tf.relu(sum),
    taped: (sum) => tf.relu(sum),
    // One op; tf.step takes ten times as long on the native backend.
    slope: (_, value) => tf.sign(value),
  },
  tanh: {
    value: (sum) => tf.tanh(sum),
    taped: tanhTwice,
    slope: (_, value) => tf.sub(1, tf.square(value)),
    curvature: (value, slope) => tf.mul(tf.mul(value, -2), slope),
  },
  softplus: {
    value: (sum) => tf.softplus(sum),
    taped: (sum) => tf.softplus(sum),
    slope: (sum) => tf.sigmoid(sum),
    curvature: (_, slope) => tf.mul(slope, tf.sub(1, slope)),
  },
};

/**
 * @param name - Of an activation.
 * @returns The activation.
 */
export function activation(name: ActivationName): Activation {
  return BY_NAME[name];
}
