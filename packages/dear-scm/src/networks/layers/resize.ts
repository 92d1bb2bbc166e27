import type { Tensor4D } from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/**
 * Moves blocks of pixels into channels, in the order of `tf.depthToSpace`'s inverse: row in the block, column in the block, channel.
 *
 * @param x - `[n, height, width, c]`, height and width multiples of the block; not disposed.
 * @param block - The side of a block.
 * @returns `[n, height / block, width / block, block * block * c]`; the caller disposes of it.
 */
export function spaceToDepth(x: Tensor4D, block: number): Tensor4D {
  return withHandGradient([x], {
    forward: () => ({ value: gather(x, block), saved: [] }),
    gradient: (dy) => [scatter(dy, block)],
  });
}

/**
 * Moves channels into blocks of pixels, as `tf.depthToSpace` does: the inverse of {@link spaceToDepth}.
 *
 * @param x - `[n, height, width, block * block * c]`; not disposed.
 * @param block - The side of a block.
 * @returns `[n, height * block, width * block, c]`; the caller disposes of it.
 */
export function depthToSpace(x: Tensor4D, block: number): Tensor4D {
  return withHandGradient([x], {
    forward: () => ({ value: scatter(x, block), saved: [] }),
    gradient: (dy) => [gather(dy, block)],
  });
}

/**
 * Repeats every pixel in a block of 2x2.
 *
 * @param x - `[n, height, width, c]`; not disposed.
 * @returns `[n, 2 * height, 2 * width, c]`; the caller disposes of it.
 */
export function doubled(x: Tensor4D): Tensor4D {
  return withHandGradient([x], {
    forward: () => ({ value: scatter(x.tile([1, 1, 1, 4]), 2), saved: [] }),
    gradient: (dy) => [halved(dy).mul(4)],
  });
}

/**
 * Averages every block of 2x2 pixels.
 *
 * @param x - `[n, height, width, c]`, height and width even; not disposed.
 * @returns `[n, height / 2, width / 2, c]`; the caller disposes of it.
 */
export function halved(x: Tensor4D): Tensor4D {
  return x.avgPool(2, 2, 'valid');
}

/**
 * {@link spaceToDepth} of pixels that are centred: `2 x - 1`, in one.
 *
 * @param pixels - `[n, height, width, c]` in [0, 1]; not disposed.
 * @param block - The side of a block.
 * @returns `[n, height / block, width / block, block * block * c]` in [-1, 1]; the caller disposes of it.
 */
export function centredBlocks(pixels: Tensor4D, block: number): Tensor4D {
  return withHandGradient([pixels], {
    forward: () => ({ value: gather(pixels, block).mul<Tensor4D>(2).sub(1), saved: [] }),
    gradient: (dy) => [scatter(dy, block).mul(2)],
  });
}

/** Only two axes change places: the pixels of a block's row lie side by side already. */
function gather(x: Tensor4D, block: number): Tensor4D {
  const [n, height, width, channels] = x.shape;
  return x
    .reshape<Tensor4D>([(n * height) / block, block, width / block, block * channels])
    .transpose<Tensor4D>([0, 2, 1, 3])
    .reshape([n, height / block, width / block, block * block * channels]);
}

function scatter(x: Tensor4D, block: number): Tensor4D {
  const [n, height, width, channels] = x.shape;
  return x
    .reshape<Tensor4D>([n * height, width, block, channels / block])
    .transpose<Tensor4D>([0, 2, 1, 3])
    .reshape([n, height * block, width * block, channels / (block * block)]);
}
