import { ShapeError } from '@causal-mechanisms/tensor-utils';

/** The sides and channels of the maps of the large generator and discriminator. */
export interface PaperSizes {
  /** Sides, from 4 up to that of the image. */
  readonly sides: readonly number[];
  /** Channels at each side. */
  readonly channels: readonly number[];
  /** The side at which there is self-attention. */
  readonly attention: number;
}

/** The side of the smallest maps. */
const SMALLEST = 4;
/** The side of the maps with self-attention in images that are larger. */
const ATTENTION = 32;
/** Channels are no more than this many times the width. */
const MOST = 16;

/**
 * @param owner - Opens the message.
 * @param shape - Of an image.
 * @param width - Half the channels at the side of the image.
 * @returns The sizes: 64x64 at width 32 gives sides 4 to 64 with 512, 512, 256, 128 and 64 channels, and attention at 32.
 * @throws ShapeError when the observation is no square image whose side is a power of two of at least 16.
 */
export function paperSizes(owner: string, shape: readonly number[], width: number): PaperSizes {
  const [height = 0, across = 0] = shape;
  const levels = Math.log2(height / SMALLEST);
  if (shape.length !== 3 || height !== across || !Number.isInteger(levels) || levels < 2) {
    throw new ShapeError(
      `${owner}: networks of the kind paper need square images [side, side, channels] whose side is a power of two of at least 16, got [${shape.join(', ')}]`,
      { data: { actual: [...shape] } },
    );
  }
  const sides = Array.from({ length: levels + 1 }, (_, i) => SMALLEST * 2 ** i);
  return {
    sides,
    channels: sides.map((side) => width * Math.min(MOST, (2 * height) / side)),
    attention: Math.min(ATTENTION, height / 2),
  };
}
