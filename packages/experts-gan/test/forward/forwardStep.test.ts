import * as tf from '@tensorflow/tfjs';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { forwardKinds } from '../../src/forward/forwardMechanisms.ts';
import { forwardStep } from '../../src/forward/forwardStep.ts';
import { resolveExpertsConfig } from '../../src/index.ts';
import { Expert } from '../../src/networks/expert.ts';
import type { ExpertKind } from '../../src/networks/kinds/expertKind.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(3);
const network = (random: boolean) => {
  const config = resolveExpertsConfig({ experts: 1, filters: 3 });
  const [kind] = forwardKinds({ config, shape: [8, 8, 1], random: [random] }) as [ExpertKind];
  const { parameters, statistics } = kind.draw(new RandomStream(1));
  const expert = new Expert(kind, tf.tensor1d(parameters), tf.tensor1d(statistics));
  return { expert, adam: new FlatAdam(kind.layout.length, { learningRate: 1e-2 }) };
};

it('reports the mean squared error before its update, and lowers it', async () => {
  const learner = network(false);
  const pairs = { restored: images(6, 8, 1), changed: images(6, 8, 1).mul<tf.Tensor4D>(0.3) };
  const pass = await learner.expert.forward(pairs.restored, noPause);
  const [before] = await pass.output.sub(pairs.changed).square().mean().data();
  pass.dispose();
  const losses: number[] = [];
  for (let i = 0; i < 40; i++) {
    const loss = await forwardStep(learner, pairs, undefined, noPause);
    losses.push((await loss.data())[0] ?? NaN);
  }
  expect(losses[0]).toBeCloseTo(before ?? NaN, 5);
  expect(losses.at(-1)).toBeLessThan(0.3 * (before ?? NaN));
});

it('lowers the energy score of a random one, and takes statistics of its batches', async () => {
  const learner = network(true);
  const pairs = { restored: tf.zeros<tf.Rank.R4>([8, 8, 8, 1]), changed: images(8, 8, 1) };
  const noise = new RandomStream(2);
  const before = await learner.expert.statistics.data();
  const losses: number[] = [];
  for (let i = 0; i < 40; i++) {
    const loss = await forwardStep(learner, pairs, noise, noPause);
    losses.push((await loss.data())[0] ?? NaN);
  }
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? NaN);
  expect(await learner.expert.statistics.data()).not.toEqual(before);
});

it('leaks nothing', async () => {
  for (const random of [false, true]) {
    const learner = network(random);
    const pairs = { restored: images(2, 8, 1), changed: images(2, 8, 1) };
    const noise = random ? new RandomStream(1) : undefined;
    await expectLeakFree(async () => {
      (await forwardStep(learner, pairs, noise, noPause)).dispose();
    });
  }
});
