import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';

/**
 * A linear map of offsets from the centre, `(x, y) -> (a x + b y, c x + d y)`; x goes right and y goes down.
 */
type LinearMap = readonly [a: number, b: number, c: number, d: number];

/** What a factory knows about its affine mechanism. */
interface AffineParts {
  /** A short name for tables. */
  readonly name: string;
  /** The kind and its parameters. */
  readonly definition: JsonObject & { readonly kind: string };
  /** Where a point of the input goes; its determinant is not zero. */
  readonly map: LinearMap;
}

/**
 * A mechanism that maps the picture about its centre with bilinear interpolation; pixels from outside are 0.
 *
 * @param parts - The map and its names.
 * @returns The mechanism; its inverse resamples with the inverse map and is approximate wherever pixels were mixed.
 */
export function affineMechanism({ name, definition, map }: AffineParts): Mechanism {
  const back = inverseMap(map);
  return createMechanism({
    name,
    definition,
    deterministic: true,
    // An output pixel asks where it came from: the forward mechanism samples with the inverse map.
    apply: (images) => resample(images, back),
    invert: (images) => resample(images, map),
  });
}

/** Of the map over its largest entry, whose determinant neither vanishes nor overflows; never infinite, so that 0 stays 0. */
function inverseMap(map: LinearMap): LinearMap {
  const largest = Math.max(...map.map(Math.abs));
  const [a, b, c, d] = map.map((entry) => entry / largest) as unknown as LinearMap;
  const determinant = a * d - b * c;
  const entry = (value: number) =>
    Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value / determinant / largest));
  return [entry(d), entry(-b), entry(-c), entry(a)];
}

/** Each output pixel is a weighted sum of four source pixels, which one gather fetches on every backend. */
function resample(images: Tensor4D, source: LinearMap): Tensor4D {
  const [count, height, width, channels] = images.shape;
  const pixels = height * width;
  const { indices, weights } = bilinearCorners(height, width, source);
  const corners = tf
    .gather(images.reshape([count, pixels, channels]), tf.tensor1d(indices, 'int32'), 1)
    .mul(tf.tensor3d(weights, [1, 4 * pixels, 1]));
  return corners
    .reshape([count, 4, pixels, channels])
    .sum(1)
    .clipByValue(0, 1)
    .reshape(images.shape);
}

function bilinearCorners(height: number, width: number, [a, b, c, d]: LinearMap) {
  const pixels = height * width;
  const indices = new Int32Array(4 * pixels);
  const weights = new Float32Array(4 * pixels);
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sourceX = snapped(a * (x - centreX) + b * (y - centreY) + centreX);
      const sourceY = snapped(c * (x - centreX) + d * (y - centreY) + centreY);
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      for (let corner = 0; corner < 4; corner++) {
        const cornerX = left + (corner & 1);
        const cornerY = top + (corner >> 1);
        // Outside the frame the weight stays 0, whatever the index.
        const inside = cornerX >= 0 && cornerX < width && cornerY >= 0 && cornerY < height;
        if (!inside) continue;
        const place = corner * pixels + y * width + x;
        indices[place] = cornerY * width + cornerX;
        weights[place] = (1 - Math.abs(sourceX - cornerX)) * (1 - Math.abs(sourceY - cornerY));
      }
    }
  }
  return { indices, weights };
}

/** Removes the rounding error of sines and quotients, so that quarter turns are exact. */
function snapped(coordinate: number): number {
  const nearest = Math.round(coordinate);
  return Math.abs(coordinate - nearest) < 1e-9 ? nearest : coordinate;
}
