import * as tf from '@tensorflow/tfjs';
import { ArgumentError, checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link occlude}. */
export interface OccludeOptions {
  /** Height of the rectangle in pixels, at least 1. */
  readonly height: number;
  /** Width of the rectangle in pixels, at least 1. */
  readonly width: number;
  /** Its first row, given together with `left`. Default: drawn for every image, every row that holds it alike. */
  readonly top?: number;
  /** Its first column, given together with `top`. Default: drawn for every image, every column that holds it alike. */
  readonly left?: number;
  /** Brightness of the rectangle in [0, 1]. Default: 0. */
  readonly value?: number;
}

/**
 * Covers a rectangle, at a fixed place or at one that is drawn for every image. It has no inverse.
 *
 * Of a rectangle that reaches over the border only the part inside counts; drawn ones lie inside as far as they fit.
 *
 * @param options - Size, place and brightness.
 * @returns The mechanism; it draws from its stream only when the place is left open.
 * @throws ArgumentError when a size, place or brightness is impossible or only one of `top` and `left` is given.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { occlude } from '@causal-mechanisms/transforms';
 *
 * const images = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
 * const covered = occlude({ height: 2, width: 2 }).apply(images, new RandomStream(1));
 * console.log((await covered.sum().data())[0]); // 12
 * ```
 */
export function occlude(options: OccludeOptions): Mechanism {
  checkOptions('occlude', options);
  const { height, width, value: brightness = 0 } = options;
  checkCount('occlude', 'height', height);
  checkCount('occlude', 'width', width);
  const value = checkNumber('occlude', 'value', brightness, { atLeast: 0, atMost: 1 });
  const place = fixedPlace(options);
  return createMechanism({
    name: `occlude ${height}x${width} ${place === undefined ? 'anywhere' : `at ${place.top},${place.left}`}`,
    definition: { kind: 'occlude', height, width, ...place, value },
    deterministic: place !== undefined,
    apply: (images, stream) => {
      const [count, rows, columns] = images.shape;
      const masks = place === undefined ? count : 1;
      const visible = new Float32Array(masks * rows * columns).fill(1);
      for (let i = 0; i < masks; i++) {
        // A place beyond the frame makes both ranges empty.
        const { top, left } = place ?? drawnPlace(stream, rows - height, columns - width);
        for (let y = top; y < Math.min(rows, top + height); y++) {
          const row = (i * rows + y) * columns;
          visible.fill(0, row + left, row + Math.min(columns, left + width));
        }
      }
      const mask = tf.tensor4d(visible, [masks, rows, columns, 1]);
      const kept = tf.mul<tf.Tensor4D>(images, mask);
      return value === 0 ? kept : tf.add(kept, tf.mul(value, tf.sub(1, mask)));
    },
  });
}

function fixedPlace({ top, left }: OccludeOptions) {
  if (top === undefined && left === undefined) return undefined;
  if (top === undefined || left === undefined) {
    throw new ArgumentError('occlude: give both top and left, or neither to have them drawn', {
      data: { top, left },
    });
  }
  checkCount('occlude', 'top', top, { least: 0 });
  checkCount('occlude', 'left', left, { least: 0 });
  // Minus zero becomes plain zero, so that names and definitions stay clean.
  return { top: top + 0, left: left + 0 };
}

function drawnPlace(stream: RandomStream, spareRows: number, spareColumns: number) {
  return {
    top: stream.integer(0, Math.max(0, spareRows) + 1),
    left: stream.integer(0, Math.max(0, spareColumns) + 1),
  };
}
