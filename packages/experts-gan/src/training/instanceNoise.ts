import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Normal noise on all that the discriminator reads in training, which stays or falls to nothing along a straight line. */
export interface InstanceNoise {
  /** Its standard deviation in the first iteration. Default: 0.1. */
  readonly deviation: number;
  /** The iteration from which there is none; `null` keeps it as it is. Default: 1000. */
  readonly until: number | null;
}

/** The schema of {@link InstanceNoise}, or `false` for none. */
export const instanceNoiseSchema = z.union([
  z.literal(false),
  z.strictObject({
    deviation: z._default(z.number().check(z.positive(), z.maximum(10)), 0.1),
    until: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(10_000_000))), 1000),
  }),
]);

/** The noise of one iteration. */
export interface BatchNoise {
  /** One for each canonical image. */
  readonly canonical: tf.Tensor4D;
  /** One for each transformed image, which the outputs of all experts for it get: it does not decide who wins. */
  readonly transformed: tf.Tensor4D;
}

/**
 * @param settings - The noise; `false` for none.
 * @param done - Iterations done before.
 * @returns Its standard deviation in this iteration.
 */
export function instanceDeviation(settings: InstanceNoise | false, done: number): number {
  if (settings === false) return 0;
  const { deviation, until } = settings;
  return until === null ? deviation : deviation * Math.max(0, 1 - done / until);
}

/**
 * @param deviation - The standard deviation.
 * @param batch - The images of an iteration.
 * @param stream - Drawn from, where the deviation is above 0.
 * @returns The noise, of which the caller disposes; `undefined` for none.
 */
export function drawInstanceNoise(
  deviation: number,
  { canonical, transformed }: Readonly<Record<keyof BatchNoise, tf.Tensor4D>>,
  stream: RandomStream,
): BatchNoise | undefined {
  if (deviation === 0) return undefined;
  const draw = ({ size, shape }: tf.Tensor4D) =>
    tf.tensor4d(stream.normals(size, 0, deviation), shape);
  return { canonical: draw(canonical), transformed: draw(transformed) };
}

/**
 * @param images - `[copies * n, height, width, c]`; not disposed.
 * @param noise - `[n, height, width, c]`, for each copy the same; `undefined` for none. Not disposed.
 * @returns What the discriminator reads of them, of which the caller disposes.
 */
export function withInstanceNoise(
  images: tf.Tensor4D,
  noise: tf.Tensor4D | undefined,
): tf.Tensor4D {
  if (noise === undefined) return images.clone();
  const copies = images.shape[0] / noise.shape[0];
  return tf.tidy(() => images.add<tf.Tensor4D>(noise.tile([copies, 1, 1, 1])));
}

/** @param noise - Disposed of, where there is some. */
export function disposeNoise(noise: BatchNoise | undefined): void {
  if (noise !== undefined) tf.dispose([noise.canonical, noise.transformed]);
}
