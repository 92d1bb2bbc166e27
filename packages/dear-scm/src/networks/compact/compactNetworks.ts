import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { Blueprint } from '../layers/blueprint.ts';
import type { Run } from '../layers/blueprint.ts';
import { convolutionLayer, denseLayer } from '../layers/affineLayers.ts';
import type { LayerOptions } from '../layers/affineLayers.ts';
import { centredBlocks, depthToSpace, spaceToDepth } from '../layers/resize.ts';
import { threeHeads } from '../layers/threeHeads.ts';
import type { Network, NormalisedNetwork } from '../network.ts';
import type { CompactNetworks } from '../networksConfig.ts';
import { pixelsOf } from '../observations.ts';
import { compactSizes } from './compactSizes.ts';

/**
 * @param config - The width.
 * @param observationShape - Of an image.
 * @param outputs - How many numbers it gives.
 * @returns Convolutions and a hidden layer, then a linear one.
 */
export function compactEncoder(
  config: CompactNetworks,
  observationShape: readonly number[],
  outputs: number,
): Network<[Tensor], Tensor2D> {
  const blueprint = new Blueprint();
  const features = trunk('encoderNetwork', blueprint, config.width, observationShape);
  const last = denseLayer(blueprint, 'output', 4 * config.width, outputs, { activated: false });
  return blueprint.network((run, x) => last(run, features(run, x)));
}

/**
 * @param config - Width and noise.
 * @param observationShape - Of an image.
 * @param latentWidth - Coordinates of a latent.
 * @returns Two hidden layers, then convolutions that double the maps.
 */
export function compactGenerator(
  config: CompactNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): Network<[Tensor2D], Tensor> {
  const { width, injectedNoise } = config;
  const { stages, up } = compactSizes('generatorNetwork', observationShape, width);
  const [height, across] = stages.at(-1) as (typeof stages)[number];
  const [base = width] = up;
  const blueprint = new Blueprint();
  const noised = (...shape: number[]) => ({ noise: injectedNoise ? shape : undefined });
  const latent = denseLayer(blueprint, 'latent', latentWidth, 4 * width, noised(4 * width));
  const spread = denseLayer(blueprint, 'spread', 4 * width, height * across * base);
  const doublings = up.slice(0, -1).map((channels, i) => {
    const outputs = 4 * (up[i + 1] ?? width);
    const noise = noised(height * 2 ** i, across * 2 ** i, outputs);
    const convolution = convolutionLayer(blueprint, `up${i + 1}`, channels, outputs, noise);
    return (run: Run, x: Tensor4D) => depthToSpace(convolution(run, x), 2);
  });
  const colours = 4 * (observationShape[2] ?? 1);
  const last = convolutionLayer(blueprint, 'output', up.at(-1) ?? width, colours, {
    activated: false,
  });
  return blueprint.network((run, z) => {
    const maps = spread(run, latent(run, z)).reshape<Tensor4D>([-1, height, across, base]);
    const grown = doublings.reduce((x, doubling) => doubling(run, x), maps);
    return pixelsOf(depthToSpace(last(run, grown), 2));
  });
}

/**
 * @param config - The width.
 * @param observationShape - Of an image.
 * @param latentWidth - Coordinates of a latent.
 * @returns The encoder's convolutions for the image, two hidden layers for the latent, then three heads.
 */
export function compactDiscriminator(
  { width }: CompactNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): NormalisedNetwork<[Tensor, Tensor2D], Tensor1D> {
  const blueprint = new Blueprint();
  const spectral = { spectral: true } as const;
  const ofImage = trunk('discriminatorNetwork', blueprint, width, observationShape, spectral);
  const latent1 = denseLayer(blueprint, 'latent1', latentWidth, 2 * width, spectral);
  const latent2 = denseLayer(blueprint, 'latent2', 2 * width, 2 * width, spectral);
  const heads = threeHeads(blueprint, 4 * width, 2 * width, 4 * width);
  return blueprint.network((run, x, z) =>
    heads(run, ofImage(run, x), latent2(run, latent1(run, z))),
  );
}

/** Pixels in blocks, a convolution per stage, then a hidden layer of `4 width` units. */
function trunk(
  owner: string,
  blueprint: Blueprint,
  width: number,
  shape: readonly number[],
  options: LayerOptions = {},
): (run: Run, x: Tensor) => Tensor2D {
  const { block, stages, down } = compactSizes(owner, shape, width);
  const convolutions = down.map((channels, i) => {
    const inputs = i === 0 ? block * block * (shape[2] ?? 1) : 4 * (down[i - 1] ?? width);
    return convolutionLayer(blueprint, `down${i + 1}`, inputs, channels, options);
  });
  const [height, across] = stages.at(-1) as (typeof stages)[number];
  const size = height * across * (down.at(-1) ?? width);
  const hidden = denseLayer(blueprint, 'hidden', size, 4 * width, options);
  return (run, pixels) => {
    const blocks = centredBlocks(pixels as Tensor4D, block);
    const maps = convolutions.reduce(
      (x, convolution, i) => convolution(run, i === 0 ? x : spaceToDepth(x, 2)),
      blocks,
    );
    return hidden(run, maps.reshape<Tensor2D>([-1, size]));
  };
}
