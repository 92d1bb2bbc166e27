// Experts whose maps are known: on images of zeros and ones they are exact, since their last sigmoid is saturated.
import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, resolveExpertsConfig } from '../../src/index.ts';
import { drawWeights } from '../../src/networks/drawWeights.ts';

/** What an expert does: each of its five convolutions can move an image by one pixel. */
export type KnownMap = 'identity' | 'invert' | { readonly dx: number; readonly dy: number };

/** Experts with known maps on 8x8 images of one channel, and a random discriminator; filters but the first are idle. */
export function knownExperts(maps: readonly KnownMap[], filters = 1): ExpertsModel {
  const config = resolveExpertsConfig({
    experts: maps.length,
    filters,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 3,
  });
  const { scorer } = drawWeights(config, [8, 8, 1], new RandomStream(1));
  return new ExpertsModel(config, [8, 8, 1], {
    experts: maps.map((map) => parametersOf(map, filters)),
    statistics: maps.map(() => new Float32Array(8 * filters).fill(1, 4 * filters)),
    scorer,
  });
}

function parametersOf(map: KnownMap, filters: number): Float32Array {
  const gain = map === 'invert' ? -100 : 100;
  const scale = Math.sqrt(1 + 1e-5); // what batch norm divides by
  const { dx, dy } = typeof map === 'string' ? { dx: 0, dy: 0 } : map;
  /** A kernel that moves the first channel by a pixel, where the layer is to do so. */
  const kernel = (layer: number, inputs: number, outputs: number, weight: number) => {
    const x = Math.abs(dx) > layer ? Math.sign(dx) : 0;
    const y = Math.abs(dy) > layer ? Math.sign(dy) : 0;
    const values = new Array<number>(9 * inputs * outputs).fill(0);
    values[(3 * (1 - y) + 1 - x) * inputs * outputs] = weight;
    return values;
  };
  const norms = Array.from({ length: 2 * filters }, (_, k) => (k < filters ? scale : 0));
  const hidden = [0, 1, 2, 3].flatMap((layer) => [
    ...kernel(layer, layer === 0 ? 1 : filters, filters, 1),
    ...norms,
  ]);
  return Float32Array.from([...hidden, ...kernel(4, filters, 1, gain), -gain / 2]);
}

/** Images of zeros and ones with an empty border. */
export function dots(count: number, seed = 2): tf.Tensor4D {
  const stream = new RandomStream(seed);
  const inner = tf.tensor4d(
    stream.uniforms(count * 16).map((value) => (value > 0.5 ? 1 : 0)),
    [count, 4, 4, 1],
  );
  const padded = inner.pad<tf.Tensor4D>([
    [0, 0],
    [2, 2],
    [2, 2],
    [0, 0],
  ]);
  inner.dispose();
  return padded;
}

/** A scorer that knows what the images should be: minus the squared distance to the nearest of the originals. */
export function distanceTo(originals: tf.Tensor4D): (images: tf.Tensor4D) => Promise<number[]> {
  return async (images) => {
    const [known, given] = await Promise.all([originals.array(), images.array()]);
    const flat = (image: number[][][]) => image.flat(2);
    return given.map((image) => {
      const pixels = flat(image);
      const distances = known.map((original) =>
        flat(original).reduce((sum, value, k) => sum + (value - (pixels[k] ?? NaN)) ** 2, 0),
      );
      // What the sigmoid leaves of a black pixel is no difference.
      return 0 - Math.round(Math.min(...distances) * 1e6) / 1e6;
    });
  };
}
