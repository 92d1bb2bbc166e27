import { kindsInShort } from '../networks/kinds/kindSettings.ts';
import type { ExpertKindSetting } from '../networks/kinds/kindSettings.ts';
import { objectiveOf } from '../objectives/createScorer.ts';
import type { ExpertsBank, ExpertsWeights } from './expertsBank.ts';
import { ExpertsModel } from './expertsModel.ts';

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
