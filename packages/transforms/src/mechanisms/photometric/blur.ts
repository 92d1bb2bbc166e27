import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { createMechanism } from '../createMechanism.ts';
import type { Mechanism } from '../mechanism.ts';
import { checkNumber } from '../checkNumber.ts';

/** Parameters of {@link blur}. */
export interface BlurOptions {
  /** Standard deviation of the Gaussian in pixels, above 0 and at most 100. */
  readonly sigma: number;
}

/**
 * Blurs with a Gaussian that is cut at three standard deviations; beyond the frame everything counts as 0.
 *
 * It has no inverse: what is below the resolution of the pixels' precision is lost.
 *
 * @param options - How wide.
 * @returns The mechanism.
 * @throws ArgumentError when sigma is out of its range.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { blur } from '@causal-mechanisms/transforms';
 *
 * const dot = Array.from({ length: 81 }, (_, i) => (i === 40 ? 1 : 0));
 * const images = tf.tensor4d(dot, [1, 9, 9, 1]);
 * const soft = blur({ sigma: 1 }).apply(images, new RandomStream(1));
 * console.log((await soft.sum().data())[0]); // about 1: the ink is spread, not lost
 * ```
 */
export function blur(options: BlurOptions): Mechanism {
  checkOptions('blur', options);
  const sigma = checkNumber('blur', 'sigma', options.sigma, { above: 0, atMost: 100 });
  const window = gaussianWindow(sigma);
  return createMechanism({
    name: `blur ${sigma}`,
    definition: { kind: 'blur', sigma },
    deterministic: true,
    apply: (images) => blurred(images, window),
  });
}

function gaussianWindow(sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const window = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const total = window.reduce((sum, value) => sum + value, 0);
  return window.map((value) => value / total);
}

/**
 * Two plain convolutions along the second axis of a four-dimensional view: first over rows, then over columns. No
 * transposition and no depthwise kernel, which some backends lack.
 */
function blurred(images: Tensor4D, window: Float32Array): Tensor4D {
  const [count, height, width, channels] = images.shape;
  const filter = tf.tensor4d(window, [window.length, 1, 1, 1]);
  const rows = tf.reshape<tf.Rank.R4>(images, [count, height, width * channels, 1]);
  const down = tf.conv2d(rows, filter, 1, 'same');
  const columns = tf.reshape<tf.Rank.R4>(down, [count * height, width, channels, 1]);
  const across = tf.conv2d(columns, filter, 1, 'same');
  return tf.clipByValue(tf.reshape<tf.Rank.R4>(across, images.shape), 0, 1);
}
