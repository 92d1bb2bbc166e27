import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { compactDiscriminator } from './compact/compactNetworks.ts';
import { mlpDiscriminator } from './mlp/mlpNetworks.ts';
import type { NormalisedNetwork } from './network.ts';
import { networksSchema } from './networksConfig.ts';
import type { NetworksConfig } from './networksConfig.ts';
import { checkLatents, checkNetworkSizes, checkObservations } from './observations.ts';
import { largeDiscriminator } from './paper/largeDiscriminator.ts';

/**
 * A network from pairs of an observation and a latent to logits: it estimates `log q(x, z) / p(x, z)`, the pairs of the encoder
 * against those of the generator. Every layer is divided by its spectral norm; the vectors of the power iteration are its buffers,
 * which `advance` moves on, once per update. A fresh network's are random: advance them some ten times before its first use.
 *
 * @param config - Which kind, and how large.
 * @param observationShape - `[height, width, channels]` of images with pixels in [0, 1], or `[width]` of vectors.
 * @param latentWidth - Coordinates of a latent.
 * @returns The network: `[n, ...observationShape]` and `[n, latentWidth]` to `[n]`. Every pair is scored by itself, so that batches may
 * be joined.
 * @throws ArgumentError when `latentWidth` is no count; ShapeError when the kind has no network for this shape, and from `run` when
 * an input has another one.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { discriminatorNetwork } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const discriminator = discriminatorNetwork({ kind: 'mlp', width: 16, depth: 2, injectedNoise: true }, [8], 6);
 * const stream = new RandomStream(1);
 * const logits = tf.tidy(() => {
 *   const parameters = splitParameters(tf.tensor1d(discriminator.initialValues(stream)), discriminator.layout);
 *   const buffers = splitParameters(tf.tensor1d(discriminator.initialBuffers(stream)), discriminator.buffers);
 *   return discriminator.run({ parameters, buffers }, [tf.ones([5, 8]), tf.zeros([5, 6])]);
 * });
 * console.log(logits.shape); // [ 5 ]
 * logits.dispose();
 * ```
 */
export function discriminatorNetwork(
  config: NetworksConfig,
  observationShape: readonly number[],
  latentWidth: number,
): NormalisedNetwork<[Tensor, Tensor2D], Tensor1D> {
  checkNetworkSizes('discriminatorNetwork', observationShape, { latentWidth });
  const network = built(
    parseConfig('discriminatorNetwork: config', networksSchema, config),
    observationShape,
    latentWidth,
  );
  return {
    ...network,
    run: (weights, inputs, pass) => {
      checkObservations('discriminatorNetwork', inputs[0], observationShape);
      checkLatents('discriminatorNetwork', inputs[1], latentWidth);
      return network.run(weights, inputs, pass);
    },
  };
}

function built(
  config: NetworksConfig,
  shape: readonly number[],
  latentWidth: number,
): NormalisedNetwork<[Tensor, Tensor2D], Tensor1D> {
  switch (config.kind) {
    case 'mlp':
      return mlpDiscriminator(config, shape, latentWidth);
    case 'compact':
      return compactDiscriminator(config, shape, latentWidth);
    case 'paper':
      return largeDiscriminator(config, shape, latentWidth);
  }
}
