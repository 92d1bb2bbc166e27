import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

/**
 * The loss of the discriminator: mean of -log sigmoid(D) over encoded pairs (x, E(x)) plus mean of -log(1 - sigmoid(D)) over generated
 * pairs (G(z), z). At its least D is log q_E(x, z) / p_G(x, z).
 *
 * @param encoded - The logits of encoded pairs, `[n]`; not disposed.
 * @param generated - The logits of generated pairs, `[n]`; not disposed.
 * @returns A scalar, differentiable in both; the caller disposes of it.
 */
export function discriminatorLoss(encoded: Tensor1D, generated: Tensor1D): Scalar {
  return withHandGradient([encoded, generated], {
    forward: () => ({
      value: encoded.neg().softplus().mean().add<Scalar>(generated.softplus().mean()),
      saved: [encoded, generated],
    }),
    gradient: (dy, [e, g]) => [
      dy.mul(e.sigmoid().sub(1)).div(e.size),
      dy.mul(g.sigmoid()).div(g.size),
    ],
  });
}

/**
 * The adversarial part of the encoder's loss: mean of s D over encoded pairs, minimised.
 *
 * @param encoded - The logits of encoded pairs, `[n]`; not disposed.
 * @param scale - The weights s `[n]`, constants; not disposed.
 * @returns A scalar, differentiable in the logits alone; the caller disposes of it.
 */
export function encoderLoss(encoded: Tensor1D, scale: Tensor1D): Scalar {
  return weightedMean(encoded, scale, 1);
}

/**
 * The loss of generator and prior: minus the mean of s D over generated pairs, minimised.
 *
 * @param generated - The logits of generated pairs, `[n]`; not disposed.
 * @param scale - The weights s `[n]`, constants; not disposed.
 * @returns A scalar, differentiable in the logits alone; the caller disposes of it.
 */
export function generatorLoss(generated: Tensor1D, scale: Tensor1D): Scalar {
  return weightedMean(generated, scale, -1);
}

/** sign * mean(s D), where no gradient goes into s: TensorFlow.js has no stop_gradient. */
function weightedMean(logits: Tensor1D, scale: Tensor1D, sign: 1 | -1): Scalar {
  return withHandGradient([logits], {
    forward: () => ({
      value: logits.mul(scale).mean().mul<Scalar>(sign),
      saved: [scale],
    }),
    gradient: (dy, [weights]) => [dy.mul(weights).mul(sign / weights.size)],
  });
}
