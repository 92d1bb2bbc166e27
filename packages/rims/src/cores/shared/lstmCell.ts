import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { splitInto, uniformValues, withHandGradient } from '@causal-mechanisms/tensor-utils';
import { lstmGates, lstmGatesGradient } from './lstmGates.ts';

/** The state of an LSTM. */
export interface LstmState {
  /** h `[batch, units]`. */
  readonly hidden: tf.Tensor2D;
  /** c `[batch, units]`. */
  readonly cell: tf.Tensor2D;
}

/**
 * A step of an LSTM that controls something else: `c' = sigmoid(f) c + sigmoid(i) tanh(g)`, `h' = sigmoid(o) tanh(c')`.
 *
 * @param gates - What goes into the gates, in the order i, f, o, g `[batch, 4 units]`; not disposed.
 * @param cell - c `[batch, units]`; not disposed.
 * @returns The next state; the caller disposes of it. Two ops on the tape, differentiable in both arguments.
 */
export function lstmStep(gates: tf.Tensor2D, cell: tf.Tensor2D): LstmState {
  const units = cell.shape[1];
  const both = withHandGradient([gates, cell], {
    forward: () => {
      const old = cell.reshape<tf.Tensor3D>([1, -1, units]);
      const next = lstmGates(gates.reshape([1, -1, 4 * units]), old);
      const value = tf.concat3d([next.hidden, next.cell], 2).as2D(-1, 2 * units);
      return { value, saved: [old, ...next.saved] };
    },
    gradient: (dy, [old, ...saved]) => {
      const stacked = dy.reshape<tf.Tensor3D>([1, -1, 2 * units]);
      const [dHidden, dCell] = splitInto(stacked, 2, 2);
      const before = { cell: old, saved };
      const { pre, cell: dOld } = lstmGatesGradient(dHidden, dCell, before);
      return [pre.as2D(-1, 4 * units), dOld.as2D(-1, units)];
    },
  });
  const [hidden, next] = splitInto(both, 2, 1);
  return { hidden, cell: next };
}

/**
 * Draws the bias of the gates i, f, o, g.
 *
 * @param units - Units.
 * @param forgetBias - Added to the bias of f: 1 lets a new cell remember.
 * @param stream - Where it is drawn from.
 * @returns Uniform in ±1/sqrt(units), `[4 units]`.
 */
export function lstmBias(units: number, forgetBias: number, stream: RandomStream): Float32Array {
  const values = uniformValues(4 * units, 1 / Math.sqrt(units), stream);
  return values.map((value, i) => (i >= units && i < 2 * units ? value + forgetBias : value));
}
