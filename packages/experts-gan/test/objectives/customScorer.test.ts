import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { CustomObjective } from '../../src/index.ts';
import { customObjective, customScorer } from '../../src/objectives/customScorer.ts';
import { nonSaturatingLoss } from '../../src/objectives/discriminatorObjective.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
/** Mean of the squares, as an example with a gradient of its own. */
const bright: CustomObjective = {
  name: 'bright',
  scores: (x) => x.square().mean<tf.Tensor1D>([1, 2, 3]),
};

it('scores as the caller does, at once, in turns and at every place', async () => {
  const scorer = customScorer(bright);
  expect(scorer).toMatchObject({ name: 'custom', learnsAlong: false });
  expect(scorer.layers()).toBeNull();
  expect(scorer.parameters.layout.length).toBe(0);
  const x = images(3);
  const alive = tf.memory().numTensors;
  const [scores, inTurns] = [scorer.scores(x), await scorer.snapshot().scores(x, noPause)];
  expect(tf.memory().numTensors).toBe(alive + 2);
  expect(await inTurns.array()).toEqual(await scores.array());
  expect(await relativeDifference(scores, x.square().mean([1, 2, 3]))).toBeLessThan(1e-6);
  const large = tf.concat4d([x, x], 1);
  const reading = { shape: [16, 16, 3], otherSizes: 'centre' } as const;
  const middle = large.slice([0, 8, 0, 0], [-1, 16, -1, -1]);
  const expected = middle.square().mean([1, 2, 3]);
  expect(await relativeDifference(scorer.scores(large, reading), expected)).toBeLessThan(1e-6);
  scorer.dispose();
});

it('gives winners -log sigmoid of a logit, or minus a number', () => {
  const of = (scale: 'logit' | 'number') =>
    customObjective(customScorer({ ...bright, scale })).winnerLoss;
  expect(of('logit')).toBe(nonSaturatingLoss);
  expect([of('number').value(3), of('number').slope(3)]).toEqual([-3, -1]);
  expect(customObjective(customScorer(bright)).winnerLoss).toBe(nonSaturatingLoss);
});

it('lets the scorer learn from the batch, and keeps its state apart', async () => {
  const seen: number[][] = [];
  const part = { save: () => Promise.resolve({}), restore: () => undefined };
  const objective = customObjective(
    customScorer({
      ...bright,
      state: { steps: part },
      update: (canonical, outputs) => {
        seen.push([canonical.shape[0], outputs.shape[0]]);
        return { myLoss: 2 };
      },
    }),
  );
  expect(objective.scorer.learnsAlong).toBe(true);
  expect(objective.state).toEqual({ 'objective.steps': part });
  const scored = await objective.score(images(2), images(4), noPause);
  expect(scored.scores).toHaveLength(4);
  expect(seen).toEqual([]);
  expect(await scored.update()).toEqual({ myLoss: 2 });
  expect(seen).toEqual([[2, 4]]);
  const still = await customObjective(customScorer(bright)).score(images(1), images(1), noPause);
  expect(await still.update()).toEqual({});
});

it('gives the gradient of a loss of scores with respect to pixels', async () => {
  const objective = customObjective(customScorer(bright));
  const x = images(2);
  const alive = tf.memory().numTensors;
  const { loss, dPixels } = await objective.pixelGradient(
    x,
    (scores) => ({ scores, gradient: Float32Array.of(0.5, -1) }),
    noPause,
  );
  expect(tf.memory().numTensors).toBe(alive + 1);
  expect(loss.scores).toHaveLength(2);
  // The derivative of a mean of squares is twice the pixel over their number.
  const weights = tf.tensor4d([0.5, -1], [2, 1, 1, 1]);
  const expected = x.mul(2 / (16 * 16 * 3)).mul(weights);
  expect(await relativeDifference(dPixels, expected)).toBeLessThan(1e-5);
});

it.each([
  ['another shape', (x: tf.Tensor4D) => x.mean([2, 3])],
  ['one number', (x: tf.Tensor4D) => x.mean()],
  ['no tensor', () => 3],
])('refuses scores of %s, and frees all', async (_, scores) => {
  const scorer = customScorer({ name: 'odd', scores: scores as CustomObjective['scores'] });
  const x = images(2);
  const alive = tf.memory().numTensors;
  expect(() => scorer.scores(x)).toThrow('the objective "odd" must have the shape [2]');
  const objective = customObjective(scorer);
  await expect(objective.score(x, x, noPause)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  expect(tf.memory().numTensors).toBe(alive);
});

it('refuses scores that are no numbers', async () => {
  const scores = (x: tf.Tensor4D) => x.mean<tf.Tensor1D>([1, 2, 3]).log().mul<tf.Tensor1D>(0);
  const objective = customObjective(customScorer({ name: 'log', scores }));
  const x = tf.zeros<tf.Rank.R4>([2, 8, 8, 1]);
  await expect(objective.score(x, x, noPause)).rejects.toMatchObject({
    code: 'ERR_VALUES',
    data: { index: 0 },
  });
});
