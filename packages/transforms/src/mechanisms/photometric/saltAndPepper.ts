import * as tf from '@tensorflow/tfjs';
import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link saltAndPepper}. */
export interface SaltAndPepperOptions {
  /** Probability p that a pixel is replaced, in [0, 1]: with p / 2 by black (0) and with p / 2 by white (1). */
  readonly probability: number;
}

/**
 * Replaces random pixels, all their channels at once, by black (pepper) or white (salt), which are equally likely. Every
 * pixel is drawn on its own, so the number of replaced ones varies. It has no inverse.
 *
 * @param options - How many.
 * @returns The mechanism; each call of `apply` draws anew from its stream.
 * @throws ArgumentError when the probability is outside [0, 1].
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { saltAndPepper } from '@causal-mechanisms/transforms';
 *
 * const images = tf.fill<tf.Rank.R4>([1, 4, 4, 1], 0.5);
 * const peppered = saltAndPepper({ probability: 1 }).apply(images, new RandomStream(1));
 * console.log((await peppered.data()).every((pixel) => pixel === 0 || pixel === 1)); // true
 * tf.dispose([images, peppered]);
 * ```
 */
export function saltAndPepper(options: SaltAndPepperOptions): Mechanism {
  checkOptions('saltAndPepper', options);
  const probability = checkNumber('saltAndPepper', 'probability', options.probability, {
    atLeast: 0,
    atMost: 1,
  });
  return createMechanism({
    name: `salt and pepper ${probability}`,
    definition: { kind: 'saltAndPepper', probability },
    deterministic: false,
    apply: (images, stream) => {
      const [count, height, width] = images.shape;
      const drawn = stream.uniforms(count * height * width);
      const shape: [number, number, number, number] = [count, height, width, 1];
      const kept = drawn.map((u) => (u < probability ? 0 : 1));
      const salt = drawn.map((u) => (u < probability && u >= probability / 2 ? 1 : 0));
      return tf.add(tf.mul(images, tf.tensor4d(kept, shape)), tf.tensor4d(salt, shape));
    },
  });
}
