import {
  adamPart,
  FlatAdam,
  parametersPart,
  RandomStream,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import { FrameModel } from '../frameModel.ts';
import { sampleFrames } from '../frameSource.ts';
import type { FrameSource } from '../frameSource.ts';
import { frameModelConfigOf } from './frameTrainingConfig.ts';
import type { FrameTrainingConfig } from './frameTrainingConfig.ts';
import { updateFrameModel } from './updateFrameModel.ts';

/**
 * A model of image sequences as a learner: its parameters and its optimiser.
 *
 * @param config - The configuration.
 * @param source - What is learned.
 * @returns The learner.
 */
export function frameLearner(
  config: FrameTrainingConfig,
  source: FrameSource,
): Learner<FrameModel> {
  const master = new RandomStream(config.seed);
  const model = FrameModel.create(frameModelConfigOf(config, source), master.split('parameters'));
  const adam = new FlatAdam(model.parameters.layout.length, { learningRate: config.learningRate });
  const batches = master.split('batches');
  const [noise, dropout] = [master.split('noise'), master.split('dropout')];
  return {
    owner: 'trainFrameModel',
    config,
    stepsKey: 'updates',
    // A step size that falls until the last update depends on which one that is.
    prolongable: config.finalLearningRate === config.learningRate,
    model,
    state: {
      model: parametersPart(model.parameters),
      adam: adamPart(adam),
      batches: streamPart(batches),
      noise: streamPart(noise),
      dropout: streamPart(dropout),
    },
    main: {
      name: 'training',
      steps: config.updates,
      async step(done) {
        const wanted = { size: config.batchSize, steps: config.steps };
        const frames = await sampleFrames(source, wanted, batches);
        const options = { done, noise, dropout };
        return { scalars: await updateFrameModel({ config, model, adam }, frames, options) };
      },
    },
    dispose() {
      adam.dispose();
    },
  };
}
