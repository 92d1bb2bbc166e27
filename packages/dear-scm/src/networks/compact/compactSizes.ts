import { ShapeError } from '@causal-mechanisms/tensor-utils';

/** How a compact network goes from pixels to features: the sides of the maps, and the channels at each. */
export interface CompactSizes {
  /** Pixels per side of the blocks that the image is cut into first. */
  readonly block: number;
  /** Height and width of the maps of each stage of the way down, each half of the one before. */
  readonly stages: readonly (readonly [height: number, width: number])[];
  /** Channels of each stage of the way down. */
  readonly down: readonly number[];
  /** Channels of the maps of the way up before each convolution: the smallest map first, the one of half the image last. */
  readonly up: readonly number[];
}

/** The side of the blocks of an image. */
const BLOCK = 4;
/** Maps are halved while a side is above this, and both are even. */
const SMALLEST = 4;
/** Channels are no more than this many times the width. */
const MOST = 4;

/**
 * @param owner - Opens the message.
 * @param shape - Of an image.
 * @param width - Channels of the convolutions with the most pixels.
 * @returns The sizes: 32x32 gives maps of 8 and 4 on the way down with `width` and `2 width` channels.
 * @throws ShapeError when the observation is no image whose sides 16 divides.
 */
export function compactSizes(owner: string, shape: readonly number[], width: number): CompactSizes {
  const [height = 0, across = 0] = shape;
  const fits = [height, across].every((side) => side > 0 && side % 16 === 0);
  if (shape.length !== 3 || !fits) {
    throw new ShapeError(
      `${owner}: networks of the kind compact need images [height, width, channels] whose height and width are multiples of 16, got [${shape.join(', ')}]`,
      { data: { actual: [...shape] } },
    );
  }
  const stages: [number, number][] = [[height / BLOCK, across / BLOCK]];
  for (let [h, w] = stages[0] as [number, number]; Math.max(h, w) > SMALLEST;) {
    if (h % 2 !== 0 || w % 2 !== 0) break;
    stages.push([(h /= 2), (w /= 2)]);
  }
  const times = (power: number) => width * Math.min(MOST, 2 ** Math.max(0, power));
  const levels = stages.length + 1;
  return {
    block: BLOCK,
    stages,
    down: stages.map((_, i) => times(i)),
    up: Array.from({ length: levels }, (_, i) => times(levels - 2 - i)),
  };
}
