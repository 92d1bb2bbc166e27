import * as tf from '@tensorflow/tfjs';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';

/**
 * Exchanges black and white: `1 - x` on every pixel, padding included.
 *
 * @returns The mechanism; it is its own inverse.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { invertContrast } from '@causal-mechanisms/transforms';
 *
 * const images = tf.zeros<tf.Rank.R4>([1, 2, 2, 1]);
 * const inverted = invertContrast().apply(images, new RandomStream(1));
 * console.log(await inverted.data()); // Float32Array(4) [ 1, 1, 1, 1 ]
 * tf.dispose([images, inverted]);
 * ```
 */
export function invertContrast(): Mechanism {
  return createMechanism({
    name: 'contrast inversion',
    definition: { kind: 'invertContrast' },
    deterministic: true,
    apply: (images) => tf.sub(1, images),
    invert: (images) => tf.sub(1, images),
  });
}
