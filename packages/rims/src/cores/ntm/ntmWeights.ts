import type * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { softmaxGradient } from '../shared/contentWeights.ts';
import {
  interpolateWeights,
  logWeights,
  movedWeights,
  sharpenWeights,
  shiftWeights,
} from './ntmAddressing.ts';

/** What moves the heads of a Neural Turing Machine from where the content is and where they were. */
export interface NtmMove {
  /** How much of the content's place counts, in [0, 1] `[batch, heads, 1]`. */
  readonly gate: tf.Tensor3D;
  /** How much moves by -1, 0 and 1 slots; sums to one `[batch, heads, 3]`. */
  readonly shift: tf.Tensor3D;
  /** Sharpness, at least 1 `[batch, heads, 1]`. */
  readonly gamma: tf.Tensor3D;
}

/**
 * The places of the heads of a Neural Turing Machine: interpolation, shift and sharpening, one after the other.
 *
 * The gradient of a shift is a shift by the opposite amounts.
 *
 * @param content - Where the content is `[batch, heads, slots]`; not disposed.
 * @param previous - Where the heads were `[batch, heads, slots]`; not disposed.
 * @param move - Gate, shift and sharpness; not disposed.
 * @param sources - What `shiftSources` gives; not disposed.
 * @returns Weights that sum to one per head `[batch, heads, slots]`; the caller disposes of them. One op on the tape,
 * differentiable in the first three.
 */
export function ntmWeights(
  content: tf.Tensor3D,
  previous: tf.Tensor3D,
  { gate, shift, gamma }: NtmMove,
  sources: tf.Tensor2D,
): tf.Tensor3D {
  return withHandGradient([content, previous, gate, shift, gamma], {
    forward: () => {
      const moved = movedWeights(interpolateWeights(content, previous, gate), sources);
      const logarithms = logWeights(shiftWeights(moved, shift));
      const value = sharpenWeights(logarithms, gamma);
      const span = content.sub<tf.Tensor3D>(previous);
      return { value, saved: [span, gate, shift, gamma, moved, logarithms, value, sources] };
    },
    gradient: (dy, [span, g, s, sharpness, moved, logarithms, value, from]) => {
      const dPowers = softmaxGradient(dy, value);
      const dShifted = dPowers.mul(sharpness).div<tf.Tensor3D>(logarithms.exp());
      const dMixed = shiftWeights(movedWeights(dShifted, from), s.reverse(2));
      const dContent = dMixed.mul<tf.Tensor3D>(g);
      return [
        dContent,
        dMixed.sub(dContent),
        dMixed.mul(span).sum(2, true),
        moved.mul(dShifted.expandDims(2)).sum(3),
        dPowers.mul(logarithms).sum(2, true),
      ];
    },
  });
}
