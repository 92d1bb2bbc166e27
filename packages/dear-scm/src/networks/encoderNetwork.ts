import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { compactEncoder } from './compact/compactNetworks.ts';
import { mlpEncoder } from './mlp/mlpNetworks.ts';
import type { Network } from './network.ts';
import { networksSchema } from './networksConfig.ts';
import type { NetworksConfig } from './networksConfig.ts';
import { checkNetworkSizes, checkObservations } from './observations.ts';
import { resNetEncoder } from './paper/resNet.ts';

/**
 * A network from observations to numbers: an encoder of k latents has 2k outputs, first the means and then the logarithms of the
 * variances; a classifier one per question.
 *
 * @param config - Which kind, and how large.
 * @param observationShape - `[height, width, channels]` of images with pixels in [0, 1], or `[width]` of vectors of any numbers.
 * @param outputs - How many numbers it gives.
 * @returns The network: `[n, ...observationShape]` to `[n, outputs]`.
 * @throws ArgumentError when `outputs` is no count; ShapeError when the kind has no network for this shape, and from `run` when the
 * observations have another one.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { encoderNetwork } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const encoder = encoderNetwork({ kind: 'mlp', width: 16, depth: 2, injectedNoise: true }, [8], 12);
 * const start = tf.tensor1d(encoder.initialValues(new RandomStream(1)));
 * const parameters = splitParameters(start, encoder.layout);
 * const codes = tf.tidy(() => encoder.run({ parameters, buffers: [] }, [tf.ones([5, 8])]));
 * console.log(codes.shape); // [ 5, 12 ]
 * tf.dispose([start, codes, ...parameters]);
 * ```
 */
export function encoderNetwork(
  config: NetworksConfig,
  observationShape: readonly number[],
  outputs: number,
): Network<[Tensor], Tensor2D> {
  checkNetworkSizes('encoderNetwork', observationShape, { outputs });
  const network = built(
    parseConfig('encoderNetwork: config', networksSchema, config),
    observationShape,
    outputs,
  );
  return {
    ...network,
    run: (weights, inputs, pass) => {
      checkObservations('encoderNetwork', inputs[0], observationShape);
      return network.run(weights, inputs, pass);
    },
  };
}

function built(
  config: NetworksConfig,
  shape: readonly number[],
  outputs: number,
): Network<[Tensor], Tensor2D> {
  switch (config.kind) {
    case 'mlp':
      return mlpEncoder(config, shape, outputs);
    case 'compact':
      return compactEncoder(config, shape, outputs);
    case 'paper':
      return resNetEncoder(config, shape, outputs);
  }
}
