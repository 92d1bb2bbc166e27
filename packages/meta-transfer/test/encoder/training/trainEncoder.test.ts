import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { rotation, rotation3, rotationError, trainEncoder } from '../../../src/index.ts';
import type {
  EncoderModel,
  EncoderTrainingConfigInput,
  RepresentationData,
} from '../../../src/index.ts';
import { transferData } from '../transferData.ts';

beforeAll(() => useBackend());

const degree = Math.PI / 180;
const make = (dimensions: 2 | 3, points: number, sets: number) =>
  transferData({
    decoder: dimensions === 2 ? rotation(-45 * degree) : rotation3([0.5, -0.4, 0.3]),
    stream: new RandomStream(1),
    points,
    sets,
  });
const tiny = make(2, 40, 2);

learnerContract<EncoderModel>('trainEncoder by gradient', {
  start: (options, { steps, foreign }) =>
    trainEncoder(tiny, {
      ...options,
      config: { iterations: steps, starts: 2, bumps: 5, batches: foreign ? 3 : 2 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: (model) => Promise.resolve([...model.parameters, ...Object.values(model.belief)]),
});

learnerContract<EncoderModel>('trainEncoder by search', {
  start: (options, { steps, foreign }) =>
    trainEncoder(tiny, {
      ...options,
      config: { learner: 'search', grid: foreign ? 5 : 4, iterations: steps, bumps: 5 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: (model) => Promise.resolve([...model.parameters, ...Object.values(model.belief)]),
});

learnerContract<EncoderModel>('trainEncoder with coupling layers', {
  start: (options, { steps, foreign }) =>
    trainEncoder(tiny, {
      ...options,
      config: {
        encoder: 'coupling',
        coupling: { hidden: 2, kind: foreign ? 'additive' : 'affine' },
        iterations: steps,
        bumps: 5,
      },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: (model) => Promise.resolve([...model.parameters, ...Object.values(model.belief)]),
});

learnerContract<EncoderModel>('trainEncoder with networks', {
  start: (options, { steps, foreign }) =>
    trainEncoder(tiny, {
      ...options,
      config: {
        mechanism: 'mdn',
        network: { hidden: 3, components: foreign ? 1 : 2, steps: 2 },
        iterations: steps,
      },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: (model) => Promise.resolve([...model.parameters, ...Object.values(model.belief)]),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

async function trained(data: RepresentationData, config: EncoderTrainingConfigInput) {
  const before = tf.memory().numTensors;
  for await (const event of trainEncoder(data, { config })) {
    if (event.kind !== 'end') continue;
    expect(tf.memory().numTensors).toBe(before);
    return event.model;
  }
  throw new Error('expected an end event');
}

describe('trainEncoder', () => {
  it.each(['likelihoods', 'costs'] as const)(
    'comes to a right pair by gradients of a mixture of %s',
    async (mixture) => {
      const config = { iterations: 150, mixture, learningRate: 0.02, beliefRate: 0.01 };
      const model = await trained(make(2, 300, 20), config);
      expect(rotationError(model, -45 * degree) / degree).toBeLessThan(6);
      expect(model.belief[model.direction]).toBeGreaterThan(0.6);
    },
  );

  it('refuses impossible data and configurations', async () => {
    const run = (data: RepresentationData, config: EncoderTrainingConfigInput = {}) =>
      trainEncoder(data, { config }).next();
    await expect(run(make(3, 40, 1), { learner: 'search' })).rejects.toThrow(
      'trainEncoder: the search is for rotations of the plane, got rotation with 3 columns',
    );
    await expect(run(tiny, { learner: 'search', encoder: 'coupling' })).rejects.toThrow(
      /got coupling with 2 columns/,
    );
    await expect(run({ ...tiny, transfers: [] })).rejects.toThrow(
      /without a change nothing adapts/,
    );
    await expect(run(make(2, 4, 1))).rejects.toThrow(/must have at least 5 points, got 4/);
  });
});
