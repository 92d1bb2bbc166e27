import * as tf from '@tensorflow/tfjs';
import { splitInto, tensorTuple } from '@causal-mechanisms/tensor-utils';

/** One step of a GRU, with what its gradient needs; the caller disposes of the tensors. */
export interface GruStep {
  /** n + z (h - n) `[groups, batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** For {@link gruGatesGradient}. */
  readonly saved: readonly tf.Tensor[];
}

/**
 * One step of a GRU from its pre-activations: n = tanh(x_n + r (s_n + b)), with r and z the sigmoids of x + s.
 *
 * @param fromInput - r, z, n side by side `[groups, batch, 3 d]`; not disposed.
 * @param fromState - The same from the state, without the candidate's bias.
 * @param bias - The candidate's bias `[groups, 1, d]`.
 * @param hidden - The old state `[groups, batch, d]`.
 * @returns The new state.
 */
export function gruGates(
  fromInput: tf.Tensor3D,
  fromState: tf.Tensor3D,
  bias: tf.Tensor3D,
  hidden: tf.Tensor3D,
): GruStep {
  const d = hidden.shape[2];
  const [inputGates, inputCandidate] = splitInto(fromInput, [2 * d, d], 2);
  const [stateGates, stateCandidate] = splitInto(fromState, [2 * d, d], 2);
  const open = inputGates.add<tf.Tensor3D>(stateGates).sigmoid();
  const [r, z] = splitInto(open, 2, 2);
  const inner = stateCandidate.add<tf.Tensor3D>(bias);
  const n = inputCandidate.add<tf.Tensor3D>(r.mul(inner)).tanh();
  return { hidden: n.add(z.mul(hidden.sub(n))), saved: [r, z, n, inner] };
}

/** Gradients of one step of a GRU; the caller disposes of them. */
export interface GruStepGradient {
  /** For what came from the input `[groups, batch, 3 d]`. */
  readonly fromInput: tf.Tensor3D;
  /** For what came from the state `[groups, batch, 3 d]`; its last third is also that of the candidate's bias. */
  readonly fromState: tf.Tensor3D;
  /** For the old state, past the products `[groups, batch, d]`. */
  readonly hidden: tf.Tensor3D;
}

/**
 * The gradient of {@link gruGates}.
 *
 * @param hiddenGradient - For the new state `[groups, batch, d]`.
 * @param before - The old state, and what the step saved.
 * @returns The gradients.
 */
export function gruGatesGradient(
  hiddenGradient: tf.Tensor3D,
  before: { readonly hidden: tf.Tensor3D; readonly saved: readonly tf.Tensor[] },
): GruStepGradient {
  const [r, z, n, inner] = tensorTuple(before.saved, [3, 3, 3, 3]);
  const kept = hiddenGradient.mul<tf.Tensor3D>(z);
  const toNew = hiddenGradient.sub<tf.Tensor3D>(kept);
  const toCandidate = toNew.sub<tf.Tensor3D>(toNew.mul(n.square()));
  const toReset = toCandidate.mul<tf.Tensor3D>(inner).mul<tf.Tensor3D>(r.sub(r.square()));
  const toUpdate = hiddenGradient
    .mul<tf.Tensor3D>(before.hidden.sub(n))
    .mul<tf.Tensor3D>(z.sub(z.square()));
  return {
    fromInput: tf.concat([toReset, toUpdate, toCandidate], 2),
    fromState: tf.concat([toReset, toUpdate, toCandidate.mul(r)], 2),
    hidden: kept,
  };
}
