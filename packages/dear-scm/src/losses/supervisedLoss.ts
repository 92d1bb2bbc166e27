import { ShapeError, withHandGradient } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

/** Which loss of labels there is, and over what it is averaged. */
export interface SupervisedLossOptions {
  /** `ce`: sigmoid cross entropy of logits against labels in [0, 1]; `l2`: squared error against standardised labels. */
  readonly loss: 'ce' | 'l2';
  /**
   * `mean`: over all labels that are there, as in the authors' code. `sum`: summed over the labels of a row and averaged over the rows that
   * have one, as in the paper. Where all labels are there, `sum` is `mean` times the number of factors.
   */
  readonly reduction: 'mean' | 'sum';
}

/** The labels of a batch, both `[n, factors]`. */
export interface SupervisedTargets {
  /** The labels on the scale of the loss; where one is missing, any finite number. */
  readonly values: tf.Tensor2D;
  /** 1 where there is a label, 0 where it is missing. */
  readonly present: tf.Tensor2D;
}

/**
 * How far the means of an encoder are from the labels: `ce` ties sigmoid(mean_j) to label j, `l2` ties mean_j itself. Rows without labels,
 * and single labels that are missing, count for nothing; a batch without any label has loss 0.
 *
 * @param means - `[n, at least factors]`: the first coordinates stand for the factors; not disposed.
 * @param targets - The labels; not disposed.
 * @param options - The loss and its reduction.
 * @returns A scalar, differentiable in the means; the caller disposes of it.
 * @throws ShapeError when the sizes do not fit.
 */
export function supervisedLoss(
  means: tf.Tensor2D,
  { values, present }: SupervisedTargets,
  { loss, reduction }: SupervisedLossOptions,
): tf.Scalar {
  const [rows, factors] = values.shape;
  const fits = means.shape[0] === rows && means.shape[1] >= factors;
  if (!fits || present.shape.join() !== values.shape.join()) {
    throw new ShapeError(
      `supervisedLoss: expected means and a mask for targets [${values.shape.join(', ')}], got [${means.shape.join(', ')}] and [${present.shape.join(', ')}]`,
      { data: { means: means.shape, values: values.shape, present: present.shape } },
    );
  }
  return tf.tidy(() => {
    const own = means.slice([0, 0], [rows, factors]);
    return withHandGradient([own], {
      forward: () => {
        const counted = reduction === 'mean' ? present : present.max(1);
        // At least 1, so that a batch without labels has loss 0 and not 0 / 0.
        const share = present.div<tf.Tensor2D>(counted.sum().maximum(1));
        const each = loss === 'l2' ? own.sub(values).square() : own.softplus().sub(own.mul(values));
        return { value: each.mul(share).sum<tf.Scalar>(), saved: [own, values, share] };
      },
      gradient: (dy, [at, wanted, share]) => {
        const slope = loss === 'l2' ? at.sub(wanted).mul(2) : at.sigmoid().sub(wanted);
        return [slope.mul(share).mul(dy)];
      },
    });
  });
}
