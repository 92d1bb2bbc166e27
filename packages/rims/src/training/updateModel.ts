import * as tf from '@tensorflow/tfjs';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  splitParameters,
  tapeGuard,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { FlatAdam, RandomStream } from '@causal-mechanisms/tensor-utils';
import { moduleGroupsOf } from '../cores/composed/prefixed.ts';
import type { CoreState } from '../cores/sequenceCore.ts';
import { checkSequences, sequenceTensor } from '../model/batchInput.ts';
import type { SequenceModel } from '../model/sequenceModel.ts';
import { clipByGroup } from './clipByGroup.ts';
import { activeModulesAt, stepSize } from './schedules.ts';
import { checkTargets, sequenceLoss } from './sequenceLoss.ts';
import type { SequenceTrainingConfig } from './trainingConfig.ts';

/** What {@link updateModel} trains, and how. */
export interface Trainee {
  /** The configuration. */
  readonly config: SequenceTrainingConfig;
  /** Changed in place. */
  readonly model: SequenceModel;
  /** Its optimiser; changed in place. */
  readonly adam: FlatAdam;
}

/** What {@link updateModel} needs to know of the run. */
export interface UpdateOptions {
  /** Updates done before. */
  readonly done: number;
  /** Draws the masks of dropout. */
  readonly dropout: RandomStream;
  /** The state to start from; not disposed. Default: the core's initial one. */
  readonly state?: CoreState;
}

/** What an update measured. */
export interface UpdateResult {
  /** The loss of the batch before the update, dropout included. */
  readonly loss: number;
  /** The norm of the gradient before it was clipped. */
  readonly gradientNorm: number;
  /** The state that the core ended in, where states are carried; the caller disposes of it. */
  readonly state: CoreState | undefined;
}

/**
 * One update: forward, backward, clip, Adam.
 *
 * @param trainee - Changed in place.
 * @param batch - What to learn from.
 * @param options - Where the run is.
 * @returns Loss, norm of the gradient, and the state to carry on.
 * @throws ShapeError, ValuesError when the batch does not fit, or when the loss is not finite any more; ArgumentError when states are
 * carried over padding.
 */
export async function updateModel(
  trainee: Trainee,
  batch: SequenceBatch,
  options: UpdateOptions,
): Promise<UpdateResult> {
  const { config, model, adam } = trainee;
  const { answers, outputs } = model.config;
  const steps = answers === 'every' ? batch.steps : 1;
  checkSequences('trainSequenceModel', batch, model.config);
  checkCarried(config, batch);
  checkTargets(batch, { steps, size: batch.size, outputs }, { over: config.loss });
  const { loss, gradient, state } = differentiate(trainee, batch, options);
  const clipped = clipByGroup(gradient, {
    bound: config.clipNorm,
    clipping: config.clipping ?? 'whole',
    layout: model.parameters.layout,
    modules: moduleGroupsOf([['core', model.core]]).moduleGroups ?? [],
  });
  const scalars = tf.tidy(() => tf.stack([loss, clipped.norm]));
  try {
    // Read before the step: a loss that is not finite must not reach the parameters.
    const [value = NaN, norm = NaN] = await scalars.data<'float32'>();
    if (!Number.isFinite(value) || !Number.isFinite(norm)) {
      const update = options.done + 1;
      throw new ValuesError(
        `trainSequenceModel: the loss became ${value} and its gradient ${norm} at update ${update}; try a smaller learning rate`,
        { data: { update, loss: value, gradientNorm: norm } },
      );
    }
    const rate = stepSize(config, options.done);
    model.parameters.replace(adam.update(model.parameters.values, clipped.gradient, rate));
    if (config.carryState) return { loss: value, gradientNorm: norm, state };
    tf.dispose(state);
    return { loss: value, gradientNorm: norm, state: undefined };
  } catch (error) {
    tf.dispose(state);
    throw error;
  } finally {
    tf.dispose([loss, gradient, clipped.gradient, clipped.norm, scalars]);
  }
}

/** A state is that after the padding: the next batch cannot go on from it. */
function checkCarried(
  { carryState }: SequenceTrainingConfig,
  { lengths, steps }: SequenceBatch,
): void {
  if (!carryState || lengths === undefined || lengths.every((length) => length === steps)) return;
  throw new ArgumentError(
    'trainSequenceModel: carryState takes sequences of one length, got a batch with padding',
    { data: { steps, lengths: Array.from(lengths) } },
  );
}

/** The loss, its gradient for the flat vector of parameters, and the state that the core ended in. */
function differentiate(
  { config, model }: Trainee,
  batch: SequenceBatch,
  { done, dropout, state: initial }: UpdateOptions,
): { loss: tf.Scalar; gradient: tf.Tensor1D; state: CoreState } {
  const { layout, values } = model.parameters;
  const activeModules = activeModulesAt(config, done);
  let state: CoreState = {};
  const run = () => {
    const sequences = sequenceTensor(batch);
    return tf.valueAndGrad((flat: tf.Tensor) => {
      const result = model.network.run(splitParameters(flat as tf.Tensor1D, layout), sequences, {
        dropout,
        ...(initial === undefined ? {} : { state: initial }),
        ...(batch.lengths === undefined ? {} : { lengths: batch.lengths }),
        ...(activeModules === undefined ? {} : { activeModules }),
      });
      state = Object.fromEntries(
        Object.entries(result.state).map(([name, tensor]) => [name, tf.keep(tensor)]),
      );
      return sequenceLoss(result.answers, batch, { over: config.loss });
    })(values);
  };
  try {
    const { value, grad } = tapeGuard(() => tf.tidy(run));
    return { loss: value, gradient: grad as tf.Tensor1D, state };
  } catch (error) {
    tf.dispose(state);
    throw error;
  }
}
