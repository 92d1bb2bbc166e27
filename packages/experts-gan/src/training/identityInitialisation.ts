import * as tf from '@tensorflow/tfjs';
import type { FlatAdam } from '@causal-mechanisms/tensor-utils';
import { CHUNK } from '../networks/chunks.ts';
import type { Expert } from '../networks/expert.ts';
import { disposeExpertPass, expertForward, expertGradient } from '../networks/expertNetwork.ts';

/**
 * One step of an expert towards the identity map: its target is its own input, its loss the mean squared error.
 *
 * @param expert - Changed in place.
 * @param adam - Its optimiser.
 * @param images - `[n, height, width, c]`; not disposed.
 */
export function identityStep(expert: Expert, adam: FlatAdam, images: tf.Tensor4D): void {
  tf.tidy(() => {
    const pass = expertForward(expert.parameters.views, images);
    const dOutput = pass.output.sub<tf.Tensor4D>(images).mul<tf.Tensor4D>(2 / images.size);
    expert.update(adam, expertGradient(expert.parameters.views, pass, dOutput));
    expert.updateStatistics(pass.statistics);
    disposeExpertPass(pass);
  });
}

/**
 * How far an expert is from the identity map, with its running statistics.
 *
 * @param expert - The expert.
 * @param probe - `[n, height, width, c]`; not disposed.
 * @returns The mean squared error per pixel.
 */
export async function identityError(expert: Expert, probe: tf.Tensor4D): Promise<number> {
  const [n, ...shape] = probe.shape;
  let total = 0;
  for (let from = 0; from < n; from += CHUNK) {
    const size = Math.min(CHUNK, n - from);
    const sum = tf.tidy(() => {
      const images = probe.slice([from, 0, 0, 0], [size, ...shape]);
      return tf.sum(tf.squaredDifference(expert.apply(images), images));
    });
    total += (await sum.data())[0] ?? NaN;
    sum.dispose();
    await tf.nextFrame();
  }
  return total / probe.size;
}
