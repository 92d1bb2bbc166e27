import * as tf from '@tensorflow/tfjs';
import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link addGaussianNoise}. */
export interface GaussianNoiseOptions {
  /** Standard deviation of the noise in units of pixel brightness, at least 0. Default: 0.5. */
  readonly deviation?: number;
}

/**
 * Adds independent normal noise to every pixel and channel, then clamps to [0, 1]. It has no inverse.
 *
 * @param options - How strong.
 * @returns The mechanism; each call of `apply` draws new noise from its stream.
 * @throws ArgumentError when the deviation is negative or not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { addGaussianNoise } from '@causal-mechanisms/transforms';
 *
 * const images = tf.fill<tf.Rank.R4>([1, 8, 8, 1], 0.5);
 * const noisy = addGaussianNoise({ deviation: 0.5 }).apply(images, new RandomStream(1));
 * const pixels = await noisy.data();
 * console.log(Math.min(...pixels) >= 0, Math.max(...pixels) <= 1); // true true
 * tf.dispose([images, noisy]);
 * ```
 */
export function addGaussianNoise(options: GaussianNoiseOptions = {}): Mechanism {
  checkOptions('addGaussianNoise', options);
  const { deviation: given = 0.5 } = options;
  const deviation = checkNumber('addGaussianNoise', 'deviation', given, {
    atLeast: 0,
  });
  return createMechanism({
    name: `noise ${deviation}`,
    definition: { kind: 'addGaussianNoise', deviation },
    deterministic: false,
    apply: (images, stream) => {
      const noise = tf.tensor4d(stream.normals(images.size, 0, deviation), images.shape);
      return tf.clipByValue(tf.add(images, noise), 0, 1);
    },
  });
}
