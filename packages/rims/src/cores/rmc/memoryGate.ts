import * as tf from '@tensorflow/tfjs';
import { splitInto, withHandGradient } from '@causal-mechanisms/tensor-utils';

/** What {@link memoryGate} reads. */
export interface MemoryGateInputs {
  /** The memory M `[batch * slots, width]`. */
  readonly memory: tf.Tensor2D;
  /** What would replace it, C `[batch * slots, width]`. */
  readonly candidate: tf.Tensor2D;
  /** What the input contributes to the gates, biases included, P `[batch, 2 * gates]`. */
  readonly fromInput: tf.Tensor2D;
  /** W `[width, 2 * gates]`, with one gate per unit (`gates = width`) or per row (`gates = 1`). */
  readonly kernel: tf.Tensor2D;
}

/**
 * The gated update of a relational memory (Santoro et al., 2018):
 * `[i, f] = sigmoid(tanh(M) W + P)`, `M <- i tanh(C) + f M`; the input gates come first.
 *
 * @param inputs - Memory, candidate, what comes from the input, and the kernel; not disposed.
 * @returns `[batch * slots, width]`; the caller disposes of it. One op on the tape, differentiable in all four.
 */
export function memoryGate(inputs: MemoryGateInputs): tf.Tensor2D {
  const { memory, candidate, fromInput, kernel } = inputs;
  const [rows, width] = memory.shape;
  const [batch, both] = fromInput.shape;
  const gates = both / 2;
  const slots = rows / batch;
  return withHandGradient([memory, candidate, fromInput, kernel], {
    forward: () => {
      const squashed = memory.tanh();
      const sums = squashed.matMul(kernel).reshape([batch, slots, both]);
      const opened = sums
        .add(fromInput.reshape([batch, 1, both]))
        .sigmoid()
        .reshape<tf.Tensor2D>([rows, both]);
      const [enter, keep] = splitInto(opened, 2, 1);
      const entering = candidate.tanh();
      const value = enter.mul(entering).add<tf.Tensor2D>(keep.mul(memory));
      return { value, saved: [memory, squashed, kernel, enter, keep, entering] };
    },
    gradient: (dy, [held, squashed, weights, enter, keep, entering]) => {
      const perGate = (gradient: Two) => (gates === width ? gradient : gradient.sum<Two>(1, true));
      const dSums = tf.concat2d(
        [perGate(dy.mul(entering)).mul(slope(enter)), perGate(dy.mul(held)).mul(slope(keep))],
        1,
      );
      const dSquashed = tf.matMul<Two>(dSums, weights, false, true);
      return [
        dy.mul(keep).add(throughTanh(dSquashed, squashed)),
        throughTanh(dy.mul(enter), entering),
        dSums.reshape([batch, slots, both]).sum(1),
        squashed.matMul(dSums, true, false),
      ];
    },
  });
}

type Two = tf.Tensor2D;

/** The slope of the logistic function where it has the value y. */
function slope(y: tf.Tensor2D): tf.Tensor2D {
  return y.sub(y.square());
}

/** The gradient before a tanh whose value is y. */
function throughTanh(dy: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return dy.sub(dy.mul(y.square()));
}
