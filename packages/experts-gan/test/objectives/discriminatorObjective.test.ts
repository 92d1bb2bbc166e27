import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import {
  discriminatorObjective,
  nonSaturatingLoss,
} from '../../src/objectives/discriminatorObjective.ts';
import { discriminatorScorer } from '../../src/objectives/discriminatorScorer.ts';
import { gradientPenalty } from '../../src/objectives/gradientPenalty.ts';
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

/** The parameters after one update, and the figures. */
async function updated(options: object, outputWeights?: Float32Array) {
  const scorer = discriminatorScorer(layout, values);
  const objective = discriminatorObjective(scorer, { learningRate: 0.01, ...options });
  const stream = randomImages(11);
  const scored = await objective.score(stream(3), stream(4), noPause);
  const alive = tf.memory().numTensors;
  const figures = await scored.update({ outputWeights });
  // What was scored is gone, and nothing came in its place.
  expect(tf.memory().numTensors).toBeLessThan(alive);
  scored.dispose();
  const first = await objective.state['discriminator.adam']?.save();
  return {
    figures,
    gradient: Array.from(first?.arrays?.['first']?.values ?? [], (moment) => moment * 10),
    values: Array.from(await scorer.parameters.values.data()),
  };
}

it('learns from smoothed labels and weighted outputs', async () => {
  const stream = randomImages(11);
  const [canonical, outputs] = [stream(3), stream(4)];
  const weights = [1, 0, 0.5, 0.5];
  const { figures, gradient } = await updated({ canonicalLabel: 0.9 }, Float32Array.from(weights));
  const lossOf = (flat: tf.Tensor) => {
    const [real, made] = [canonical, outputs].map((images) =>
      plainDiscriminator(flat, layout, images),
    ) as [tf.Tensor1D, tf.Tensor1D];
    return tf.addN<tf.Scalar>([
      tf.softplus(real.neg()).mul(0.9).add(tf.softplus(real).mul(0.1)).mean(),
      tf.softplus(made).mul(tf.tensor1d(weights)).sum().div(2),
    ]);
  };
  const at = tf.tensor1d(values);
  expect(figures['discriminatorLoss']).toBeCloseTo((await lossOf(at).data())[0] ?? NaN, 4);
  const expected = tf.grad(lossOf)(at);
  expect(await relativeDifference(tf.tensor1d(gradient), expected)).toBeLessThan(1e-4);
});

it('adds the gradient of a penalty on its slope, and reports the penalty', async () => {
  const stream = randomImages(11);
  const [plain, penalised] = [await updated({}), await updated({ gradientPenalty: 20 })];
  const views = splitParameters(tf.tensor1d(values), layout);
  const { penalty, gradient } = await gradientPenalty(views, stream(3), 20, noPause);
  expect(penalised.figures).toEqual({ ...plain.figures, gradientPenalty: penalty });
  const added = penalised.gradient.map((value, k) => value - (plain.gradient[k] ?? NaN));
  expect(await relativeDifference(tf.tensor1d(added), gradient)).toBeLessThan(1e-3);
});

it('learns nothing from a batch that it tells apart too well', async () => {
  const plain = await updated({});
  const { canonicalAccuracy = NaN, outputAccuracy = NaN } = plain.figures;
  const accuracy = (canonicalAccuracy + outputAccuracy) / 2;
  const [skipped, learned] = [
    await updated({ skipAbove: accuracy - 0.01 }),
    await updated({ skipAbove: accuracy }),
  ];
  expect(skipped.figures).toEqual(plain.figures);
  expect(skipped.values).toEqual(Array.from(values));
  expect(learned.values).toEqual(plain.values);
});
