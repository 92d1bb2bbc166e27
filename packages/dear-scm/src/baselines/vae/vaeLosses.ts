import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

/** How far pixels taken for probabilities stay away from 0 and 1. */
const EDGE = 1e-6;

/**
 * What reconstructions cost: half the squared error, or the cross entropy of numbers in [0, 1] taken for probabilities; summed over the
 * numbers of an observation, averaged over observations.
 *
 * @param observations - `[n, ...shape]`; not disposed.
 * @param reconstructions - As many; not disposed.
 * @param kind - Which of the two.
 * @returns A scalar, differentiable in the reconstructions; the caller disposes of it.
 */
export function reconstructionLoss(
  observations: tf.Tensor,
  reconstructions: tf.Tensor,
  kind: 'squared' | 'bernoulli',
): tf.Scalar {
  const rows = observations.shape[0];
  return withHandGradient([reconstructions], {
    forward: () => {
      const errors =
        kind === 'squared'
          ? reconstructions.sub(observations).square().mul(0.5)
          : crossEntropies(observations, reconstructions);
      return {
        value: errors.sum().div<tf.Scalar>(rows),
        saved: [observations, reconstructions],
      };
    },
    gradient: (dy, [x, out]) => {
      const difference = out.sub(x);
      if (kind === 'squared') return [difference.mul(dy.div(rows))];
      const p = out.clipByValue(EDGE, 1 - EDGE);
      return [difference.div(p.mul(tf.sub(1, p))).mul(dy.div(rows))];
    },
  });
}

function crossEntropies(x: tf.Tensor, out: tf.Tensor): tf.Tensor {
  const p = out.clipByValue(EDGE, 1 - EDGE);
  return x
    .mul(p.log())
    .add(tf.sub(1, x).mul(tf.sub(1, p).log()))
    .neg();
}

/**
 * KL(N(mean, variance) || N(0, I)) in nats: half of mean^2 + variance - log variance - 1, summed over coordinates, averaged over rows.
 *
 * @param mean - `[n, width]`; not disposed.
 * @param logVariance - `[n, width]`; not disposed.
 * @returns A scalar, differentiable in both; the caller disposes of it.
 */
export function gaussianDivergence(mean: tf.Tensor2D, logVariance: tf.Tensor2D): tf.Scalar {
  const [rows] = mean.shape;
  return withHandGradient([mean, logVariance], {
    forward: () => ({
      value: mean
        .square()
        .add(logVariance.exp())
        .sub(logVariance)
        .sub(1)
        .sum()
        .div<tf.Scalar>(2 * rows),
      saved: [mean, logVariance],
    }),
    gradient: (dy, [m, l]) => [
      m.mul(dy.div(rows)),
      l
        .exp()
        .sub(1)
        .mul(dy.div(2 * rows)),
    ],
  });
}

/**
 * The total correlation of codes, KL(q(z) || prod_l q(z_l)), estimated from a batch by minibatch-weighted sampling (Chen et al., 2018), without
 * its constant: the mean over j of
 * `logsumexp_i sum_l log q(z_jl | x_i) - sum_l logsumexp_i log q(z_jl | x_i)`.
 *
 * Left out is `(width - 1) log(n N)` for N rows in all, on which no gradient depends; so it is 0 for a batch of one, and may be negative.
 *
 * @param codes - `[n, width]`, drawn from the distributions; not disposed.
 * @param mean - `[n, width]`; not disposed.
 * @param logVariance - `[n, width]`; not disposed.
 * @returns A scalar, differentiable in all three; the caller disposes of it.
 */
export function totalCorrelation(
  codes: tf.Tensor2D,
  mean: tf.Tensor2D,
  logVariance: tf.Tensor2D,
): tf.Scalar {
  return tf.tidy(() => {
    const [rows, width] = codes.shape;
    const across = (x: tf.Tensor2D) => x.reshape<tf.Tensor3D>([1, rows, width]);
    const difference = codes.reshape<tf.Tensor3D>([rows, 1, width]).sub(across(mean));
    const spread = across(logVariance);
    // log q(z_jl | x_i) at [j, i, l].
    const densities = difference
      .square()
      .mul(spread.neg().exp())
      .add(spread)
      .add(Math.log(2 * Math.PI))
      .mul<tf.Tensor3D>(-0.5);
    const joint = logSumExp(densities.sum<tf.Tensor2D>(2), 1);
    const product = logSumExp(densities, 1).sum(1);
    return joint.sub(product).mean<tf.Scalar>();
  });
}

/** log sum exp over an axis; its gradient is the softmax, without a gradient of the largest entry. */
function logSumExp(x: tf.Tensor, axis: number): tf.Tensor {
  return withHandGradient([x], {
    forward: () => {
      const largest = x.max(axis, true);
      const value = x.sub(largest).exp().sum(axis, true).log().add(largest);
      return { value: value.squeeze([axis]), saved: [x, value] };
    },
    gradient: (dy, [at, value]) => [at.sub(value).exp().mul(dy.expandDims(axis))],
  });
}
