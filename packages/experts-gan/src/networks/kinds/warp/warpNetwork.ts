import * as tf from '@tensorflow/tfjs';
import { joinParameters, parameterLayout, tensorTuple } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, RandomStream } from '@causal-mechanisms/tensor-utils';
import { columnImages, imageColumns, pixelPlaces, sampleAffine } from './affineSampling.ts';
import type { AffineMaps } from './affineSampling.ts';

/**
 * The orientations that an expert chooses from, as maps from a place in the output to one in the input, row by row: the image as it is,
 * turned by a quarter, a half and three quarters, and each of these in a mirror.
 */
const ORIENTATIONS = [
  [1, 0, 0, 1],
  [0, 1, -1, 0],
  [-1, 0, 0, -1],
  [0, -1, 1, 0],
  [-1, 0, 0, 1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, -1, -1, 0],
] as const;

/** Parameters are small numbers that an optimiser moves by its step size; a choice must go further than a slope. */
const CHOICE_GAIN = 30;

/** How much more often than any other the orientation of the image as it is counts at the start. */
const FIRST_CHOICE = 5;

/** The parameters of a warp: how much each orientation counts, and a deviation from each of them. */
export const warpLayout = parameterLayout([
  { name: 'warp/choice', shape: [ORIENTATIONS.length] },
  { name: 'warp/linear', shape: [ORIENTATIONS.length, 2, 2] },
  { name: 'warp/offset', shape: [ORIENTATIONS.length, 2] },
]);

/**
 * @param stream - Where a little difference between experts is drawn from.
 * @returns The parameters of a warp that is near the identity map.
 */
export function drawWarp(stream: RandomStream): Float32Array {
  const [choices = 0] = warpLayout.sizes;
  return Float32Array.from({ length: warpLayout.length }, (_, i) => {
    if (i >= choices) return stream.uniform(-0.01, 0.01);
    return ((i === 0 ? FIRST_CHOICE : 0) + stream.uniform(-0.1, 0.1)) / CHOICE_GAIN;
  });
}

/** A warp as it is applied. */
interface Warp {
  /** How much each orientation counts `[orientations]`; they add up to 1. */
  readonly shares: tf.Tensor1D;
  /** Their maps. */
  readonly maps: AffineMaps;
  /** The orientations themselves `[orientations, 2, 2]`. */
  readonly orientations: tf.Tensor3D;
}

/** The largest side of the images that it was trained on is two units long. */
function unitOf([height, width]: ImageShape): number {
  return Math.max(height, width) / 2;
}

function warpOf(parameters: readonly tf.Tensor[], shape: ImageShape): Warp {
  const [choice, linear, offset] = tensorTuple(parameters, [1, 3, 2]);
  const orientations = tf.tensor3d(ORIENTATIONS.flat(), [ORIENTATIONS.length, 2, 2]);
  return {
    shares: choice.mul<tf.Tensor1D>(CHOICE_GAIN).softmax(),
    maps: {
      linear: orientations.add(orientations.matMul(linear)),
      offset: offset.mul(unitOf(shape)),
    },
    orientations,
  };
}

/**
 * Applies a warp: every orientation reads the images, and their shares are added up.
 *
 * @param parameters - In the order of {@link warpLayout}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param shape - Of the images that it was trained on: an offset is the same number of pixels in all others.
 * @returns The images it makes; the caller disposes of them.
 */
export function applyWarp(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  shape: ImageShape,
): tf.Tensor4D {
  const [, height, width] = images.shape;
  return tf.tidy(() => {
    const { shares, maps } = warpOf(parameters, shape);
    const { values } = sampleAffine(maps, imageColumns(images), [height, width]);
    return columnImages(values.mul(shares.reshape([-1, 1, 1])).sum(0), images.shape);
  });
}

/**
 * @param parameters - In the order of {@link warpLayout}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param dOutput - The gradient of what the warp makes of them; not disposed.
 * @param shape - As in {@link applyWarp}.
 * @returns The gradient of the flat vector; the caller disposes of it.
 */
export function warpGradient(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  dOutput: tf.Tensor4D,
  shape: ImageShape,
): tf.Tensor1D {
  const [, height, width] = images.shape;
  return tf.tidy(() => {
    const { shares, maps, orientations } = warpOf(parameters, shape);
    const { values, alongX, alongY } = sampleAffine(maps, imageColumns(images), [height, width]);
    const dy = imageColumns(dOutput).expandDims<tf.Tensor3D>(0);
    const dShares = values.mul(dy).sum<tf.Tensor1D>([1, 2]);
    const dChoice = shares.mul(dShares.sub(dShares.mul(shares).sum())).mul(CHOICE_GAIN);
    // How much is won by moving the place that is read for a pixel, by orientation and pixel.
    const [byX, byY] = [alongX, alongY].map((slope) =>
      slope
        .mul(dy)
        .sum(2)
        .mul(shares.reshape([-1, 1])),
    ) as [tf.Tensor, tf.Tensor];
    const { x, y } = pixelPlaces(height, width);
    const dMaps = tf
      .stack([byX.mul(x).sum(1), byX.mul(y).sum(1), byY.mul(x).sum(1), byY.mul(y).sum(1)], 1)
      .reshape<tf.Tensor3D>([-1, 2, 2]);
    const dOffset = tf.stack([byX.sum(1), byY.sum(1)], 1).mul(unitOf(shape));
    return joinParameters([dChoice, orientations.matMul(dMaps, true, false), dOffset]);
  });
}
