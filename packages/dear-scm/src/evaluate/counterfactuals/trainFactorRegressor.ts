import { checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  checkOptions,
  checkTrainingOptions,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { checkNames } from '../../checks.ts';
import type { FactorRegressor } from './factorRegressor.ts';
import { resolveRegressorConfig } from './regressorConfig.ts';
import type { RegressorConfigInput } from './regressorConfig.ts';
import { regressorLearner } from './regressorLearner.ts';

/** Options of {@link trainFactorRegressor}. */
export interface TrainFactorRegressorOptions extends TrainingOptions<
  FactorRegressor,
  RegressorConfigInput
> {
  /** Which factors are read, in this order. Default: all of the data. */
  readonly factors?: readonly string[];
}

/**
 * Trains a network that reads factors off observations: the judge of counterfactuals. It should learn from data in which the factors are
 * independent of each other, such as `pendulum({ corrupted: 1, noise: 0 })`: otherwise it may read an effect where its causes are seen.
 *
 * Step events have the phase `training` and the scalar `loss`, the mean squared error in units of the factors' variances.
 *
 * @param data - Observations with the values of factors; labels that are NaN count for nothing.
 * @param options - Factors, configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the regressor, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ArgumentError for a factor that the data do not have and a batch larger than
 * they are; ValuesError when a label is impossible, a factor has none, or the loss is not finite any more; CheckpointError when `resume`
 * belongs to another run.
 *
 * @example
 * ```ts
 * import { checkFactorDataset, pendulumFeatures } from '@causal-mechanisms/datasets';
 * import { trainFactorRegressor } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = pendulumFeatures({ corrupted: 1, noise: 0, rows: 500 });
 * const config = { networks: { kind: 'mlp', width: 32 }, iterations: 2 } as const;
 * for await (const event of trainFactorRegressor(data, { factors: ['light'], config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.step, event.model.factors.length); // 2 1
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainFactorRegressor(
  data: FactorDataset,
  options: TrainFactorRegressorOptions = {},
): AsyncGenerator<TrainingEvent<FactorRegressor>, FactorRegressor> {
  const owner = 'trainFactorRegressor';
  checkFactorDataset(owner, 'data', data);
  const { factors = data.factors.map(({ name }) => name), ...rest } = checkOptions(owner, options);
  checkTrainingOptions(owner, rest);
  checkNames(owner, 'factors', factors);
  const config = resolveRegressorConfig(rest.config, `${owner}: config`);
  const learner = builtWhole(() => regressorLearner(config, data, factors));
  return yield* runTraining(learner, rest);
}
