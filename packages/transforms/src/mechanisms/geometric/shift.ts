import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';

/** No image has sides beyond this: a longer shift is a slip. */
const farthest = 2 ** 16;

/** Parameters of {@link shift}. */
export interface ShiftOptions {
  /** Whole pixels to the right, from -65536 to 65536; negative goes left. Default: 0. */
  readonly dx?: number;
  /** Whole pixels down, from -65536 to 65536; negative goes up. Default: 0. */
  readonly dy?: number;
}

/**
 * Moves the picture by whole pixels; vacated pixels become 0 and what leaves the frame is lost.
 *
 * @param options - How far.
 * @returns The mechanism; its inverse is the opposite shift, exact when no ink left the frame.
 * @throws ArgumentError when a distance is no whole number.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { shift } from '@causal-mechanisms/transforms';
 *
 * const up = shift({ dy: -4 });
 * const images = tf.zeros<tf.Rank.R4>([1, 32, 32, 1]);
 * const moved = up.apply(images, new RandomStream(1));
 * console.log(up.name, moved.shape); // shift up 4 [ 1, 32, 32, 1 ]
 * tf.dispose([images, moved]);
 * ```
 */
export function shift(options: ShiftOptions): Mechanism {
  checkOptions('shift', options);
  const { dx: right = 0, dy: down = 0 } = options;
  checkCount('shift', 'dx', right, { least: -farthest, most: farthest });
  checkCount('shift', 'dy', down, { least: -farthest, most: farthest });
  // Minus zero becomes plain zero, so that names and definitions stay clean.
  const [dx, dy] = [right + 0, down + 0];
  return createMechanism({
    name: shiftName(dx, dy),
    definition: { kind: 'shift', dx, dy },
    deterministic: true,
    apply: (images) => shifted(images, dx, dy),
    invert: (images) => shifted(images, -dx, -dy),
  });
}

function shiftName(dx: number, dy: number): string {
  const vertical = dy < 0 ? 'up' : 'down';
  const horizontal = dx < 0 ? 'left' : 'right';
  if (dx === 0 && dy === 0) return 'shift 0';
  if (dx === 0) return `shift ${vertical} ${Math.abs(dy)}`;
  if (dy === 0) return `shift ${horizontal} ${Math.abs(dx)}`;
  return Math.abs(dx) === Math.abs(dy)
    ? `shift ${vertical}-${horizontal} ${Math.abs(dx)}`
    : `shift ${vertical} ${Math.abs(dy)} ${horizontal} ${Math.abs(dx)}`;
}

function shifted(images: Tensor4D, dx: number, dy: number): Tensor4D {
  const [count, height, width, channels] = images.shape;
  const keptRows = height - Math.abs(dy);
  const keptColumns = width - Math.abs(dx);
  if (keptRows <= 0 || keptColumns <= 0) return tf.zerosLike(images);
  const kept = images.slice(
    [0, Math.max(0, -dy), Math.max(0, -dx), 0],
    [count, keptRows, keptColumns, channels],
  );
  return tf.pad4d(kept, [
    [0, 0],
    [Math.max(0, dy), Math.max(0, -dy)],
    [Math.max(0, dx), Math.max(0, -dx)],
    [0, 0],
  ]);
}
