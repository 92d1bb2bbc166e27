import { builtWhole, checkTrainingOptions, runTraining } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { resolveContinuousConfig } from './continuousConfig.ts';
import type { ContinuousDirectionConfigInput } from './continuousConfig.ts';
import type { ContinuousDirectionModel } from './continuousDirectionModel.ts';
import { continuousLearner } from './continuousLearner.ts';
import { resolveSource } from './continuousSource.ts';
import type { ContinuousData, ContinuousSource } from './continuousSource.ts';

/** Options of {@link trainContinuousDirection}; the default configuration is that of the authors' code. */
export type TrainContinuousDirectionOptions = TrainingOptions<
  ContinuousDirectionModel,
  ContinuousDirectionConfigInput
>;

/** What a run of {@link trainContinuousDirection} yields. */
export type ContinuousDirectionEvent = TrainingEvent<ContinuousDirectionModel>;

/**
 * Learns which of two numeric variables is the cause, from how fast both directions adapt when something changes (Bengio et al., 2020).
 *
 * Both hypotheses are trained on the same pairs. Then each episode draws a change and lets both adapt to it; `Delta = log L(A->B) - log L(B->A)` of what
 * was scored on the way moves the belief `sigmoid(gamma)` along the gradient `sigmoid(gamma) - sigmoid(gamma + Delta)`.
 *
 * Step events have the phases `training` (of networks; scalars `forward` and `backward`, in nats per pair) and `episodes` (scalars `delta` and `belief`).
 *
 * @param source - A generator of pairs, or pairs of one's own.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ShapeError, ValuesError when pairs are too few, constant or not finite, or a likelihood is not
 * finite; ArgumentError when an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { gaussianPair } from '@causal-mechanisms/datasets';
 * import { trainContinuousDirection } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = gaussianPair({ stream: new RandomStream(1) });
 * const config = { mechanism: 'gaussian', episodes: 100, pairs: 200 } as const;
 * for await (const event of trainContinuousDirection(pair, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.model.predictDirection(), event.model.belief > 0.9); // A->B true
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainContinuousDirection(
  source: ContinuousSource | ContinuousData,
  options: TrainContinuousDirectionOptions = {},
): AsyncGenerator<ContinuousDirectionEvent, ContinuousDirectionModel> {
  checkTrainingOptions('trainContinuousDirection', options);
  const resolved = resolveSource('trainContinuousDirection', source);
  const config = resolveContinuousConfig(options.config ?? {}, resolved.mostPairs);
  return yield* runTraining(
    builtWhole(() => continuousLearner(config, resolved)),
    options,
  );
}
