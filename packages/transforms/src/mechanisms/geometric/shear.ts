import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { affineMechanism } from './affine.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link shear}. */
export interface ShearOptions {
  /** Pixels to the right per pixel below the centre. Default: 0. */
  readonly x?: number;
  /** Pixels down per pixel to the right of the centre. Default: 0. */
  readonly y?: number;
}

/**
 * Slants the picture about its centre with bilinear interpolation; vacated pixels become 0.
 *
 * @param options - How much along each axis.
 * @returns The mechanism; its inverse slants back by resampling, so it is approximate unless every pixel moved by
 *   whole pixels.
 * @throws ArgumentError when a slant is not finite or the two together flatten the picture to a line (`x * y = 1`).
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { shear } from '@causal-mechanisms/transforms';
 *
 * const images = tf.tensor4d([0, 1, 0, 0, 1, 0, 0, 1, 0], [1, 3, 3, 1]);
 * const slanted = shear({ x: 1 }).apply(images, new RandomStream(1));
 * console.log(await slanted.data()); // [1, 0, 0, 0, 1, 0, 0, 0, 1]
 * tf.dispose([images, slanted]);
 * ```
 */
export function shear(options: ShearOptions): Mechanism {
  checkOptions('shear', options);
  const { x: givenX = 0, y: givenY = 0 } = options;
  const x = checkNumber('shear', 'x', givenX);
  const y = checkNumber('shear', 'y', givenY);
  if (Math.abs(1 - x * y) < 1e-6) {
    throw new ArgumentError(`shear: x * y must not be 1, got x = ${x} and y = ${y}`, {
      data: { x, y },
    });
  }
  const named = [...(x === 0 ? [] : [` x ${x}`]), ...(y === 0 ? [] : [` y ${y}`])].join('');
  return affineMechanism({
    name: `shear${named === '' ? ' 0' : named}`,
    definition: { kind: 'shear', x, y },
    map: [1, x, y, 1],
  });
}
