import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  createObjective,
  createScorer,
  scorerParameters,
} from '../../src/objectives/createScorer.ts';
import { noPause, randomImages, smallConfig } from '../support.ts';

beforeAll(() => useBackend());

it('makes the discriminator of the configuration, and its objective', async () => {
  const { name, layout } = scorerParameters(smallConfig, [16, 16, 3]);
  expect(name).toBe('discriminator');
  const values = new Float32Array(layout.length).fill(0.01);
  const scorer = createScorer(smallConfig, [16, 16, 3], values);
  expect(scorer.name).toBe(name);
  expect(await scorer.parameters.values.data()).toEqual(values);
  const objective = createObjective({ ...smallConfig, learningRate: 0.5 }, scorer);
  expect(objective.scorer).toBe(scorer);
  const x = randomImages(1)(2);
  await (await objective.score(x, x, noPause)).update();
  const moved = tf.tidy(() => scorer.parameters.values.sub(values).abs().max());
  expect((await moved.data())[0]).toBeCloseTo(0.5, 3);
});
