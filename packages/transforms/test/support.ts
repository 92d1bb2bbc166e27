import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '../src/index.ts';

/** One image of one channel from its rows. */
export function picture(rows: readonly (readonly number[])[]): Tensor4D {
  return tf.tensor4d(rows.flat(), [1, rows.length, rows[0]?.length ?? 0, 1]);
}

/** The pixels of a tensor, which is disposed. */
export async function taken(tensor: tf.Tensor): Promise<number[]> {
  const values = await tensor.data();
  tensor.dispose();
  return Array.from(values);
}

/** The rows of one image after a mechanism; the input is disposed. */
export async function applied(
  mechanism: Mechanism,
  rows: readonly (readonly number[])[],
  seed = 1,
): Promise<number[][]> {
  const images = picture(rows);
  return inRows(
    await taken(tf.tidy(() => mechanism.apply(images, new RandomStream(seed)))),
    images,
  );
}

/** The rows of one image after the inverse of a mechanism; the input is disposed. */
export async function undone(
  mechanism: Mechanism,
  rows: readonly (readonly number[])[],
): Promise<number[][]> {
  const images = picture(rows);
  const { invert } = mechanism;
  if (invert === undefined) throw new Error(`${mechanism.name} has no inverse`);
  return inRows(await taken(invert(images)), images);
}

function inRows(pixels: readonly number[], images: Tensor4D): number[][] {
  const [, height, width] = images.shape;
  images.dispose();
  return Array.from({ length: height }, (_, y) => pixels.slice(y * width, (y + 1) * width));
}

/** Reproducible images in [0, 1]. */
export function noiseImages(shape: [number, number, number, number], seed = 1): Tensor4D {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor4d(new RandomStream(seed).uniforms(size), shape);
}

/** The code of the typed error that a function throws. */
export function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return undefined;
}
