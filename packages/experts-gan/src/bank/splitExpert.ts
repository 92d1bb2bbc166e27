import type { Tensor4D } from '@tensorflow/tfjs';
import {
  checkCount,
  checkInstance,
  checkNumber,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { kindList } from '../networks/kinds/kindSettings.ts';
import type { ExpertKindSetting } from '../networks/kinds/kindSettings.ts';
import { expertBimodality } from './expertBimodality.ts';
import type { ExpertBimodality, ExpertBimodalityOptions } from './expertBimodality.ts';
import { checkProbe } from './checkProbe.ts';
import { noisedCopy } from './noisedCopy.ts';
import { weightsOf, withExperts } from '../model/bankWeights.ts';

/** Options of {@link splitExpert}. */
export interface SplitExpertOptions extends ExpertBimodalityOptions {
  /** An expert whose bimodality is smaller does one thing and stays one, in [0, 1]. Default: 0.7. */
  readonly leastBimodality?: number;
  /** How far the copy is from the expert: the deviation of the noise over the root mean square of each kernel or bias. Default: 0.01. */
  readonly noise?: number;
  /** Where the noise is drawn from. Default: a stream of seed 1. */
  readonly stream?: RandomStream;
}

/** A bank in which an expert that does two things has become two experts. */
export interface SplitExpert extends ExpertBimodality {
  /** The bank; the caller disposes of it. */
  readonly model: ExpertsModel;
  /**
   * The number of the copy, which is the last one: it is for the second of the groups. `undefined` where the expert does one thing and
   * the bank has the experts it had.
   */
  readonly copy: number | undefined;
}

/**
 * Makes two of an expert that does two different things to the images it wins: the repair for one expert with two mechanisms. The
 * second is a slightly noised copy; train both on with the `start` of `trainExperts`, and each may come to hold one of the two.
 *
 * @param model - The bank; not changed, not disposed.
 * @param expert - Which one, from 0; `expertBimodality` says which of them do two things.
 * @param images - `[n, height, width, c]` in [0, 1]: a few hundred of the transformed images; not disposed.
 * @param options - What two things means, and how far the copy is from the expert.
 * @returns A bank of its own, which images belong to which of the two, and why.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit; ConfigError when there would be more
 *   experts than a bank may have.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig, splitExpert } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.tensor4d(new RandomStream(2).uniforms(30 * 256), [30, 16, 16, 1]);
 * const split = await splitExpert(model, 0, images, { leastBimodality: 0 }); // in any case
 * console.log(split.model.experts, split.copy, split.groups.flat().length); // 2 1 30
 * split.model.dispose();
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function splitExpert(
  model: ExpertsModel,
  expert: number,
  images: Tensor4D,
  options: SplitExpertOptions = {},
): Promise<SplitExpert> {
  const owner = 'splitExpert';
  checkProbe(owner, model, images);
  checkCount(owner, 'expert', expert, { least: 0, most: model.experts - 1 });
  const {
    leastBimodality = 0.7,
    noise = 0.01,
    stream = new RandomStream(1),
    ...rest
  } = checkOptions(owner, options);
  checkNumber(owner, 'leastBimodality', leastBimodality, { least: 0, most: 1 });
  checkNumber(owner, 'noise', noise, { least: 0 });
  checkInstance(owner, 'stream', stream, RandomStream);
  const found = (await expertBimodality(model, images, rest))[expert] as ExpertBimodality;
  const weights = await weightsOf(model);
  const kinds = kindList(model.config);
  const isTwo = found.bimodality >= leastBimodality && found.groups[1].length > 0;
  if (!isTwo) return { ...found, model: withExperts(model, weights, kinds), copy: undefined };
  const { layout } = (model.networks[expert] as ExpertsModel['networks'][number]).parameters;
  const copy = noisedCopy(weights.experts[expert] as Float32Array, layout, noise, stream);
  const two = withExperts(
    model,
    {
      ...weights,
      experts: [...weights.experts, copy],
      statistics: [...weights.statistics, weights.statistics[expert] as Float32Array],
    },
    [...kinds, kinds[expert] as ExpertKindSetting],
  );
  return { ...found, model: two, copy: model.experts };
}
