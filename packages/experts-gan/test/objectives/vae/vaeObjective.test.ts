import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { negatedScore, vaeObjective } from '../../../src/objectives/vae/vaeObjective.ts';
import { vaeScorer } from '../../../src/objectives/vae/vaeScorer.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause } from '../../support.ts';
import { images, layout, plainLosses, values } from './autoencoders.ts';

beforeAll(() => useBackend());

function start() {
  const scorer = vaeScorer(layout, values);
  return { scorer, objective: vaeObjective(scorer) };
}

it('lets a winner lose minus its score', () => {
  expect([negatedScore.value(-3), negatedScore.slope(-3)]).toEqual([3, -1]);
});

it('scores outputs, reports the loss of canonical images, and learns nothing', async () => {
  const { scorer, objective } = start();
  const [canonical, outputs] = [images(3), images(4)];
  const alive = tf.memory().numTensors;
  const scored = await objective.score(canonical, outputs, noPause);
  expect(tf.memory().numTensors).toBe(alive);
  const flat = tf.tensor1d(values);
  const expected = plainLosses(flat, outputs, null).neg();
  expect(await relativeDifference(tf.tensor1d(scored.scores), expected)).toBeLessThan(1e-5);
  const { canonicalLoss } = await scored.update();
  const [loss] = await plainLosses(flat, canonical, null).mean().data();
  expect((canonicalLoss ?? NaN) / (loss ?? NaN)).toBeCloseTo(1, 5);
  expect(await scorer.parameters.values.data()).toEqual(values);
  expect(objective.state).toEqual({});
});

it('gives the gradient of a loss of scores with respect to pixels', async () => {
  const { objective } = start();
  const x = images(2);
  const alive = tf.memory().numTensors;
  const { loss, dPixels } = await objective.pixelGradient(
    x,
    (scores) => ({ scores, gradient: Float32Array.of(0.5, -1) }),
    noPause,
  );
  expect(tf.memory().numTensors).toBe(alive + 1);
  expect(loss.scores).toHaveLength(2);
  const expected = tf.grad((at) =>
    plainLosses(tf.tensor1d(values), at, null)
      .neg()
      .mul(tf.tensor1d([0.5, -1]))
      .sum(),
  )(x);
  expect(await relativeDifference(dPixels, expected)).toBeLessThan(1e-5);
});

it('refuses scores that are no numbers, and frees all', async () => {
  const { scorer, objective } = start();
  scorer.parameters.replace(tf.fill([layout.length], NaN));
  const x = images(1);
  const alive = tf.memory().numTensors;
  await expect(objective.score(x, x, noPause)).rejects.toMatchObject({
    code: 'ERR_VALUES',
    data: { index: 0 },
  });
  expect(tf.memory().numTensors).toBe(alive);
});
