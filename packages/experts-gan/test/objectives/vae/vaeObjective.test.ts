import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  boundedScore,
  negatedScore,
  vaeObjective,
} from '../../../src/objectives/vae/vaeObjective.ts';
import type { VaeObjective } from '../../../src/objectives/objectiveConfig.ts';
import { vaeScorer } from '../../../src/objectives/vae/vaeScorer.ts';
import { winnersLoss } from '../../../src/training/logitLosses.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause } from '../../support.ts';
import { images, layout, plainLosses, values } from './autoencoders.ts';

beforeAll(() => useBackend());

function start(bound?: VaeObjective['bound']) {
  const scorer = vaeScorer(layout, values);
  return { scorer, objective: vaeObjective(scorer, bound) };
}

it('lets a winner lose minus its score', () => {
  expect([negatedScore.value(-3), negatedScore.slope(-3)]).toEqual([3, -1]);
});

it('lets nothing be gained beyond a bound', () => {
  const loss = boundedScore(-10);
  const scores = [-12, -10, -3];
  expect(scores.map((score) => loss.value(score))).toEqual([12, 10, 10]);
  expect(scores.map((score) => loss.slope(score))).toEqual([-1, 0, 0]);
  expect(scores.map((score) => loss.isReached?.(score))).toEqual([false, true, true]);
});

it('takes the bound from the canonical images of the batch: their mean, or a quantile', async () => {
  const [canonical, outputs] = [images(5), images(4)];
  const scores = await plainLosses(tf.tensor1d(values), canonical, null).neg().data<'float32'>();
  const sorted = Array.from(scores).sort((a, b) => a - b);
  const bounds = {
    mean: sorted.reduce((sum, score) => sum + score, 0) / 5,
    quarter: sorted[1],
    least: sorted[0],
  };
  const reached = async (bound: VaeObjective['bound']) => {
    const { winnerLoss } = await start(bound).objective.score(canonical, outputs, noPause);
    return winnerLoss;
  };
  expect(await reached('none')).toBeUndefined();
  for (const [bound, expected = NaN] of [
    ['mean', bounds.mean],
    [0.25, bounds.quarter],
    [0, bounds.least],
  ] as const) {
    const loss = await reached(bound);
    // Far beyond the bound the loss is minus the bound.
    expect((loss?.value(1e9) ?? NaN) / -expected).toBeCloseTo(1, 4);
    expect(loss?.isReached?.(expected + 0.1)).toBe(true);
    expect(loss?.isReached?.(expected - 0.1)).toBe(false);
  }
});

it('gives pixels the gradient of the bounded loss: none where the score is good enough', async () => {
  const { objective } = start();
  const x = images(3);
  const scores = await plainLosses(tf.tensor1d(values), x, null).neg().data<'float32'>();
  const middle = Array.from(scores).sort((a, b) => a - b)[1] ?? NaN;
  // The second best is right at the bound, and the best beyond it.
  const bound = middle - 1e-3;
  const of = boundedScore(bound);
  const lossOf = (found: Float32Array) =>
    winnersLoss(found, Int32Array.of(0, 1, 0), 2, 'perBatch', of);
  const { loss, dPixels } = await objective.pixelGradient(x, lossOf, noPause);
  const plain = (at: tf.Tensor) =>
    tf.mean(tf.minimum(plainLosses(tf.tensor1d(values), at, null).neg(), bound)).neg();
  expect(loss.loss / ((await plain(x).data())[0] ?? NaN)).toBeCloseTo(1, 5);
  expect(loss.taught.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await relativeDifference(dPixels, tf.grad(plain)(x) as tf.Tensor4D)).toBeLessThan(1e-5);
  const rows = await dPixels.abs().sum([1, 2, 3]).data();
  expect(Array.from(rows, (sum) => sum === 0)).toEqual(Array.from(scores, (s) => s >= bound));
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
