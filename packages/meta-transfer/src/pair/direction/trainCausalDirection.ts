import type { CategoricalPair } from '@causal-mechanisms/datasets';
import {
  checkOptions,
  checkTrainingOptions,
  ConfigError,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { checkHypotheses, checkPairSamples, checkPossible } from '../checkPairs.ts';
import { checkPair } from '../checkTables.ts';
import { resolveDirectionConfig } from './directionConfig.ts';
import type { DirectionConfigInput } from './directionConfig.ts';
import { directionLearner } from './directionLearner.ts';
import type { PairTransfers } from './directionLearner.ts';
import type { CausalDirectionModel } from './directionModel.ts';
import { countEpisodes } from '../pairEpisodes.ts';
import { tabularHypotheses } from '../tabularHypotheses.ts';

/** Options of {@link trainCausalDirection}. */
export type TrainCausalDirectionOptions = TrainingOptions<
  CausalDirectionModel,
  DirectionConfigInput
>;

/** What a run of {@link trainCausalDirection} yields. */
export type CausalDirectionEvent = TrainingEvent<CausalDirectionModel>;

/**
 * Learns which of two categorical variables is the cause of the other, from how fast each hypothesis adapts to transfer distributions (Bengio et
 * al., 2019): after every episode, gamma follows the gradient of the regret.
 *
 * Step events have the phase `transfer` and the scalars `delta`, `regret` (before the update), `gamma` and `belief` (after it).
 *
 * @param source - A pair, which both hypotheses describe exactly and whose transfer episodes are drawn; or hypotheses and episodes that were
 * observed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model.
 * @throws ConfigError when the configuration is impossible or asks for more episodes than there are; ArgumentError when an episode has fewer than
 * 2 mini-batches, or an interval is no positive integer; ShapeError, ValuesError when the pairs do not fit, or one has probability 0;
 * CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { categoricalPair } from '@causal-mechanisms/datasets';
 * import { trainCausalDirection } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = categoricalPair({ categories: 10, stream: new RandomStream(1), direction: 'B->A' });
 * for await (const event of trainCausalDirection(pair, { config: { episodes: 1000 } })) {
 *   if (event.kind !== 'end') continue;
 *   const { direction, belief } = event.model.predictDirection();
 *   console.log(direction, belief > 0.99); // B->A true
 * }
 * ```
 */
export async function* trainCausalDirection(
  source: CategoricalPair | PairTransfers,
  options: TrainCausalDirectionOptions = {},
): AsyncGenerator<CausalDirectionEvent, CausalDirectionModel> {
  checkTrainingOptions('trainCausalDirection', options);
  const owner = 'trainCausalDirection';
  const input = options.config ?? {};
  checkOptions(owner, source, 'source');
  if (!('episodes' in source)) {
    checkPair(owner, 'source', source);
    const config = resolveDirectionConfig(input);
    return yield* runTraining(directionLearner(config, tabularHypotheses(source), source), options);
  }
  const { hypotheses, episodes } = source;
  checkHypotheses(owner, hypotheses);
  checkPairSamples(owner, episodes, hypotheses.categories, { name: 'episodes' });
  const count = countEpisodes(owner, episodes);
  checkPossible(owner, episodes, hypotheses);
  const { batches, batchSize } = episodes;
  const config = resolveDirectionConfig({ episodes: count, ...input, batches, batchSize });
  if (config.episodes > count) {
    throw new ConfigError(
      `${owner}: episodes: at most the ${count} that are given, got ${config.episodes}`,
      {
        data: { expected: count, actual: config.episodes },
      },
    );
  }
  return yield* runTraining(directionLearner(config, hypotheses, source), options);
}
