import { checkCount, checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel } from '../model/expertsModel.ts';
import { drawWeights } from '../networks/drawWeights.ts';
import { weightsOf, withExperts } from './selectExperts.ts';

/**
 * A bank with further experts at their random start, for mechanisms that no expert serves yet. Train it on with the `start` of
 * `trainExperts`, which teaches the new ones the identity map first.
 *
 * @param model - The bank; not changed, not disposed.
 * @param count - How many, at least 1.
 * @param stream - Where their parameters are drawn from.
 * @returns A bank of its own, the new experts last; the caller disposes of it.
 * @throws ArgumentError when the count is no positive integer; ConfigError when there would be more experts than a bank may have;
 *   DisposedError.
 *
 * @example
 * ```ts
 * import { addExperts, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const larger = await addExperts(model, 3, new RandomStream(2));
 * console.log(larger.experts); // 5
 * larger.dispose();
 * model.dispose();
 * ```
 */
export async function addExperts(
  model: ExpertsModel,
  count: number,
  stream: RandomStream,
): Promise<ExpertsModel> {
  checkInstance('addExperts', 'model', model, ExpertsModel);
  checkCount('addExperts', 'count', count, { most: 256 });
  checkInstance('addExperts', 'stream', stream, RandomStream);
  const present = await weightsOf(model);
  const added = drawWeights({ ...model.config, experts: count }, model.shape, stream);
  return withExperts(model, {
    experts: [...present.experts, ...added.experts],
    statistics: [...present.statistics, ...added.statistics],
    scorer: present.scorer,
  });
}
