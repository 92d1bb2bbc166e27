// A small autoencoder, and the same in plain ops for automatic differentiation.
import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { vaeLayout } from '../../../src/objectives/vae/vaeNetwork.ts';

export const layout = vaeLayout([8, 8, 2], 3, 5);

/** Parameters far enough from 0 that every term counts. */
export const values = drawParameters(layout, new RandomStream(12), 'one').map((v) => 2 * v);

const stream = new RandomStream(13);

/** Images `[n, 8, 8, 2]`. */
export const images = (n: number) => tf.tensor4d(stream.uniforms(n * 128), [n, 8, 8, 2]);

/** The loss of each image, written as in the literature: mean, variance, a sample, cross-entropy and divergence. */
export function plainLosses(flat: tf.Tensor, x: tf.Tensor, noise: tf.Tensor | null): tf.Tensor1D {
  const [we, be, wm, bm, wp, bp, wd, bd, wo, bo] = splitParameters(flat as tf.Tensor1D, layout) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    ...tf.Tensor[],
  ];
  const pixels = x.reshape([x.shape[0], -1]);
  const encoded = tf.elu(pixels.matMul(we).add(be));
  const mean = encoded.matMul(wm).add(bm);
  const variance = tf.sigmoid(
    encoded
      .matMul(wp)
      .add(bp as tf.Tensor)
      .neg(),
  );
  const latent = noise === null ? mean : mean.add(variance.sqrt().mul(noise));
  const decoded = tf.elu(latent.matMul(wd as tf.Tensor).add(bd as tf.Tensor));
  const chance = tf.sigmoid(decoded.matMul(wo as tf.Tensor).add(bo as tf.Tensor));
  const bits = pixels.mul(chance.log()).add(tf.sub(1, pixels).mul(tf.sub(1, chance).log()));
  const divergence = mean.square().add(variance).sub(variance.log()).sub(1).sum(1).mul(0.5);
  return divergence.sub<tf.Tensor1D>(bits.sum(1));
}
