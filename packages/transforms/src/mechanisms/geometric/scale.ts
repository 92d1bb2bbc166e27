import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { affineMechanism } from './affine.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link scale}. */
export interface ScaleOptions {
  /** Above 1 enlarges, below 1 shrinks; above 0. */
  readonly factor: number;
}

/**
 * Enlarges or shrinks the picture about its centre with bilinear interpolation; vacated pixels become 0.
 *
 * Shrinking samples points and does not average: compose it after a blur where aliasing matters.
 *
 * @param options - How much.
 * @returns The mechanism; its inverse scales back by resampling, so it is approximate.
 * @throws ArgumentError when the factor is not a finite number above 0.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { scale } from '@causal-mechanisms/transforms';
 *
 * const images = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
 * const small = scale({ factor: 0.5 }).apply(images, new RandomStream(1));
 * console.log(await small.data()); // [0, 0, 0, 0, 1, 0, 0, 0, 0]
 * tf.dispose([images, small]);
 * ```
 */
export function scale(options: ScaleOptions): Mechanism {
  checkOptions('scale', options);
  const factor = checkNumber('scale', 'factor', options.factor, { above: 0 });
  return affineMechanism({
    name: `scale ${factor}`,
    definition: { kind: 'scale', factor },
    map: [factor, 0, 0, factor],
  });
}
