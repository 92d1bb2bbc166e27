import * as tf from '@tensorflow/tfjs';
import { sigmoid, useBackend } from '@causal-mechanisms/tensor-utils';
import { encoderStep } from '../../../src/training/updates/encoderStep.ts';
import { disposeTrainee, handMadeBatch, handMadeTrainee, LABELS, START, X } from '../handMade.ts';
import { againstFrozen, meanOf, watched } from '../steps.ts';

beforeAll(() => useBackend());

const { w, v, a, b } = START;

it('follows mean D(x, E(x)) and the weighted supervised loss of the labels there are', async () => {
  const trainee = handMadeTrainee();
  const noise = handMadeTrainee().streams.encoder.normals(4);
  const batch = handMadeBatch();
  const { measured, gradients } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => encoderStep(trainee, batch, frozen)),
  );
  const code = (i: number) => w * (X[i] ?? NaN) + Math.exp(v / 2) * (noise[i] ?? NaN);
  const logit = meanOf(4, (i) => a * (X[i] ?? NaN) + b * code(i));
  // Cross entropy with logits, of three labels.
  const told = meanOf(3, (i) => {
    const mean = w * (X[i] ?? NaN);
    return Math.log(1 + Math.exp(mean)) - mean * (LABELS[i] ?? NaN);
  });
  expect(measured['logit']).toBeCloseTo(logit, 5);
  expect(measured['supervised']).toBeCloseTo(told, 5);
  expect(measured['loss']).toBeCloseTo(logit + 5 * told, 4);
  const slope = meanOf(3, (i) => {
    const x = X[i] ?? NaN;
    return (sigmoid(w * x) - (LABELS[i] ?? NaN)) * x;
  });
  const [ofW, ofV] = gradients.encoder ?? [];
  expect(ofW).toBeCloseTo(meanOf(4, (i) => b * (X[i] ?? NaN)) + 5 * slope, 4);
  expect(ofV).toBeCloseTo(
    meanOf(4, (i) => (b * Math.exp(v / 2) * (noise[i] ?? NaN)) / 2),
    5,
  );
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
});

it('moves the encoder alone, and leaves no tensors', async () => {
  const before = tf.memory().numTensors;
  const trainee = handMadeTrainee();
  const batch = handMadeBatch();
  const { moved } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => encoderStep(trainee, batch, frozen)),
  );
  expect(moved).toEqual(['encoder', 'encoderBuffers']);
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
  expect(tf.memory().numTensors).toBe(before);
});

it('draws nothing where the encoder is deterministic', async () => {
  const trainee = handMadeTrainee({ encoder: 'deterministic' });
  const state = trainee.streams.encoder.state();
  const batch = handMadeBatch();
  const { measured } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => encoderStep(trainee, batch, frozen)),
  );
  expect(measured['logit']).toBeCloseTo(
    meanOf(4, (i) => (a + b * w) * (X[i] ?? NaN)),
    5,
  );
  expect(trainee.streams.encoder.state()).toEqual(state);
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
});

it('weighs pairs by the inverse ratio under the reverse divergence, as constants', async () => {
  const trainee = handMadeTrainee({
    encoder: 'deterministic',
    scale: { divergence: 'reverse-kl', clip: null },
    supervision: { weight: 0 },
  });
  const batch = handMadeBatch();
  const { measured, gradients } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => encoderStep(trainee, batch, frozen)),
  );
  const logit = (i: number) => (a + b * w) * (X[i] ?? NaN);
  expect(measured['loss']).toBeCloseTo(
    meanOf(4, (i) => Math.exp(-logit(i)) * logit(i)),
    5,
  );
  expect(gradients.encoder?.[0]).toBeCloseTo(
    meanOf(4, (i) => Math.exp(-logit(i)) * b * (X[i] ?? NaN)),
    5,
  );
  tf.dispose([batch.observations, { ...batch.labels }]);
  disposeTrainee(trainee);
});
