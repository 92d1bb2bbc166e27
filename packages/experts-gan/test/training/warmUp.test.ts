import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { competitionStep } from '../../src/training/competition.ts';
import { competitorsOf } from '../../src/training/competitors.ts';
import { drawInstanceNoise } from '../../src/training/instanceNoise.ts';
import { warmUpStep } from '../../src/training/warmUp.ts';
import { winnersByLogit } from '../../src/index.ts';
import { noPause, randomImages, smallModel } from '../support.ts';
import { contextOf } from './winners/context.ts';

beforeAll(() => useBackend());

const rules = {
  average: 'perWon',
  chooseWinners: winnersByLogit,
  context: contextOf(),
  winnerScore: 'logit',
  idleExperts: 'stepped',
  loserWeight: 0.5,
  updateOrder: 'discriminatorFirst',
  rates: { expert: 0.01, discriminator: 0.002 },
  pause: noPause,
} as const;

it.each([0, 0.5])(
  'teaches the discriminator as an iteration does, and leaves the experts: noise of %d',
  async (deviation) => {
    const images = randomImages(4);
    const [transformed, canonical] = [images(3), images(5)];
    const noise = drawInstanceNoise(deviation, { transformed, canonical }, new RandomStream(1));
    const found = { ...rules, noise };
    const [alone, whole] = [smallModel(), smallModel()];
    const competitors = competitorsOf(alone);
    const values = async (model: typeof alone) => ({
      experts: await Promise.all(
        model.networks.flatMap(({ parameters, statistics }) => [
          parameters.values.array(),
          statistics.array(),
        ]),
      ),
      discriminator: await model.scorer.parameters.values.array(),
    });
    const before = await values(alone);
    const alive = tf.memory().numTensors;
    const scalars = await warmUpStep(competitors, transformed, canonical, found);
    expect(tf.memory().numTensors).toBe(alive);
    const after = await values(alone);
    expect(after.experts).toEqual(before.experts);
    expect(competitors.experts.map(({ adam }) => adam.steps)).toEqual([0, 0, 0]);
    const report = await competitionStep(competitorsOf(whole), transformed, canonical, found);
    const { expertLoss, ...figures } = report.scalars;
    expect(expertLoss).toBeGreaterThan(0);
    expect(scalars).toEqual(figures);
    const expected = (await values(whole)).discriminator;
    after.discriminator.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 6));
    expect(after.discriminator).not.toEqual(before.discriminator);
  },
);

it('leaves nothing behind when a score is not a number', async () => {
  const model = smallModel();
  const competitors = competitorsOf(model);
  const images = randomImages(4)(2);
  model.scorer.parameters.replace(tf.fill([model.scorer.parameters.layout.length], NaN));
  const alive = tf.memory().numTensors;
  const step = warmUpStep(competitors, images, images, rules);
  await expect(step).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(alive);
});
