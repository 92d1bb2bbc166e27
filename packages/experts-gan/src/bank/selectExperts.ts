import {
  ArgumentError,
  checkArray,
  checkCount,
  checkInstance,
} from '@causal-mechanisms/tensor-utils';
import { weightsOf, withExperts } from '../model/bankWeights.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { kindList } from '../networks/kinds/kindSettings.ts';
import type { ExpertKindSetting } from '../networks/kinds/kindSettings.ts';

/**
 * A bank of some experts of another one, with the same discriminator or other scorer.
 *
 * @param model - Where they are taken from; not changed, not disposed.
 * @param experts - Their numbers, from 0, in the order that they get; one may be taken several times.
 * @returns A bank of its own; the caller disposes of it.
 * @throws ArgumentError when there is no such expert, or none is taken; DisposedError.
 *
 * @example
 * ```ts
 * import { ExpertsModel, resolveExpertsConfig, selectExperts } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 3, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const pair = await selectExperts(model, [2, 0]);
 * console.log(pair.experts); // 2
 * pair.dispose();
 * model.dispose();
 * ```
 */
export async function selectExperts(
  model: ExpertsModel,
  experts: readonly number[],
): Promise<ExpertsModel> {
  const owner = 'selectExperts';
  checkInstance(owner, 'model', model, ExpertsModel);
  checkArray(owner, 'experts', experts);
  for (const expert of experts) {
    checkCount(owner, 'experts', expert, { least: 0, most: model.experts - 1 });
  }
  if (experts.length === 0) {
    throw new ArgumentError(`${owner}: experts must be at least one`, { data: { experts } });
  }
  const weights = await weightsOf(model);
  const kinds = kindList(model.config);
  const taken = (vectors: readonly Float32Array[]) =>
    experts.map((expert) => vectors[expert] as Float32Array);
  return withExperts(
    model,
    {
      ...weights,
      experts: taken(weights.experts),
      statistics: taken(weights.statistics),
    },
    experts.map((expert) => kinds[expert] as ExpertKindSetting),
  );
}
