import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { advanceBuffers, weightsOf } from '../../src/training/dearTrainee.ts';
import { disposeTrainee, handMadeTrainee, snapshot, START } from './handMade.ts';

beforeAll(() => useBackend());

it('starts every group, and lets the power iteration settle before the first step', async () => {
  const trainee = handMadeTrainee();
  const { encoder, generator, discriminator, map, adjacency, ...buffers } = await snapshot(trainee);
  expect(encoder?.[0]).toBeCloseTo(START.w, 6);
  expect(generator).toEqual([START.g]);
  expect(discriminator).toHaveLength(2);
  expect(map).toHaveLength(2);
  expect(adjacency).toEqual([0]);
  expect(buffers).toEqual({
    encoderBuffers: [0],
    generatorBuffers: [10],
    discriminatorBuffers: [10],
  });
  disposeTrainee(trainee);
});

it('averages all that a model uses, and not the discriminator', () => {
  const trainee = handMadeTrainee({ average: 0.5 });
  const averaged = Object.entries(trainee.groups)
    .filter(([, group]) => group.used !== group.vector)
    .map(([name]) => name);
  expect(averaged).toEqual(['encoder', 'generator', 'map', 'adjacency']);
  disposeTrainee(trainee);
});

it('gives the tensors of a network, or others in their place', async () => {
  const trainee = handMadeTrainee();
  const own = weightsOf(trainee, 'encoder');
  expect(own.parameters).toBe(trainee.groups.encoder.vector.views);
  const other = [tf.tensor1d([3])];
  expect(weightsOf(trainee, 'encoder', other).parameters).toBe(other);
  advanceBuffers(trainee, 'encoder', new Map());
  expect([...(await trainee.buffers.encoder.values.data())]).toEqual([1]);
  tf.dispose(other);
  disposeTrainee(trainee);
});
