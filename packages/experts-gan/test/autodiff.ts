// The same networks in plain ops, for automatic differentiation: the oracle of the hand-derived gradients.
import * as tf from '@tensorflow/tfjs';
import { splitParameters } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { POOL_FOLLOWS, discriminatorViews } from '../src/networks/discriminatorNetwork.ts';
import { expertViews } from '../src/networks/kinds/convolutionalNetwork.ts';

export function plainExpert(flat: tf.Tensor, layout: ParameterLayout, images: tf.Tensor4D) {
  const { blocks, outputKernel, outputBias } = expertViews(
    splitParameters(flat as tf.Tensor1D, layout),
  );
  let at: tf.Tensor4D = images;
  for (const { kernel, gamma, beta } of blocks) {
    const convolved = tf.conv2d(at, kernel, 1, 'same');
    const { mean, variance } = tf.moments(convolved, [0, 1, 2]);
    at = convolved.sub(mean).div(variance.add(1e-5).sqrt()).mul(gamma).add<tf.Tensor4D>(beta).elu();
  }
  return tf.conv2d(at, outputKernel, 1, 'same').add<tf.Tensor4D>(outputBias).sigmoid();
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
