import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { drawLatents, encodeBatch } from '../../src/training/draws.ts';
import type { DearTrainee } from '../../src/training/dearTrainee.ts';
import { disposeTrainee, handMadeTrainee, START } from './handMade.ts';

beforeAll(() => useBackend());

it('draws latents from the prior: f of noise, fresh each time', async () => {
  const trainee = handMadeTrainee();
  const { prior } = handMadeTrainee().streams;
  const [slope = NaN, intercept = NaN] = await trainee.groups.map.vector.values.data();
  for (let round = 0; round < 2; round++) {
    const drawn = drawLatents(trainee, 3);
    const expected = prior.normals(3).map((eps) => slope * eps + intercept);
    (await drawn.data()).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? NaN, 5);
    });
    drawn.dispose();
  }
  disposeTrainee(trainee);
});

it('takes other parameters of the prior', async () => {
  const trainee = handMadeTrainee();
  const map = [tf.tensor1d([0]), tf.tensor1d([4])];
  const adjacency = [tf.tensor2d([[0]])];
  const drawn = tf.tidy(() => drawLatents(trainee, 2, { map, adjacency }));
  expect([...(await drawn.data())]).toEqual([4, 4]);
  tf.dispose([drawn, map, adjacency]);
  disposeTrainee(trainee);
});

it('encodes: the mean, and a draw around it', async () => {
  const trainee = handMadeTrainee();
  const noise = handMadeTrainee().streams.encoder.normals(2);
  const observations = tf.tensor2d([[2], [-4]]);
  const { mean, code } = tf.tidy(() => ({ ...encodeBatch(trainee, observations) }));
  expect([...(await mean.data())]).toEqual([1, -2]);
  (await code.data()).forEach((value, i) => {
    const centre = [1, -2][i] ?? NaN;
    expect(value).toBeCloseTo(centre + Math.exp(START.v / 2) * (noise[i] ?? NaN), 5);
  });
  tf.dispose([observations, mean, code]);
  disposeTrainee(trainee);
});

it('bounds the variance of a draw where it is asked to', async () => {
  const observations = tf.tensor2d([[2], [-4]]);
  const spreadOf = async (trainee: DearTrainee) => {
    const spread = tf.tidy(() => {
      const encoded = encodeBatch(trainee, observations);
      return encoded.code.sub(encoded.mean);
    });
    const [value = NaN] = await spread.data();
    spread.dispose();
    disposeTrainee(trainee);
    return value;
  };
  // Both draw the same noise; limit - softplus(limit - v) in the place of v.
  const bounded = await spreadOf(handMadeTrainee({ logVarianceLimit: -2 }));
  const free = await spreadOf(handMadeTrainee());
  const logVariance = -2 - Math.log1p(Math.exp(-2 - START.v));
  expect(bounded / free).toBeCloseTo(Math.exp((logVariance - START.v) / 2), 5);
  observations.dispose();
});
