import * as tf from '@tensorflow/tfjs';
import { sigmoid, useBackend } from '@causal-mechanisms/tensor-utils';
import { discriminatorStep } from '../../../src/training/updates/discriminatorStep.ts';
import { disposeTrainee, handMadeBatch, handMadeTrainee, START, X } from '../handMade.ts';
import { meanOf, watched } from '../steps.ts';

beforeAll(() => useBackend());

const { w, v, g, a, b } = START;

it('follows the logistic loss of encoded against generated pairs', async () => {
  const trainee = handMadeTrainee();
  const { encoder, prior } = handMadeTrainee().streams;
  const [noise, eps] = [encoder.normals(4), prior.normals(4)];
  const [slope = NaN, intercept = NaN] = await trainee.groups.map.vector.values.data();
  const batch = handMadeBatch();
  const { measured, gradients } = await watched(trainee, () => discriminatorStep(trainee, batch));
  const code = (i: number) => w * (X[i] ?? NaN) + Math.exp(v / 2) * (noise[i] ?? NaN);
  const latent = (i: number) => slope * (eps[i] ?? NaN) + intercept;
  const real = (i: number) => a * (X[i] ?? NaN) + b * code(i);
  const fake = (i: number) => (a * g + b) * latent(i);
  const softplus = (t: number) => Math.log(1 + Math.exp(t));
  expect(measured['loss']).toBeCloseTo(
    meanOf(4, (i) => softplus(-real(i)) + softplus(fake(i))),
    5,
  );
  const right = meanOf(4, (i) => (Number(real(i) > 0) + Number(fake(i) < 0)) / 2);
  expect(measured['accuracy']).toBeCloseTo(right, 6);
  const [ofA, ofB] = gradients.discriminator ?? [];
  const slopeOf = (ofReal: (i: number) => number, ofFake: (i: number) => number) =>
    meanOf(4, (i) => (sigmoid(real(i)) - 1) * ofReal(i) + sigmoid(fake(i)) * ofFake(i));
  expect(ofA).toBeCloseTo(
    slopeOf(
      (i) => X[i] ?? NaN,
      (i) => g * latent(i),
    ),
    5,
  );
  expect(ofB).toBeCloseTo(slopeOf(code, latent), 5);
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
});

it('moves the discriminator alone, and leaves no tensors', async () => {
  const before = tf.memory().numTensors;
  const trainee = handMadeTrainee();
  const batch = handMadeBatch();
  const { moved } = await watched(trainee, () => discriminatorStep(trainee, batch));
  expect(moved).toEqual(['discriminator', 'discriminatorBuffers']);
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
  expect(tf.memory().numTensors).toBe(before);
});
