import * as tf from '@tensorflow/tfjs';
import { convolutionLayer, denseLayer } from '../layers/affineLayers.ts';
import type { ConvolutionLayer, DenseLayer } from '../layers/affineLayers.ts';
import { Blueprint } from '../layers/blueprint.ts';
import { orthogonalStart } from '../layers/orthogonal.ts';
import { halved } from '../layers/resize.ts';
import type { NormalisedNetwork } from '../network.ts';
import type { PaperNetworks } from '../networksConfig.ts';
import { centred } from '../observations.ts';
import { paperSizes } from './paperSizes.ts';
import { selfAttention } from './selfAttention.ts';

/** What all layers of this network have in common. */
const PLAIN = { activated: false, spectral: true } as const;
/** Residual blocks of the dense parts. */
const DENSE_BLOCKS = 3;

/**
 * @param config - The width.
 * @param observationShape - Of an image.
 * @param latentWidth - Coordinates of a latent.
 * @returns Residual blocks that halve the maps, summed over pixels; dense residual blocks for the latent, and for both features
 * together; the mean of a linear score of each.
 */
export function largeDiscriminator(
  config: PaperNetworks,
  observationShape: readonly number[],
  latentWidth: number,
): NormalisedNetwork<[tf.Tensor, tf.Tensor2D], tf.Tensor1D> {
  const { width } = config;
  const { sides, channels, attention } = paperSizes(
    'discriminatorNetwork',
    observationShape,
    width,
  );
  const blueprint = new Blueprint();
  const stem = convolutionLayer(blueprint, 'stem', observationShape[2] ?? 1, width, {
    ...PLAIN,
    side: 1,
    start: orthogonalStart(width),
  });
  // From the largest side down: the channels at half the side are those of the generator one level above.
  const layers: ConvolutionLayer[] = sides
    .slice(0, -1)
    .reverse()
    .flatMap((side, i) => {
      const from = i === 0 ? width : (channels.at(-i) ?? width);
      const to = channels.at(-i - 1) ?? width;
      const block = downBlock(blueprint, `down${i + 1}`, from, to, true);
      return side === attention ? [block, selfAttention(blueprint, 'attention', to)] : [block];
    });
  const deepest = channels[1] ?? width;
  layers.push(downBlock(blueprint, 'deep', deepest, deepest, false));
  const hidden = 16 * width;
  const ofLatent = denseBlocks(blueprint, 'latent', latentWidth, hidden);
  const ofBoth = denseBlocks(blueprint, 'both', deepest + hidden, hidden);
  const score = (name: string, from: number) =>
    denseLayer(blueprint, `head/${name}`, from, 1, { ...PLAIN, start: orthogonalStart(1) });
  const scores = [score('observation', deepest), score('latent', hidden), score('both', hidden)];
  return blueprint.network((run, pixels, z) => {
    const maps = layers.reduce(
      (x, layer) => layer(run, x),
      stem(run, centred(pixels as tf.Tensor4D)),
    );
    const x = maps.relu().sum<tf.Tensor2D>([1, 2]);
    const latent = ofLatent(run, z);
    const both = ofBoth(run, tf.concat2d([x, latent], 1));
    const logits = [x, latent, both].map((features, i) => scores[i]?.(run, features) ?? features);
    return tf.addN<tf.Tensor2D>(logits).div<tf.Tensor2D>(logits.length).as1D();
  });
}

/** ReLU and convolution twice, averaged to half the side, and the input besides by a 1x1 convolution. */
function downBlock(
  blueprint: Blueprint,
  name: string,
  from: number,
  to: number,
  halves: boolean,
): ConvolutionLayer {
  const options = { ...PLAIN, start: orthogonalStart(to) };
  const first = convolutionLayer(blueprint, `${name}/first`, from, to, options);
  const second = convolutionLayer(blueprint, `${name}/second`, to, to, options);
  const skip = halves
    ? convolutionLayer(blueprint, `${name}/skip`, from, to, { ...options, side: 1 })
    : undefined;
  const resized = (x: tf.Tensor4D) => (halves ? halved(x) : x);
  return (run, x) => {
    const changed = second(run, first(run, x.relu<tf.Tensor4D>()).relu<tf.Tensor4D>());
    const kept = resized(x);
    return resized(changed).add(skip?.(run, kept) ?? kept);
  };
}

/** A layer to `hidden` units, then residual blocks `relu(h + W relu(V h))`. */
function denseBlocks(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  hidden: number,
): DenseLayer {
  const layer = (part: string, from: number) =>
    denseLayer(blueprint, `${name}/${part}`, from, hidden, {
      ...PLAIN,
      start: orthogonalStart(hidden),
    });
  const entry = layer('entry', inputs);
  const blocks = Array.from({ length: DENSE_BLOCKS }, (_, i) => [
    layer(`block${i + 1}/first`, hidden),
    layer(`block${i + 1}/second`, hidden),
  ]);
  return (run, x) =>
    blocks.reduce((h, [first, second]) => {
      const inner = first?.(run, h).relu<tf.Tensor2D>() ?? h;
      return h.add<tf.Tensor2D>(second?.(run, inner) ?? inner).relu();
    }, entry(run, x).relu<tf.Tensor2D>());
}
