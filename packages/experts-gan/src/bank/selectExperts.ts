import {
  ArgumentError,
  checkArray,
  checkCount,
  checkInstance,
} from '@causal-mechanisms/tensor-utils';
import { objectiveOf } from '../objectives/createScorer.ts';
import type { ExpertsBank, ExpertsWeights } from '../model/expertsBank.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { kindList, kindsInShort } from '../networks/kinds/kindSettings.ts';
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

/**
 * @param bank - Experts and what scores their outputs.
 * @returns Their flat vectors, which are copies.
 */
export async function weightsOf(
  bank: Pick<ExpertsBank, 'networks' | 'scorer'>,
): Promise<ExpertsWeights> {
  const { networks, scorer } = bank;
  const read = async (vector: { data(): Promise<ArrayLike<number>> }) =>
    Float32Array.from(await vector.data());
  return {
    experts: await Promise.all(networks.map(({ parameters }) => read(parameters.values))),
    statistics: await Promise.all(networks.map(({ statistics }) => read(statistics))),
    scorer: await read(scorer.parameters.values),
  };
}

/**
 * @param model - Whose images and settings stay.
 * @param weights - Of as many experts as there are to be.
 * @param kinds - Their kinds.
 * @returns A bank of these; the caller disposes of it.
 */
export function withExperts(
  { config, shape, scorer }: Pick<ExpertsModel, 'config' | 'shape' | 'scorer'>,
  weights: ExpertsWeights,
  kinds: readonly ExpertKindSetting[],
): ExpertsModel {
  const sizes = { experts: weights.experts.length, kinds: kindsInShort(kinds) };
  return new ExpertsModel({ ...config, ...sizes }, shape, weights, objectiveOf(scorer));
}
