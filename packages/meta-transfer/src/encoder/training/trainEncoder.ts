import {
  builtWhole,
  checkTrainingOptions,
  ConfigError,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { checkRepresentationData } from '../score/representationData.ts';
import type { RepresentationData } from '../score/representationData.ts';
import { resolveEncoderTrainingConfig } from './encoderConfig.ts';
import type { EncoderTrainingConfigInput } from './encoderConfig.ts';
import type { EncoderModel } from './encoderModel.ts';
import { gradientLearner } from './gradientLearner.ts';
import { searchLearner } from './searchLearner.ts';

/** Options of {@link trainEncoder}. */
export type TrainEncoderOptions = TrainingOptions<EncoderModel, EncoderTrainingConfigInput>;

/** What a run of {@link trainEncoder} yields. */
export type EncoderTrainingEvent = TrainingEvent<EncoderModel>;

/**
 * Learns a representation and the causal direction between its codes from data from before and after changes of the cause
 * (Bengio et al., 2019): codes are right when transfer sets need little adaptation.
 *
 * Step events have the phase `training` and the scalar `loss`, in nats per point; rotations have `angle0` and so on, gradients in the plane `gamma`,
 * the belief's logit, and several starts the one that is best.
 *
 * @param data - Observed points.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model.
 * @throws ConfigError when the configuration is impossible; ShapeError, ValuesError, ArgumentError when the data are, or the loss is not
 * finite; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { rotation, rotationError, trainEncoder } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const draw = (mean: number) => {
 *   const a = Float64Array.from({ length: 400 }, () => stream.normal(mean, 2));
 *   const b = a.map((value) => 4 * Math.sin(value) + stream.normal());
 *   return rotation(-Math.PI / 4).encode([a, b]);
 * };
 * const data = { training: draw(0), transfers: [-3, -1, 1, 3].map(draw) };
 * for await (const event of trainEncoder(data, { config: { learner: 'search' } })) {
 *   if (event.kind !== 'end') continue;
 *   const error = rotationError(event.model, -Math.PI / 4);
 *   console.log(event.reason, (error * 180) / Math.PI < 3); // completed true
 * }
 * ```
 */
export async function* trainEncoder(
  data: RepresentationData,
  options: TrainEncoderOptions = {},
): AsyncGenerator<EncoderTrainingEvent, EncoderModel> {
  checkTrainingOptions('trainEncoder', options);
  const config = resolveEncoderTrainingConfig(options.config ?? {});
  const points = Math.max(config.batches, config.components);
  const dimensions = checkRepresentationData('trainEncoder', data, { points });
  if (config.learner === 'search' && (config.encoder !== 'rotation' || dimensions !== 2)) {
    throw new ConfigError(
      `trainEncoder: the search is for rotations of the plane, got ${config.encoder} with ${dimensions} columns`,
      { data: { encoder: config.encoder, dimensions } },
    );
  }
  const learner = builtWhole(() =>
    config.learner === 'search' ? searchLearner(config, data) : gradientLearner(config, data),
  );
  return yield* runTraining(learner, options);
}
