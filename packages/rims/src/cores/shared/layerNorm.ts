import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/** Added to the variance, as in Sonnet and PyTorch. */
const LAYER_NORM_EPSILON = 1e-5;

/**
 * Layer norm of each row (Ba et al., 2016): `y = (x - mean(x)) / sqrt(var(x) + epsilon) * gamma + beta`.
 *
 * @param x - `[rows, width]`; not disposed.
 * @param gamma - The scale `[width]`; not disposed.
 * @param beta - The offset `[width]`; not disposed.
 * @returns `[rows, width]`; the caller disposes of it. One op on the tape, differentiable in all three.
 */
export function layerNorm(x: tf.Tensor2D, gamma: tf.Tensor1D, beta: tf.Tensor1D): tf.Tensor2D {
  return withHandGradient([x, gamma, beta], {
    forward: () => normalise(x, gamma, beta),
    gradient: (dy, saved) => {
      const { dx, dGamma, dBeta } = normGradient(dy, saved);
      return [dx, dGamma, dBeta];
    },
  });
}

/**
 * {@link layerNorm} of a residual sum `x + residual`.
 *
 * @param x - `[rows, width]`; not disposed.
 * @param residual - `[rows, width]`; not disposed.
 * @param gamma - The scale `[width]`; not disposed.
 * @param beta - The offset `[width]`; not disposed.
 * @returns `[rows, width]`; the caller disposes of it. One op on the tape, differentiable in all four.
 */
export function layerNormSum(
  x: tf.Tensor2D,
  residual: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
): tf.Tensor2D {
  return withHandGradient([x, residual, gamma, beta], {
    forward: () => normalise(x.add(residual), gamma, beta),
    gradient: (dy, saved) => {
      const { dx, dGamma, dBeta } = normGradient(dy, saved);
      return [dx, dx.clone(), dGamma, dBeta];
    },
  });
}

/** The normalised rows, one over their deviations `[rows, 1]`, and gamma. */
type NormSaved = readonly [normed: tf.Tensor2D, scale: tf.Tensor2D, gamma: tf.Tensor1D];

function normalise(
  x: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
): { readonly value: tf.Tensor2D; readonly saved: NormSaved } {
  const centred = x.sub<tf.Tensor2D>(x.mean(1, true));
  const scale = centred.square().mean(1, true).add<tf.Tensor2D>(LAYER_NORM_EPSILON).rsqrt();
  const normed = centred.mul<tf.Tensor2D>(scale);
  return { value: normed.mul(gamma).add<tf.Tensor2D>(beta), saved: [normed, scale, gamma] };
}

/** With n the normalised row and g = gamma dy: `dx = scale (g - mean(g) - n mean(n g))`. */
function normGradient(dy: tf.Tensor2D, [normed, scale, gamma]: NormSaved) {
  const g = dy.mul<tf.Tensor2D>(gamma);
  const along = normed.mul(g.mul(normed).mean(1, true));
  const dx = g.sub(g.mean(1, true)).sub(along).mul<tf.Tensor2D>(scale);
  return { dx, dGamma: dy.mul(normed).sum(0), dBeta: dy.sum(0) };
}
