import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { FactorRegressor } from '../../../src/evaluate/counterfactuals/factorRegressor.ts';
import { trainFactorRegressor } from '../../../src/evaluate/counterfactuals/trainFactorRegressor.ts';
import { toy } from '../../training/toy.ts';

beforeAll(() => useBackend());

const data = toy(32);

learnerContract<FactorRegressor>('trainFactorRegressor', {
  start: (options, { steps, foreign }) =>
    trainFactorRegressor(data, {
      ...options,
      factors: ['c', 'a'],
      config: {
        networks: { kind: 'mlp', width: 8, depth: 1 },
        batchSize: 8,
        iterations: steps,
        learningRate: foreign ? 2e-3 : 1e-3,
      },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ parameters }) => parameters.values.data<'float32'>(),
  // Threads may add in another order on the native backend.
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-4 : 0),
});
