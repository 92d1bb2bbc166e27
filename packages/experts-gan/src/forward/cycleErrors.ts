import * as tf from '@tensorflow/tfjs';
import { checkInstance, pacer, ShapeError } from '@causal-mechanisms/tensor-utils';
import { checkProbe } from '../bank/checkProbe.ts';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import { ForwardMechanisms } from './forwardMechanisms.ts';
import type { ApplyForwardOptions } from './forwardMechanisms.ts';

/**
 * How far an image comes back changed when a mechanism does something to it and its expert undoes that: the mean squared error per pixel of
 * `E(F(x))` to `x`.
 *
 * @param model - The experts; not changed.
 * @param forward - Their mechanisms; not changed.
 * @param canonical - Images as they should be `[n, height, width, c]` in [0, 1], at least one; not disposed.
 * @param options - The stream of random mechanisms.
 * @returns An error for each expert; `NaN` for those whose mechanism was not learned.
 * @throws ArgumentError, ShapeError, DisposedError when they do not fit each other, or a random mechanism has no stream.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { cycleErrors, ExpertsModel, resolveExpertsConfig, trainForward } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const sizes = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(sizes, [16, 16, 1], new RandomStream(1)); // yours
 * const images = tf.tensor4d(new RandomStream(2).uniforms(8 * 256), [8, 16, 16, 1]); // yours
 * const config = { images: 8, iterations: 2, batchSize: 4 };
 * for await (const event of trainForward(model, images, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log((await cycleErrors(model, event.model, images)).length); // 1
 *   event.model.dispose();
 * }
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function cycleErrors(
  model: ExpertsModel,
  forward: ForwardMechanisms,
  canonical: tf.Tensor4D,
  options: ApplyForwardOptions = {},
): Promise<number[]> {
  const owner = 'cycleErrors';
  checkProbe(owner, model, canonical, 'canonical');
  checkInstance(owner, 'forward', forward, ForwardMechanisms);
  if (forward.experts !== model.experts) {
    throw new ShapeError(
      `${owner}: forward must be of ${model.experts} experts, got ${forward.experts}`,
      { data: { expected: model.experts, actual: forward.experts } },
    );
  }
  const pause = pacer();
  const errors: number[] = [];
  for (let expert = 0; expert < model.experts; expert++) {
    if (forward.trained[expert] !== true) {
      errors.push(NaN);
      continue;
    }
    let sum = 0;
    for (const { from, size } of chunkRanges(canonical.shape[0], areRowwise(model.networks))) {
      const error = tf.tidy(() => {
        const images = canonical.slice([from], [size]);
        const changed = forward.apply(images, expert, options);
        return tf.squaredDifference(model.apply(changed, expert), images).sum();
      });
      sum += (await error.data())[0] ?? NaN;
      error.dispose();
      await pause();
    }
    errors.push(sum / canonical.size);
  }
  return errors;
}
