import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { FrameModel } from '../../../src/frames/frameModel.ts';
import { frameSource } from '../../../src/frames/frameSource.ts';
import { trainFrameModel } from '../../../src/frames/training/trainFrameModel.ts';
import { withoutKeys } from '../../../src/cores/shared/withoutKeys.ts';
import { movingBars, TINY } from '../someFrames.ts';

beforeAll(() => useBackend());

const source = frameSource(movingBars(8, 5));
const model = withoutKeys(TINY, 'shape');

learnerContract<FrameModel>('trainFrameModel', {
  start: (options, { steps, foreign }) =>
    trainFrameModel(source, {
      ...options,
      config: { ...model, batchSize: 2, updates: steps, clipNorm: foreign ? 2 : 1 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

learnerContract<FrameModel>('trainFrameModel with all that is drawn', {
  start: (options, { steps, foreign }) =>
    trainFrameModel(source, {
      ...options,
      config: {
        ...model,
        core: { ...model.core, inputDropout: 0.2 },
        batchSize: 2,
        steps: 4,
        updates: steps,
        inputNoise: foreign ? 0.2 : 0.1,
        learningRate: 0.01,
        finalLearningRate: 1e-4,
      },
    }),
  main: 'training',
  // Its step size falls: the updates it has done would have been others.
  prolongable: false,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});
