import {
  ArgumentError,
  checkCount,
  checkNumbers,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';

/**
 * @param shape - Of an observation.
 * @returns How many numbers it has.
 */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/**
 * @param shape - Of an observation: `[height, width, channels]` or `[width]`.
 * @returns Whether it is an image.
 */
export function isImageShape(
  shape: readonly number[],
): shape is readonly [height: number, width: number, channels: number] {
  return shape.length === 3;
}

/**
 * @param owner - The network; opens the message.
 * @param observations - What it was given.
 * @param shape - What an observation should be.
 * @throws ShapeError when the observations have another shape.
 */
export function checkObservations(
  owner: string,
  observations: Tensor,
  shape: readonly number[],
): void {
  const [, ...given] = observations.shape;
  if (given.length === shape.length && shape.every((side, i) => side === given[i])) return;
  throw new ShapeError(
    `${owner}: expected observations [n, ${shape.join(', ')}], got [${observations.shape.join(', ')}]`,
    { data: { expected: [...shape], actual: observations.shape } },
  );
}

/**
 * @param owner - The network; opens the message.
 * @param latents - What it was given.
 * @param width - How many coordinates they should have.
 * @throws ShapeError when they have another number.
 */
export function checkLatents(owner: string, latents: Tensor2D, width: number): void {
  if (latents.rank === 2 && latents.shape[1] === width) return;
  throw new ShapeError(
    `${owner}: expected latents [n, ${width}], got [${latents.shape.join(', ')}]`,
    { data: { expected: width, actual: latents.shape } },
  );
}

/**
 * @param pixels - In [0, 1]; not disposed.
 * @returns In [-1, 1]; the caller disposes of it.
 */
export function centred(pixels: Tensor4D): Tensor4D {
  return pixels.mul<Tensor4D>(2).sub(1);
}

/**
 * @param maps - Any numbers; not disposed.
 * @returns Pixels in (0, 1): their sigmoids, which is `(tanh(a / 2) + 1) / 2`. The caller disposes of it.
 */
export function pixelsOf(maps: Tensor4D): Tensor4D {
  return maps.sigmoid();
}

/** Numbers in an observation, a latent or an answer: as many as the description of a saved model may say. */
const MOST_NUMBERS = 1_048_576;

/**
 * @param owner - Opens messages.
 * @param shape - Of an observation.
 * @param widths - Numbers of latents or answers, by the names of the arguments.
 * @throws ArgumentError when one is no size.
 */
export function checkNetworkSizes(
  owner: string,
  shape: readonly number[],
  widths: Readonly<Record<string, number>>,
): void {
  for (const [name, width] of Object.entries(widths)) {
    checkCount(owner, name, width, { most: MOST_NUMBERS });
  }
  checkNumbers(owner, 'observationShape', shape, { whole: true, least: 1, leastLength: 1 });
  if (sizeOf(shape) <= MOST_NUMBERS) return;
  throw new ArgumentError(
    `${owner}: observationShape must be of at most ${MOST_NUMBERS} numbers, got [${shape.join(', ')}]`,
    { data: { shape: [...shape] } },
  );
}
