import * as tf from '@tensorflow/tfjs';
import { convolutionLayer } from '../layers/affineLayers.ts';
import type { ConvolutionLayer } from '../layers/affineLayers.ts';
import type { Blueprint } from '../layers/blueprint.ts';
import { orthogonalStart } from '../layers/orthogonal.ts';
import { zeros } from '../layers/starts.ts';

/**
 * Declares self-attention over pixels (Zhang et al., 2019): queries and keys of an eighth of the channels, values of half of them, keys
 * and values max-pooled by 2; what is attended to is added with a learned weight that starts at 0. All kernels are spectrally
 * normalised.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param channels - Of x.
 * @returns The layer: `[n, height, width, channels]` to the same, height and width even.
 */
export function selfAttention(
  blueprint: Blueprint,
  name: string,
  channels: number,
): ConvolutionLayer {
  const pointwise = (part: string, from: number, to: number) =>
    convolutionLayer(blueprint, `${name}/${part}`, from, to, {
      activated: false,
      spectral: true,
      side: 1,
      start: orthogonalStart(to),
    });
  const eighth = Math.max(1, Math.floor(channels / 8));
  const half = Math.max(1, Math.floor(channels / 2));
  const query = pointwise('query', channels, eighth);
  const key = pointwise('key', channels, eighth);
  const content = pointwise('value', channels, half);
  const last = pointwise('output', half, channels);
  const gamma = blueprint.parameter<tf.Tensor1D>(`${name}/gamma`, [1], zeros);
  return (run, x) => {
    const [n, height, width] = x.shape;
    const queries = asRows(query(run, x));
    const keys = asRows(key(run, x).maxPool(2, 2, 'valid'));
    const values = asRows(content(run, x).maxPool(2, 2, 'valid'));
    const weights = tf.matMul(queries, keys, false, true).softmax();
    const attended = tf.matMul(weights, values).reshape<tf.Tensor4D>([n, height, width, half]);
    return x.add(last(run, attended).mul(gamma(run.weights)));
  };
}

/** `[n, pixels, c]`. */
function asRows(maps: tf.Tensor4D): tf.Tensor3D {
  const [n, height, width, channels] = maps.shape;
  return maps.reshape([n, height * width, channels]);
}
