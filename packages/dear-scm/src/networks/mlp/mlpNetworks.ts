import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { Blueprint } from '../layers/blueprint.ts';
import { denseLayer } from '../layers/affineLayers.ts';
import type { DenseLayer, LayerOptions } from '../layers/affineLayers.ts';
import { threeHeads } from '../layers/threeHeads.ts';
import type { Network, NormalisedNetwork } from '../network.ts';
import type { MlpNetworks } from '../networksConfig.ts';
import { centred, isImageShape, pixelsOf, sizeOf } from '../observations.ts';

/**
 * @param config - Width and depth.
 * @param observationShape - Images are flattened.
 * @param outputs - How many numbers it gives.
 * @returns `depth` hidden layers and a linear one.
 */
export function mlpEncoder(
  config: MlpNetworks,
  observationShape: readonly number[],
  outputs: number,
): Network<[Tensor], Tensor2D> {
  const blueprint = new Blueprint();
  const hidden = hiddenLayers(blueprint, 'hidden', sizeOf(observationShape), config);
  const last = denseLayer(blueprint, 'output', config.width, outputs, { activated: false });
  return blueprint.network((run, x) => last(run, hidden(run, flattened(x, observationShape))));
}

/**
 * @param config - Width, depth and noise.
 * @param observationShape - What it makes: images are reshaped, and squashed into (0, 1).
 * @param latentWidth - Coordinates of a latent.
 * @returns `depth` hidden layers, each with noise before its activation, and a linear one.
 */
export function mlpGenerator(
  config: MlpNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): Network<[Tensor2D], Tensor> {
  const blueprint = new Blueprint();
  const { width, injectedNoise } = config;
  const hidden = hiddenLayers(blueprint, 'hidden', latentWidth, config, {
    noise: injectedNoise ? [width] : undefined,
  });
  const size = sizeOf(observationShape);
  const last = denseLayer(blueprint, 'output', width, size, { activated: false });
  return blueprint.network((run, z) => {
    const flat = last(run, hidden(run, z));
    if (!isImageShape(observationShape)) return flat;
    return pixelsOf(flat.reshape<Tensor4D>([-1, ...observationShape]));
  });
}

/**
 * @param config - Width and depth.
 * @param observationShape - Images are flattened.
 * @param latentWidth - Coordinates of a latent.
 * @returns `depth` hidden layers for the observation, as many for the latent, then three heads.
 */
export function mlpDiscriminator(
  config: MlpNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): NormalisedNetwork<[Tensor, Tensor2D], Tensor1D> {
  const blueprint = new Blueprint();
  const spectral = { spectral: true } as const;
  const ofObservation = hiddenLayers(
    blueprint,
    'observation',
    sizeOf(observationShape),
    config,
    spectral,
  );
  const ofLatent = hiddenLayers(blueprint, 'latent', latentWidth, config, spectral);
  const heads = threeHeads(blueprint, config.width, config.width, config.width);
  return blueprint.network((run, x, z) =>
    heads(run, ofObservation(run, flattened(x, observationShape)), ofLatent(run, z)),
  );
}

function hiddenLayers(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  { width, depth }: MlpNetworks,
  options: LayerOptions = {},
): DenseLayer {
  const layers = Array.from({ length: depth }, (_, i) =>
    denseLayer(blueprint, `${name}${i + 1}`, i === 0 ? inputs : width, width, options),
  );
  return (run, x) => layers.reduce((y, layer) => layer(run, y), x);
}

/** `[n, size]`, pixels in [-1, 1]. */
function flattened(x: Tensor, shape: readonly number[]): Tensor2D {
  if (!isImageShape(shape)) return x as Tensor2D;
  return centred(x as Tensor4D).reshape([-1, sizeOf(shape)]);
}
