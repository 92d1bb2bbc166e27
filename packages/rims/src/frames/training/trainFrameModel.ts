import { builtWhole, checkTrainingOptions, runTraining } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import type { FrameModel } from '../frameModel.ts';
import { checkFrameSource } from '../frameSource.ts';
import type { FrameSource } from '../frameSource.ts';
import { frameLearner } from './frameLearner.ts';
import { resolveFrameTrainingConfig } from './frameTrainingConfig.ts';
import type { FrameTrainingConfigInput } from './frameTrainingConfig.ts';

/** Options of {@link trainFrameModel}; the default configuration is the paper's bouncing balls. */
export type TrainFrameModelOptions = TrainingOptions<FrameModel, FrameTrainingConfigInput>;

/** What a run of {@link trainFrameModel} yields. */
export type FrameTrainingEvent = TrainingEvent<FrameModel>;

/**
 * Trains a model of image sequences to foretell the next frame: recurrent independent mechanisms (Goyal et al., 2021) or any other core.
 *
 * Step events have the phase `training` and the scalars `loss`, the binary cross entropy per pixel in nats, and `gradientNorm`. The
 * number of live tensors is the same after every update. A caller that stops listening early gets nothing: all is disposed, the model
 * included. End a run through the signal to keep it.
 *
 * @param source - Where sequences are read from: `frameSource` of your own, or image sequences of `@causal-mechanisms/datasets`.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ShapeError, ValuesError when frames do not fit, have pixels outside of [0, 1], or
 * the loss is not finite; ArgumentError when an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { frameSource, trainFrameModel } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * // A bar that moves down by a row per frame.
 * const [size, steps, side] = [1, 6, 16];
 * const values = new Float32Array(size * steps * side * side);
 * for (let t = 0; t < steps; t++) values.fill(1, t * 256 + 2 * t * 16, t * 256 + 2 * t * 16 + 32);
 * const source = frameSource({ size, steps, shape: [side, side, 1], values });
 * const core = { kind: 'lstm', units: 8 } as const;
 * const config = { core, codeWidth: 16, decoderWidth: 16, batchSize: 1, updates: 3 };
 * for await (const event of trainFrameModel(source, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 3
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainFrameModel(
  source: FrameSource,
  options: TrainFrameModelOptions = {},
): AsyncGenerator<FrameTrainingEvent, FrameModel> {
  checkTrainingOptions('trainFrameModel', options);
  checkFrameSource('trainFrameModel', source);
  const config = resolveFrameTrainingConfig(options.config ?? {}, source);
  return yield* runTraining(
    builtWhole(() => frameLearner(config, source)),
    options,
  );
}
