import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { generatorStep } from '../../../src/training/updates/generatorStep.ts';
import { disposeTrainee, handMadeTrainee, START } from '../handMade.ts';
import { againstFrozen, meanOf, watched } from '../steps.ts';

beforeAll(() => useBackend());

const { g, a, b } = START;

it('follows -mean(s D(G(z), z)) in generator and f, with s clipped and constant', async () => {
  const trainee = handMadeTrainee();
  const eps = handMadeTrainee().streams.prior.normals(16);
  const [slope = NaN, intercept = NaN] = await trainee.groups.map.vector.values.data();
  const { measured, gradients } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => generatorStep(trainee, 16, frozen)),
  );
  const z = (i: number) => slope * (eps[i] ?? NaN) + intercept;
  const logit = (i: number) => (a * g + b) * z(i);
  const s = (i: number) => Math.min(Math.max(Math.exp(logit(i)), 0.5), 2);
  expect(measured['loss']).toBeCloseTo(-meanOf(16, (i) => s(i) * logit(i)), 5);
  expect(measured['logit']).toBeCloseTo(meanOf(16, logit), 5);
  expect(gradients.generator?.[0]).toBeCloseTo(-meanOf(16, (i) => s(i) * a * z(i)), 5);
  const [ofSlope, ofIntercept] = gradients.map ?? [];
  expect(ofSlope).toBeCloseTo(-meanOf(16, (i) => s(i) * (a * g + b) * (eps[i] ?? NaN)), 5);
  expect(ofIntercept).toBeCloseTo(-meanOf(16, (i) => s(i) * (a * g + b)), 5);
  // No factor causes itself.
  expect(gradients.adjacency).toEqual([0]);
  disposeTrainee(trainee);
});

it('tells the share of scale factors that were cut off', async () => {
  const trainee = handMadeTrainee({ scale: { clip: [0.999, 1.001] } });
  const { measured } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => generatorStep(trainee, 16, frozen)),
  );
  expect(measured['clipped']).toBeGreaterThan(0.8);
  disposeTrainee(trainee);
});

it('moves generator and prior alone, and leaves no tensors', async () => {
  const before = tf.memory().numTensors;
  const trainee = handMadeTrainee();
  const { moved } = await watched(trainee, () =>
    againstFrozen(trainee, (frozen) => generatorStep(trainee, 16, frozen)),
  );
  expect(moved).toEqual(['generator', 'map', 'generatorBuffers']);
  disposeTrainee(trainee);
  expect(tf.memory().numTensors).toBe(before);
});
