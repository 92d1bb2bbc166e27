// The same networks in plain ops, for automatic differentiation: the oracle of the hand-derived gradients.
import * as tf from '@tensorflow/tfjs';
import { splitParameters } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { POOL_FOLLOWS, discriminatorViews } from '../src/networks/discriminatorNetwork.ts';
import { expertViews, NARROW } from '../src/networks/kinds/convolutionalNetwork.ts';
import type { Resamplings } from '../src/networks/kinds/convolutionalNetwork.ts';
import type { Resampling } from '../src/networks/kinds/resampling.ts';

export function plainExpert(
  flat: tf.Tensor,
  layout: ParameterLayout,
  images: tf.Tensor4D,
  resamplings: Resamplings = NARROW,
) {
  const { blocks, outputKernel, outputBias } = expertViews(
    splitParameters(flat as tf.Tensor1D, layout),
  );
  let at: tf.Tensor4D = images;
  for (const [b, { kernel, bias, gamma, beta }] of blocks.entries()) {
    const convolved = tf.conv2d(plainResample(resamplings[b], at), kernel, 1, 'same');
    const read = bias === undefined ? convolved : tf.elu(convolved.add<tf.Tensor4D>(bias));
    const { mean, variance } = tf.moments(read, [0, 1, 2]);
    const normed = read.sub(mean).div(variance.add(1e-5).sqrt()).mul(gamma).add<tf.Tensor4D>(beta);
    at = bias === undefined ? normed.elu() : normed;
  }
  at = plainResample(resamplings[4], at);
  return tf.conv2d(at, outputKernel, 1, 'same').add<tf.Tensor4D>(outputBias).sigmoid();
}

/** Upsampling by copies of rows and columns: not every backend has the gradient of a resize. */
function plainResample(resampling: Resampling | undefined, x: tf.Tensor4D): tf.Tensor4D {
  if (resampling === 'halve') return tf.avgPool(x, 2, 2, 'valid');
  if (resampling !== 'double') return x;
  const [n, height, width, c] = x.shape;
  const wider = tf.stack([x, x], 3).reshape([n, height, 2 * width, c]);
  return tf.stack([wider, wider], 2).reshape([n, 2 * height, 2 * width, c]);
}

export function plainDiscriminator(
  flat: tf.Tensor,
  layout: ParameterLayout,
  images: tf.Tensor,
): tf.Tensor1D {
  const views = discriminatorViews(splitParameters(flat as tf.Tensor1D, layout));
  let at = images as tf.Tensor4D;
  views.convolutions.forEach(({ kernel, bias }, i) => {
    at = tf.conv2d(at, kernel, 1, 'same').add<tf.Tensor4D>(bias).elu();
    if (POOL_FOLLOWS[i] === true) at = tf.avgPool(at, 2, 2, 'valid');
  });
  return at
    .reshape([at.shape[0], -1])
    .matMul(views.hiddenKernel)
    .add(views.hiddenBias)
    .elu()
    .matMul(views.headKernel)
    .add(views.headBias)
    .as1D();
}

/** The largest difference, relative to the largest entry. */
export async function relativeDifference(actual: tf.Tensor, expected: tf.Tensor): Promise<number> {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [await actual.data(), await expected.data()];
  const scale = Math.max(1e-6, ...b.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN)))) / scale;
}
