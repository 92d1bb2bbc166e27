import * as tf from '@tensorflow/tfjs';
import { splitInto, withHandGradient } from '@causal-mechanisms/tensor-utils';

/** What {@link entityUpdate} reads. */
export interface EntityUpdateInputs {
  /** The slots h `[batch, slots, width]`. */
  readonly slots: tf.Tensor3D;
  /** Side by side, of the encoded input s: s itself, s W and s . w_j for each key `[batch, 2 * width + slots]`. */
  readonly input: tf.Tensor2D;
  /** U `[width, width]`. */
  readonly kernel: tf.Tensor2D;
  /** w V, what each key contributes `[slots, width]`. */
  readonly fromKeys: tf.Tensor2D;
  /** The slope of phi, a parametric rectifier, for negative values `[width]`. */
  readonly slope: tf.Tensor1D;
}

/** Added to the squared length of a slot. */
const ENTITY_EPSILON = 1e-8;

/**
 * One step of a recurrent entity network (Henaff et al., 2017), for all slots:
 * `g_j = sigmoid(s . h_j + s . w_j)`, `c_j = phi(h_j U + w_j V + s W)`, `h_j <- (h_j + g_j c_j) / |h_j + g_j c_j|`.
 *
 * @param inputs - Slots, input and parameters; not disposed.
 * @returns The slots after the step `[batch, slots, width]`; the caller disposes of it. One op on the tape, differentiable
 * in all five.
 */
export function entityUpdate(inputs: EntityUpdateInputs): tf.Tensor3D {
  const { slots: held, input, kernel, fromKeys, slope } = inputs;
  const [batch, slots, width] = held.shape;
  return withHandGradient([held, input, kernel, fromKeys, slope], {
    forward: () => {
      const [s, sW, sKeys] = splitInto(input, [width, width, slots], 1);
      const column = s.reshape<Three>([batch, width, 1]);
      const gate = held
        .matMul(column)
        .add(sKeys.reshape([batch, slots, 1]))
        .sigmoid();
      const sum = held
        .reshape<Two>([batch * slots, width])
        .matMul(kernel)
        .reshape([batch, slots, width])
        .add(fromKeys)
        .add<Three>(sW.reshape([batch, 1, width]));
      const candidate = rectify(sum, slope);
      const moved = held.add<Three>(gate.mul(candidate));
      const scale = moved.square().sum(2, true).add(ENTITY_EPSILON).rsqrt();
      const value = moved.mul<Three>(scale);
      return { value, saved: [held, column, kernel, slope, gate, sum, candidate, scale, value] };
    },
    gradient: (dy, [h, column, u, slopes, gate, sum, candidate, scale, value]) => {
      // Of the normalisation: no gradient along the slot itself.
      const dMoved = dy.sub(value.mul(dy.mul(value).sum(2, true))).mul<Three>(scale);
      const dScore = dMoved.mul(candidate).sum<Three>(2, true).mul<Three>(gate.sub(gate.square()));
      const dCandidate = dMoved.mul<Three>(gate);
      const dSum = tf.where(sum.greater(0), dCandidate, dCandidate.mul<Three>(slopes));
      const dRows = dSum.reshape<Two>([batch * slots, width]);
      const dThroughSum = dRows.matMul(u, false, true).reshape([batch, slots, width]);
      const dS = h.matMul(dScore, true, false);
      return [
        dMoved.add(dThroughSum).add(dScore.matMul(column, false, true)),
        tf.concat2d([dS.reshape([batch, width]), dSum.sum(1), dScore.reshape([batch, slots])], 1),
        h.reshape<Two>([batch * slots, width]).matMul(dRows, true, false),
        dSum.sum(0),
        dCandidate.mul(sum.minimum(0)).sum([0, 1]),
      ];
    },
  });
}

type Two = tf.Tensor2D;
type Three = tf.Tensor3D;

/** `max(x, 0) + slope min(x, 0)`: `tf.prelu` broadcasts its slope on some backends only. */
function rectify(x: tf.Tensor3D, slope: tf.Tensor1D): tf.Tensor3D {
  return x.relu().add(x.minimum(0).mul(slope));
}
