import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { vaeScorer } from '../../../src/objectives/vae/vaeScorer.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause } from '../../support.ts';
import { images, layout, plainLosses, values } from './autoencoders.ts';

beforeAll(() => useBackend());

it('scores minus the loss, the same at once and in turns', async () => {
  const scorer = vaeScorer(layout, values);
  expect(scorer).toMatchObject({ name: 'vae', learnsAlong: false });
  const x = images(3);
  const alive = tf.memory().numTensors;
  const [scores, snapshot] = [scorer.scores(x), scorer.snapshot()];
  const inTurns = await snapshot.scores(x, noPause);
  snapshot.dispose();
  expect(await inTurns.array()).toEqual(await scores.array());
  expect(tf.memory().numTensors).toBe(alive + 2);
  const expected = plainLosses(tf.tensor1d(values), x, null).neg();
  expect(await relativeDifference(scores, expected)).toBeLessThan(1e-5);
  scorer.dispose();
});

it('keeps a moment, past the end of the scorer', async () => {
  const scorer = vaeScorer(layout, values);
  const x = images(2);
  const before = await scorer.scores(x).array();
  const snapshot = scorer.snapshot();
  scorer.parameters.replace(tf.zeros([layout.length]));
  scorer.dispose();
  expect(await (await snapshot.scores(x, noPause)).array()).toEqual(before);
});

it('reads larger images at their centre or everywhere', async () => {
  const scorer = vaeScorer(layout, values);
  const large = tf.concat4d([images(2), images(2)], 2);
  const left = await scorer.scores(large.slice([0, 0, 0, 0], [-1, 8, 8, -1])).data();
  const right = await scorer.scores(large.slice([0, 0, 8, 0], [-1, 8, 8, -1])).data();
  const reading = { shape: [8, 8, 2], otherSizes: 'average' } as const;
  const found = [
    await scorer.scores(large, reading).data(),
    await (await scorer.snapshot().scores(large, noPause, reading)).data(),
  ];
  for (const scores of found) {
    scores.forEach((score, i) => {
      expect(score).toBeCloseTo(((left[i] ?? NaN) + (right[i] ?? NaN)) / 2, 3);
    });
  }
});
