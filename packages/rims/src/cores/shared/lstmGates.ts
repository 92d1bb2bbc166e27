import * as tf from '@tensorflow/tfjs';
import { splitInto, tensorTuple } from '@causal-mechanisms/tensor-utils';

/** One step of an LSTM, with what its gradient needs; the caller disposes of the tensors. */
export interface LstmStep {
  /** o tanh(c) `[.., d]`. */
  readonly hidden: tf.Tensor3D;
  /** c = f c_old + i g `[.., d]`. */
  readonly cell: tf.Tensor3D;
  /** For {@link lstmGatesGradient}. */
  readonly saved: readonly tf.Tensor[];
}

/**
 * One step of an LSTM from its pre-activations.
 *
 * @param pre - Gates i, f, o and candidate g side by side `[groups, batch, 4 d]`; not disposed.
 * @param cell - `[groups, batch, d]`; not disposed.
 * @returns The new state.
 */
export function lstmGates(pre: tf.Tensor3D, cell: tf.Tensor3D): LstmStep {
  const d = cell.shape[2];
  const [open, candidate] = splitInto(pre, [3 * d, d], 2);
  const [i, f, o] = splitInto(open.sigmoid(), 3, 2);
  const g = candidate.tanh();
  const next = f.mul(cell).add<tf.Tensor3D>(i.mul(g));
  const squashed = next.tanh();
  return { hidden: o.mul(squashed), cell: next, saved: [i, f, o, g, squashed] };
}

/** Gradients of one step of an LSTM; the caller disposes of them. */
export interface LstmStepGradient {
  /** For the pre-activations `[groups, batch, 4 d]`. */
  readonly pre: tf.Tensor3D;
  /** For the old cell `[groups, batch, d]`. */
  readonly cell: tf.Tensor3D;
}

/**
 * The gradient of {@link lstmGates}.
 *
 * @param hiddenGradient - For the new hidden state `[groups, batch, d]`.
 * @param cellGradient - For the new cell `[groups, batch, d]`.
 * @param before - The old cell, and what the step saved.
 * @returns The gradients for pre-activations and old cell.
 */
export function lstmGatesGradient(
  hiddenGradient: tf.Tensor3D,
  cellGradient: tf.Tensor3D,
  before: { readonly cell: tf.Tensor3D; readonly saved: readonly tf.Tensor[] },
): LstmStepGradient {
  const [i, f, o, g, squashed] = tensorTuple(before.saved, [3, 3, 3, 3, 3]);
  const through = hiddenGradient.mul(o);
  const inner = cellGradient.add<tf.Tensor3D>(through.sub(through.mul(squashed.square())));
  const byInput = inner.mul<tf.Tensor3D>(i);
  const gates = tf.concat([i, f, o], 2);
  const slopes = gates.sub<tf.Tensor3D>(gates.square());
  const toGates = tf
    .concat([inner.mul(g), inner.mul(before.cell), hiddenGradient.mul(squashed)], 2)
    .mul<tf.Tensor3D>(slopes);
  const toCandidate = byInput.sub<tf.Tensor3D>(byInput.mul(g.square()));
  return { pre: tf.concat([toGates, toCandidate], 2), cell: inner.mul(f) };
}
