import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { convolutionLayer, denseLayer } from '../layers/affineLayers.ts';
import type { ConvolutionLayer } from '../layers/affineLayers.ts';
import { batchNorm } from '../layers/batchNorm.ts';
import { Blueprint } from '../layers/blueprint.ts';
import { noiseSource } from '../layers/injectedNoise.ts';
import { orthogonalStart } from '../layers/orthogonal.ts';
import { doubled } from '../layers/resize.ts';
import type { Network } from '../network.ts';
import type { PaperNetworks } from '../networksConfig.ts';
import { pixelsOf } from '../observations.ts';
import { paperSizes } from './paperSizes.ts';
import { selfAttention } from './selfAttention.ts';

/** What all layers of this network have in common. */
const PLAIN = { activated: false, spectral: true } as const;

/**
 * @param config - Width and noise.
 * @param observationShape - Of an image.
 * @param latentWidth - Coordinates of a latent.
 * @returns A linear layer to maps of 4x4, residual blocks that double them, self-attention, batch norm, ReLU and a convolution to
 * colours; every kernel spectrally normalised.
 */
export function largeGenerator(
  config: PaperNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): Network<[Tensor2D], Tensor> {
  const { injectedNoise, width } = config;
  const sizes = paperSizes('generatorNetwork', observationShape, width);
  const { sides, channels, attention } = sizes;
  const [base = width] = channels;
  const blueprint = new Blueprint();
  const noised = (side: number, depth: number) => (injectedNoise ? [side, side, depth] : undefined);
  const smallest = sides[0] ?? 1;
  const first = denseLayer(blueprint, 'latent', latentWidth, smallest * smallest * base, {
    ...PLAIN,
    start: orthogonalStart(smallest * smallest * base),
  });
  const noise = injectedNoise
    ? noiseSource(blueprint, 'latent', [smallest, smallest, base])
    : undefined;
  const layers: ConvolutionLayer[] = sides.slice(1).flatMap((side, i) => {
    const [from = width, to = width] = [channels[i], channels[i + 1]];
    const block = upBlock(blueprint, `up${i + 1}`, from, to, noised(side, to));
    if (side !== attention) return [block];
    return [block, selfAttention(blueprint, 'attention', to)];
  });
  const top = channels.at(-1) ?? width;
  const norm = batchNorm(blueprint, 'output', top);
  const colours = observationShape[2] ?? 1;
  const start = orthogonalStart(colours);
  const last = convolutionLayer(blueprint, 'output', top, colours, { ...PLAIN, start });
  return blueprint.network((run, z) => {
    const maps = first(run, z).reshape<Tensor4D>([-1, smallest, smallest, base]);
    const added = noise?.(run, maps);
    const noised = added === undefined ? maps : maps.add<Tensor4D>(added.drawn.mul(added.scale));
    const grown = layers.reduce((x, layer) => layer(run, x), noised);
    return pixelsOf(last(run, norm(run, grown).relu<Tensor4D>()));
  });
}

/** Batch norm, ReLU, doubling and convolution, once more without doubling, and the input besides, doubled, by a 1x1 convolution. */
function upBlock(
  blueprint: Blueprint,
  name: string,
  from: number,
  to: number,
  noise: readonly number[] | undefined,
): ConvolutionLayer {
  const options = { ...PLAIN, start: orthogonalStart(to) };
  const norm1 = batchNorm(blueprint, `${name}/first`, from);
  const first = convolutionLayer(blueprint, `${name}/first`, from, to, { ...options, noise });
  const norm2 = batchNorm(blueprint, `${name}/second`, to);
  const second = convolutionLayer(blueprint, `${name}/second`, to, to, { ...options, noise });
  const skip = convolutionLayer(blueprint, `${name}/skip`, from, to, { ...options, side: 1 });
  return (run, x) => {
    const wide = first(run, doubled(norm1(run, x).relu<Tensor4D>()));
    const changed = second(run, norm2(run, wide).relu<Tensor4D>());
    // A 1x1 convolution of doubled maps is a doubled 1x1 convolution, at a quarter of the cost.
    return changed.add(doubled(skip(run, x)));
  };
}
