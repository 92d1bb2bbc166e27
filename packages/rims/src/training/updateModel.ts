import * as tf from '@tensorflow/tfjs';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { clipGradient, splitParameters, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkSequences, sequenceTensor } from '../model/batchInput.ts';
import type { CoreState } from '../cores/sequenceCore.ts';
import { learningRateAt } from './learningRateAt.ts';
import { checkTargets, sequenceLoss } from './sequenceLoss.ts';
import type { SequenceTrainingRun } from './trainingRun.ts';

/** What an update measured. */
export interface UpdateScalars {
  /** The loss of the batch before the update, dropout included. */
  readonly loss: number;
  /** The norm of the gradient before it was clipped. */
  readonly gradientNorm: number;
}

/**
 * One update: forward, backward, clip, Adam.
 *
 * @param run - Changed in place.
 * @param batch - What to learn from.
 * @returns Loss and norm of the gradient.
 * @throws ShapeError, ValuesError when the batch does not fit, or when the loss is not finite any more.
 */
export async function updateModel(
  run: SequenceTrainingRun,
  batch: SequenceBatch,
): Promise<UpdateScalars> {
  const { config, model, adam } = run;
  const { answers, outputs } = model.config;
  const steps = answers === 'every' ? batch.steps : 1;
  checkSequences('trainSequenceModel', batch, model.config);
  checkTargets(batch, { steps, size: batch.size, outputs }, { over: config.loss });
  const { loss, gradient, state } = differentiate(run, batch);
  const clipped = clipGradient(gradient, config.clipNorm);
  const scalars = tf.tidy(() => tf.stack([loss, clipped.norm]));
  try {
    // Read before the step: a loss that is not finite must not reach the parameters.
    const [value = NaN, norm = NaN] = await scalars.data<'float32'>();
    if (!Number.isFinite(value) || !Number.isFinite(norm)) {
      throw new ValuesError(
        `trainSequenceModel: the loss became ${value} and its gradient ${norm} at update ${run.update + 1}; try a smaller learning rate`,
        { data: { update: run.update + 1, loss: value, gradientNorm: norm } },
      );
    }
    model.parameters.replace(
      adam.update(model.parameters.values, clipped.gradient, learningRateAt(config, run.update)),
    );
    run.carry(config.carryState ? state : undefined);
    if (!config.carryState) tf.dispose(state);
    return { loss: value, gradientNorm: norm };
  } catch (error) {
    tf.dispose(state);
    throw error;
  } finally {
    tf.dispose([loss, gradient, clipped.gradient, clipped.norm, scalars]);
  }
}

/** The loss, its gradient for the flat vector of parameters, and the state that the core ended in. */
function differentiate(
  { config, model, carried, dropout }: SequenceTrainingRun,
  batch: SequenceBatch,
): { loss: tf.Scalar; gradient: tf.Tensor1D; state: CoreState } {
  const { layout, values } = model.parameters;
  let state: CoreState = {};
  const { value, grad } = tf.tidy(() => {
    const sequences = sequenceTensor(batch);
    return tf.valueAndGrad((flat: tf.Tensor) => {
      const result = model.network.run(splitParameters(flat as tf.Tensor1D, layout), sequences, {
        dropout,
        ...(carried === undefined ? {} : { state: carried }),
      });
      state = Object.fromEntries(
        Object.entries(result.state).map(([name, tensor]) => [name, tf.keep(tensor)]),
      );
      return sequenceLoss(result.answers, batch, { over: config.loss });
    })(values);
  });
  return { loss: value, gradient: grad as tf.Tensor1D, state };
}
