import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import { discriminatorScorer } from '../../src/objectives/discriminatorScorer.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const layout = discriminatorLayout([16, 16, 3], [3, 4, 5], 6);
const values = drawParameters(layout, new RandomStream(3), 'one');
const images = randomImages(4);

it('scores the same at once and in turns', async () => {
  const scorer = discriminatorScorer(layout, values);
  const x = images(3);
  const before = tf.memory().numTensors;
  const [scores, snapshot] = [scorer.scores(x), scorer.snapshot()];
  const inTurns = await snapshot.scores(x, noPause);
  expect(scores.shape).toEqual([3]);
  expect(await inTurns.array()).toEqual(await scores.array());
  tf.dispose([scores, inTurns]);
  snapshot.dispose();
  expect(tf.memory().numTensors).toBe(before);
  scorer.dispose();
  x.dispose();
});

it('keeps a moment while it learns on, and past its end', async () => {
  const scorer = discriminatorScorer(layout, values);
  const x = images(2);
  const before = await scorer.scores(x).array();
  const snapshot = scorer.snapshot();
  scorer.parameters.replace(tf.zeros([layout.length]));
  expect(await scorer.scores(x).array()).toEqual([0, 0]);
  scorer.dispose();
  expect(await (await snapshot.scores(x, noPause)).array()).toEqual(before);
});
