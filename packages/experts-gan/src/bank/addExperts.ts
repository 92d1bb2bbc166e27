import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { weightsOf, withExperts } from '../model/bankWeights.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { drawWeights } from '../networks/drawWeights.ts';
import { kindList } from '../networks/kinds/kindSettings.ts';
import type { ExpertKindSettings } from '../networks/kinds/kindSettings.ts';

/** Options of {@link addExperts}. */
export interface AddExpertsOptions {
  /** Their kinds: one for all that are added, or one for each. Default: that of the bank, or `paper` where it holds several. */
  readonly kinds?: ExpertKindSettings;
}

/**
 * A bank with further experts at their random start, for mechanisms that no expert serves yet. Train it on with the `start` of
 * `trainExperts`, which teaches the new ones the identity map first.
 *
 * @param model - The bank; not changed, not disposed.
 * @param count - How many, at least 1.
 * @param stream - Where their parameters are drawn from.
 * @param options - The kinds of the new experts.
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
  options: AddExpertsOptions = {},
): Promise<ExpertsModel> {
  checkInstance('addExperts', 'model', model, ExpertsModel);
  checkCount('addExperts', 'count', count, { most: 256 });
  checkInstance('addExperts', 'stream', stream, RandomStream);
  const present = await weightsOf(model);
  const { kinds = defaultKind(model.config) } = checkOptions('addExperts', options);
  const config = resolveExpertsConfig({ ...model.config, experts: count, kinds });
  const added = drawWeights(config, model.shape, stream);
  return withExperts(
    model,
    {
      experts: [...present.experts, ...added.experts],
      statistics: [...present.statistics, ...added.statistics],
      scorer: present.scorer,
    },
    [...kindList(model.config), ...kindList(config)],
  );
}

/** That of the experts which are there, where they are of one kind. */
function defaultKind({ kinds }: ExpertsConfig): ExpertKindSettings {
  return Array.isArray(kinds) ? 'paper' : kinds;
}
