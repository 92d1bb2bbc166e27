import * as tf from '@tensorflow/tfjs';

/**
 * How much modules want the input: numbers in the order of their mean attention on the elements. For one head they do not
 * saturate where the attention does.
 *
 * Modules whose scores are all zero attend alike, at the first step all of them. They get one and the same number, to the last bit:
 * exponentials and sums of equal numbers may differ with their place in a tensor, and the choice of modules with them.
 *
 * @param scores - Of the elements, beside a null row of score 0 `[batch, heads, modules, elements]`; not disposed.
 * @param attention - On the elements, of the same shape; not disposed.
 * @returns `[modules, batch]`; no gradient goes through them. The caller disposes of it.
 */
export function inputWants(scores: tf.Tensor4D, attention: tf.Tensor4D): tf.Tensor2D {
  const wants = tf.customGrad((...inputs) => ({
    value: tf.tidy(() => wanted(inputs[0] as tf.Tensor4D, inputs[1] as tf.Tensor4D)),
    gradFunc: () => [tf.zeros(scores.shape), tf.zeros(scores.shape)],
  }));
  return wants(scores, attention);
}

function wanted(scores: tf.Tensor4D, attention: tf.Tensor4D): tf.Tensor2D {
  const [, heads, , elements] = scores.shape;
  if (heads * elements === 1) return scores.squeeze<tf.Tensor2D>([1, 3]).transpose();
  const indifferent = scores.abs().max([1, 3]).equal(0);
  const [found, tied] =
    heads === 1
      ? [scores.logSumExp(3).squeeze<tf.Tensor2D>([1]), Math.log(elements)]
      : [attention.sum(3).mean<tf.Tensor2D>(1), elements / (elements + 1)];
  return tf.where(indifferent, tf.fill(found.shape, tied), found).transpose();
}
