import * as tf from '@tensorflow/tfjs';
import { checkOptions, checkText } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';

/** Parameters of {@link flip}. */
export interface FlipOptions {
  /** `horizontal` exchanges left and right, `vertical` exchanges top and bottom. */
  readonly axis: 'horizontal' | 'vertical';
}

/**
 * Mirrors the picture.
 *
 * @param options - Which way.
 * @returns The mechanism; it is its own inverse.
 * @throws ArgumentError when the axis is neither of the two.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { flip } from '@causal-mechanisms/transforms';
 *
 * const images = tf.tensor4d([0, 1, 0, 1], [1, 2, 2, 1]);
 * const mirrored = flip({ axis: 'horizontal' }).apply(images, new RandomStream(1));
 * console.log(await mirrored.data()); // Float32Array(4) [ 1, 0, 1, 0 ]
 * tf.dispose([images, mirrored]);
 * ```
 */
export function flip(options: FlipOptions): Mechanism {
  checkOptions('flip', options);
  const { axis } = options;
  checkText('flip', 'axis', axis, ['horizontal', 'vertical']);
  const dimension = axis === 'horizontal' ? 2 : 1;
  return createMechanism({
    name: axis === 'horizontal' ? 'flip left-right' : 'flip up-down',
    definition: { kind: 'flip', axis },
    deterministic: true,
    apply: (images) => tf.reverse(images, dimension),
    invert: (images) => tf.reverse(images, dimension),
  });
}
