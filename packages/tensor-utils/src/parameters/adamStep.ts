import * as tf from '@tensorflow/tfjs';
import { hasKernel } from '../kernels/kernelChecks.ts';
import { tensorTuple } from '../tensors/tensorTuple.ts';

/** The moments of Adam. */
export interface AdamMoments {
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
}

/** The constants of one update, with the corrections for its number in them. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly rate: number;
}

/** The name under which a backend may register a kernel that does all of it in one pass. */
const FUSED = 'CausalAdam';

/**
 * One update: m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2, values - rate m' / (sqrt(v') + epsilon).
 *
 * @param values - The parameters `[n]`; not disposed.
 * @param gradient - `[n]`; not disposed.
 * @param moments - `[n]` each; not disposed.
 * @param constants - Of this update.
 * @returns The parameters, the first and the second moment after it; the caller disposes of them.
 */
export function adamStep(
  values: tf.Tensor1D,
  gradient: tf.Tensor1D,
  moments: AdamMoments,
  constants: AdamConstants,
): [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D] {
  return hasKernel(FUSED)
    ? fusedStep(values, gradient, moments, constants)
    : composedStep(values, gradient, moments, constants);
}

function fusedStep(
  values: tf.Tensor1D,
  gradient: tf.Tensor1D,
  { first, second }: AdamMoments,
  { beta1, beta2, epsilon, rate }: AdamConstants,
): [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D] {
  const settings = tf.tensor1d([beta1, 1 - beta1, beta2, 1 - beta2, epsilon, rate]);
  const found = tf
    .engine()
    .runKernel<tf.Tensor[]>(FUSED, { values, gradient, first, second, settings });
  settings.dispose();
  return tensorTuple(found, [1, 1, 1]);
}

/** @internal The same in a dozen ops, for backends without such a kernel; its oracle. */
export function composedStep(
  values: tf.Tensor1D,
  gradient: tf.Tensor1D,
  { first, second }: AdamMoments,
  { beta1, beta2, epsilon, rate }: AdamConstants,
): [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D] {
  return tf.tidy(() => {
    const m =
      beta1 === 0 ? gradient.clone() : first.mul(beta1).add<tf.Tensor1D>(gradient.mul(1 - beta1));
    const v = second.mul(beta2).add<tf.Tensor1D>(gradient.square().mul(1 - beta2));
    const change = m.div(v.sqrt().add(epsilon)).mul(rate);
    return [values.sub(change), m, v];
  });
}
