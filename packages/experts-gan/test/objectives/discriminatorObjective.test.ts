import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import {
  discriminatorObjective,
  nonSaturatingLoss,
} from '../../src/objectives/discriminatorObjective.ts';
import { discriminatorScorer } from '../../src/objectives/discriminatorScorer.ts';
import { plainDiscriminator, relativeDifference } from '../autodiff.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const layout = discriminatorLayout([16, 16, 3], [3, 4, 5], 6);
const values = drawParameters(layout, new RandomStream(3), 'one');
const images = randomImages(4);

function start() {
  const scorer = discriminatorScorer(layout, values);
  return { scorer, objective: discriminatorObjective(scorer, { learningRate: 0.01 }) };
}

it('lets a winner lose -log D', () => {
  expect(nonSaturatingLoss.value(0)).toBeCloseTo(Math.LN2, 12);
  expect(nonSaturatingLoss.slope(0)).toBe(-0.5);
  for (const score of [-3, 0.4, 5]) {
    const [above, below] = [score + 1e-4, score - 1e-4].map((at) => nonSaturatingLoss.value(at));
    const slope = ((above ?? NaN) - (below ?? NaN)) / 2e-4;
    expect(nonSaturatingLoss.slope(score)).toBeCloseTo(slope, 6);
  }
});

it('scores outputs before the update, and does one', async () => {
  const { scorer, objective } = start();
  const [canonical, outputs] = [images(3), images(5)];
  const scored = await objective.score(canonical, outputs, noPause);
  const before = plainDiscriminator(tf.tensor1d(values), layout, outputs);
  expect(await relativeDifference(tf.tensor1d(scored.scores), before)).toBeLessThan(1e-5);
  const figures = await scored.update();
  expect(Object.keys(figures)).toEqual([
    'discriminatorLoss',
    'canonicalAccuracy',
    'outputAccuracy',
  ]);
  expect(await objective.state['discriminator.adam']?.save()).toMatchObject({ json: { steps: 1 } });
  expect(await scorer.parameters.values.data()).not.toEqual(values);
});

it('holds nothing after an update', async () => {
  const { scorer, objective } = start();
  const [canonical, outputs] = [images(3), images(5)];
  const alive = tf.memory().numTensors;
  const scored = await objective.score(canonical, outputs, noPause);
  await scored.update();
  scored.dispose();
  expect(tf.memory().numTensors).toBe(alive);
  const ownAndAdams = scorer.parameters.views.length + 3;
  objective.dispose();
  scorer.dispose();
  expect(tf.memory().numTensors).toBe(alive - ownAndAdams);
});

it('learns nothing when the scores were all that was asked for', async () => {
  const { scorer, objective } = start();
  const [canonical, outputs] = [images(2), images(2)];
  const alive = tf.memory().numTensors;
  (await objective.score(canonical, outputs, noPause)).dispose();
  expect(tf.memory().numTensors).toBe(alive);
  expect(await scorer.parameters.values.data()).toEqual(values);
});

it('gives the gradient of a loss with respect to pixels', async () => {
  const { scorer, objective } = start();
  const x = images(2);
  const weights = [0.7, -1.3];
  const alive = tf.memory().numTensors;
  const { loss, dPixels } = await objective.pixelGradient(
    x,
    (scores) => ({ scores, gradient: Float32Array.from(weights) }),
    noPause,
  );
  expect(tf.memory().numTensors).toBe(alive + 1);
  expect(loss.scores).toHaveLength(2);
  const expected = tf.grad((at: tf.Tensor) =>
    plainDiscriminator(scorer.parameters.values, layout, at).mul(tf.tensor1d(weights)).sum(),
  )(x);
  expect(await relativeDifference(dPixels, expected)).toBeLessThan(1e-4);
  expect(await scorer.parameters.values.data()).toEqual(values);
});

it('refuses scores that are no numbers, and frees all', async () => {
  const { scorer, objective } = start();
  scorer.parameters.replace(tf.fill([layout.length], NaN));
  const x = images(1);
  const alive = tf.memory().numTensors;
  await expect(objective.score(x, x, noPause)).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(alive);
});
