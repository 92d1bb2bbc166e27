import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';

/** A loss of two samples, with its gradients. */
export interface EnergyLoss {
  /** The loss, a scalar. */
  readonly loss: tf.Scalar;
  /** With respect to the first samples. */
  readonly dFirst: tf.Tensor4D;
  /** With respect to the second samples. */
  readonly dSecond: tf.Tensor4D;
}

/** Distances are those of patches of so many pixels squared. */
const PATCH = 3;
const TINY = 1e-12;

/**
 * The energy score of samples: how far they are from what was observed, less half of how far they are from each other. Its expectation is
 * least where both come from the distribution of the observations, so that nothing has to be played against an adversary. Distances are
 * Euclidean, between patches of 3x3 pixels, which tells independent noise from smooth noise.
 *
 * @param first - A sample for each observation `[n, height, width, c]`; not disposed.
 * @param second - Another one, drawn apart from it; not disposed.
 * @param observed - What was observed; not disposed.
 * @returns The mean over all patches, and its gradients; the caller disposes of them.
 */
export function energyLoss(
  first: tf.Tensor4D,
  second: tf.Tensor4D,
  observed: tf.Tensor4D,
): EnergyLoss {
  return tidyAll(() => {
    const [near, also, apart] = [
      patchDistances(first, observed),
      patchDistances(second, observed),
      patchDistances(first, second),
    ];
    const spread = apart.gradient;
    return {
      loss: near.mean.add(also.mean).sub(apart.mean).div<tf.Scalar>(2),
      dFirst: near.gradient.sub(spread).div<tf.Tensor4D>(2),
      dSecond: also.gradient.add(spread).div<tf.Tensor4D>(2),
    };
  });
}

/** The mean distance between the patches of two images, and its gradient with respect to the first. */
function patchDistances(
  a: tf.Tensor4D,
  b: tf.Tensor4D,
): { mean: tf.Scalar; gradient: tf.Tensor4D } {
  const difference = a.sub<tf.Tensor4D>(b);
  const distances = patchSums(difference.square().sum<tf.Tensor4D>(3, true))
    .add<tf.Tensor4D>(TINY)
    .sqrt();
  const shares = patchSums(distances.reciprocal());
  return {
    mean: distances.mean(),
    gradient: difference.mul(shares).div<tf.Tensor4D>(distances.size),
  };
}

/** The sums of all patches around every pixel; nothing lies beyond the border. */
function patchSums(values: tf.Tensor4D): tf.Tensor4D {
  return tf.conv2d(values, tf.ones<tf.Rank.R4>([PATCH, PATCH, 1, 1]), 1, 'same');
}
