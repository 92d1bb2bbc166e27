import * as tf from '@tensorflow/tfjs';
import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link gamma}. */
export interface GammaOptions {
  /** Above 1 darkens the middle tones, below 1 brightens them; between 0.01 and 100. */
  readonly exponent: number;
}

/**
 * Bends the tones: `x ^ exponent` on every pixel.
 *
 * @param options - How much.
 * @returns The mechanism; its inverse raises to `1 / exponent` and is exact up to rounding.
 * @throws ArgumentError when the exponent is out of its range.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { gamma } from '@causal-mechanisms/transforms';
 *
 * const images = tf.fill<tf.Rank.R4>([1, 1, 1, 1], 0.5);
 * const darker = gamma({ exponent: 2 }).apply(images, new RandomStream(1));
 * console.log((await darker.data())[0]); // 0.25
 * tf.dispose([images, darker]);
 * ```
 */
export function gamma(options: GammaOptions): Mechanism {
  checkOptions('gamma', options);
  const exponent = checkNumber('gamma', 'exponent', options.exponent, {
    atLeast: 0.01,
    atMost: 100,
  });
  return createMechanism({
    name: `gamma ${exponent}`,
    definition: { kind: 'gamma', exponent },
    deterministic: true,
    apply: (images) => tf.pow(images, exponent),
    invert: (images) => tf.pow(images, 1 / exponent),
  });
}
