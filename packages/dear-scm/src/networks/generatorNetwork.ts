import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { compactGenerator } from './compact/compactNetworks.ts';
import { mlpGenerator } from './mlp/mlpNetworks.ts';
import type { Network } from './network.ts';
import { networksSchema } from './networksConfig.ts';
import type { NetworksConfig } from './networksConfig.ts';
import { checkLatents, checkNetworkSizes } from './observations.ts';
import { largeGenerator } from './paper/largeGenerator.ts';

/**
 * A network from latents to observations. With a stream in its pass it adds injected noise, whose weights start at 0.
 *
 * @param config - Which kind, and how large.
 * @param observationShape - `[height, width, channels]` of images, or `[width]` of vectors.
 * @param latentWidth - Coordinates of a latent.
 * @returns The network: `[n, latentWidth]` to `[n, ...observationShape]`, pixels in (0, 1), or any numbers.
 * @throws ArgumentError when `latentWidth` is no count; ShapeError when the kind has no network for this shape, and from `run` when
 * the latents have another width.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { generatorNetwork } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const generator = generatorNetwork({ kind: 'compact', width: 4, injectedNoise: true }, [32, 32, 3], 6);
 * const start = tf.tensor1d(generator.initialValues(new RandomStream(1)));
 * const parameters = splitParameters(start, generator.layout);
 * const images = tf.tidy(() => generator.run({ parameters, buffers: [] }, [tf.zeros([2, 6])]));
 * console.log(images.shape); // [ 2, 32, 32, 3 ]
 * tf.dispose([start, images, ...parameters]);
 * ```
 */
export function generatorNetwork(
  config: NetworksConfig,
  observationShape: readonly number[],
  latentWidth: number,
): Network<[Tensor2D], Tensor> {
  checkNetworkSizes('generatorNetwork', observationShape, { latentWidth });
  const network = built(
    parseConfig('generatorNetwork: config', networksSchema, config),
    observationShape,
    latentWidth,
  );
  return {
    ...network,
    run: (weights, inputs, pass) => {
      checkLatents('generatorNetwork', inputs[0], latentWidth);
      return network.run(weights, inputs, pass);
    },
  };
}

function built(
  config: NetworksConfig,
  shape: readonly number[],
  latentWidth: number,
): Network<[Tensor2D], Tensor> {
  switch (config.kind) {
    case 'mlp':
      return mlpGenerator(config, shape, latentWidth);
    case 'compact':
      return compactGenerator(config, shape, latentWidth);
    case 'paper':
      return largeGenerator(config, shape, latentWidth);
  }
}
