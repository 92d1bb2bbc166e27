import * as tf from '@tensorflow/tfjs';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import {
  adamPart,
  FlatAdam,
  parametersPart,
  RandomStream,
  streamPart,
  tensorsPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import type { CoreState } from '../cores/sequenceCore.ts';
import { SequenceModel } from '../model/sequenceModel.ts';
import { modelConfigOf } from './trainingConfig.ts';
import type { SequenceTrainingConfig } from './trainingConfig.ts';
import { updateModel } from './updateModel.ts';

/**
 * A sequence model as a learner: its parameters, its optimiser and the state it carries from batch to batch.
 *
 * @param config - The configuration.
 * @param task - What is learned.
 * @returns The learner.
 */
export function sequenceLearner(
  config: SequenceTrainingConfig,
  task: SequenceTask,
): Learner<SequenceModel> {
  const master = new RandomStream(config.seed);
  const model = SequenceModel.create(modelConfigOf(config, task), master.split('parameters'));
  const adam = new FlatAdam(model.parameters.layout.length, { learningRate: config.learningRate });
  const streams = { batches: master.split('batches'), dropout: master.split('dropout') };
  let carried: CoreState | undefined;
  const carry = (state: CoreState | undefined) => {
    tf.dispose(carried);
    carried = state;
  };
  return {
    owner: 'trainSequenceModel',
    config,
    stepsKey: 'updates',
    // A step size that falls until the last update depends on which one that is.
    prolongable: config.finalLearningRate === config.learningRate,
    model,
    state: {
      model: parametersPart(model.parameters),
      adam: adamPart(adam),
      batches: streamPart(streams.batches),
      dropout: streamPart(streams.dropout),
      carried: tensorsPart({
        get: () => carried ?? {},
        set: (state) => {
          carry(Object.keys(state).length === 0 ? undefined : state);
        },
      }),
    },
    main: {
      name: 'training',
      steps: config.updates,
      async step(done) {
        const batch = await task.sample(config.batchSize, streams.batches);
        const found = await updateModel({ config, model, adam }, batch, {
          done,
          dropout: streams.dropout,
          ...(carried === undefined ? {} : { state: carried }),
        });
        carry(found.state);
        return { scalars: { loss: found.loss, gradientNorm: found.gradientNorm } };
      },
    },
    dispose() {
      adam.dispose();
      carry(undefined);
    },
  };
}
