import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { affineMechanism } from './affine.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link rotate}. */
export interface RotateOptions {
  /** Angle in degrees, anticlockwise as seen. */
  readonly degrees: number;
}

/**
 * Turns the picture about its centre with bilinear interpolation; vacated pixels become 0.
 *
 * @param options - How far.
 * @returns The mechanism; its inverse turns back by resampling, so it is approximate except for quarter turns of
 *   square images and where ink left the frame.
 * @throws ArgumentError when the angle is not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { rotate } from '@causal-mechanisms/transforms';
 *
 * const images = tf.tensor4d([1, 2, 3, 4].map((v) => v / 4), [1, 2, 2, 1]);
 * const turned = rotate({ degrees: 90 }).apply(images, new RandomStream(1));
 * console.log(await turned.data()); // Float32Array(4) [ 0.5, 1, 0.25, 0.75 ]
 * tf.dispose([images, turned]);
 * ```
 */
export function rotate(options: RotateOptions): Mechanism {
  checkOptions('rotate', options);
  const degrees = checkNumber('rotate', 'degrees', options.degrees);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return affineMechanism({
    name: `rotate ${degrees}`,
    definition: { kind: 'rotate', degrees },
    // y goes down, so the sign of the sine is the opposite of the textbook's.
    map: [cos, sin, -sin, cos],
  });
}
