import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { selectExperts } from '../../src/index.ts';
import type { ExpertsModel } from '../../src/index.ts';
import { competitorsOf } from '../../src/training/competitors.ts';
import type { Competitors } from '../../src/training/competitors.ts';
import { splitRepair } from '../../src/training/splitRepair.ts';
import { relativeDifference } from '../autodiff.ts';
import { builtExperts, sparse, twofoldExpert } from '../bank/banks.ts';
import { noPause } from '../support.ts';

beforeAll(() => useBackend());

const settings = {
  every: 10,
  probeSize: 60,
  idleShare: 0.01,
  leastBimodality: 0.7,
  reach: 5,
  noise: 0.01,
  guided: 20,
  until: 100,
} as const;

/** Every third image is dim: the twofold expert does another thing to it. */
function dimAndBright(count: number): tf.Tensor4D {
  return tf.tidy(() => {
    const dim = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 0.3 : 1));
    return sparse(count, { lit: 1 }).mul<tf.Tensor4D>(tf.tensor4d(dim, [count, 1, 1, 1]));
  });
}

/** Three experts of which the first wins everything, and does what `model` does; the second has other parameters. */
async function start(model: ExpertsModel, shares: readonly number[] = [0.995, 0.001, 0.004]) {
  const three = await selectExperts(model, [0, 0, 0]);
  const competitors = competitorsOf(three);
  const second = three.networks[1];
  second?.parameters.replace(tf.tidy(() => second.parameters.values.add<tf.Tensor1D>(1)));
  second?.changed();
  const scores = (outputs: tf.Tensor4D) =>
    tf.tidy(() => {
      const n = outputs.shape[0] / 3;
      return tf.concat1d([tf.ones<tf.Rank.R1>([n]), tf.zeros<tf.Rank.R1>([2 * n])]);
    });
  const { objective, experts } = competitors;
  const snapshot = () => ({
    scores: (outputs: tf.Tensor4D) => Promise.resolve(scores(outputs)),
    dispose: () => undefined,
  });
  const first: Competitors = {
    experts,
    objective: { ...objective, scorer: { ...objective.scorer, scores, snapshot } },
  };
  const context = {
    competitors: first,
    sampler: asSampler(dimAndBright(60)),
    master: new RandomStream(1),
    record: { recentShares: Float64Array.from(shares) },
  };
  for (const { expert } of experts) expert.apply(tf.zeros([1, 8, 8, 1])).dispose(); // they keep a folded form
  return { context, experts };
}

it('makes a copy of the expert that does two things in the place of the idlest one', async () => {
  const { context, experts } = await start(twofoldExpert());
  const repair = splitRepair(settings, context);
  const [donor, idle, other] = experts;
  if (donor === undefined || idle === undefined || other === undefined) throw new Error('three');
  const gradient = tf.ones<tf.Rank.R1>([idle.adam.length]);
  idle.expert.update(idle.adam, gradient);
  const kept = await Promise.all(
    [donor, other].map(({ expert }) => expert.parameters.values.array()),
  );
  for (const done of [0, 5, 100, 110]) expect(await repair.look(done)).toEqual({});
  expect(idle.adam.steps).toBe(1);
  const alive = tf.memory().numTensors;
  expect(await repair.look(10)).toEqual({ 'split/donor': 0, 'split/copy': 1 });
  // Of the folded forms, which are remembered, the copy has none yet.
  expect(tf.memory().numTensors).toBeLessThanOrEqual(alive);
  expect(idle.adam.steps).toBe(0);
  const difference = await relativeDifference(
    idle.expert.parameters.values,
    donor.expert.parameters.values,
  );
  expect(difference).toBeGreaterThan(0);
  expect(difference).toBeLessThan(0.05);
  expect(await idle.expert.statistics.array()).toEqual(await donor.expert.statistics.array());
  const now = await Promise.all(
    [donor, other].map(({ expert }) => expert.parameters.values.array()),
  );
  expect(now).toEqual(kept);
  // One at a time.
  expect(await repair.look(20)).toEqual({});
});

it('leaves an expert that does one thing whole, however much it wins', async () => {
  const { context, experts } = await start(builtExperts([{ dx: 2 }]));
  const values = () => experts[1]?.expert.parameters.values.array();
  const before = await values();
  expect(await splitRepair(settings, context).look(10)).toEqual({});
  expect(await values()).toEqual(before);
});

it('splits nothing while every expert has its share', async () => {
  const { context } = await start(twofoldExpert(), [0.9, 0.05, 0.05]);
  expect(await splitRepair(settings, context).look(10)).toEqual({});
});

it('gives each half the images of its group for a while', async () => {
  const { context, experts } = await start(twofoldExpert());
  const repair = splitRepair(settings, context);
  const images = dimAndBright(12);
  const outputs = tf.concat4d(
    await Promise.all(
      experts.map(async ({ expert }) => (await expert.forward(images, noPause)).output),
    ),
    0,
  );
  const applied = experts[0]?.expert.apply(images) as tf.Tensor4D;
  const [, rest] = tf.split(outputs, [12, 24]) as [tf.Tensor4D, tf.Tensor4D];
  const seen = tf.concat4d([applied, rest], 0);
  const winners = Int32Array.from({ length: 12 }, (_, image) => [0, 1, 0, 2][image % 4] ?? 0);
  expect(await repair.reassign(winners, images, seen)).toBe(winners);
  await repair.look(10);
  const alive = tf.memory().numTensors;
  const shared = await repair.reassign(winners, images, seen);
  expect(tf.memory().numTensors).toBe(alive);
  const [dim, bright] = [shared[0], shared[1]];
  expect(new Set([dim, bright])).toEqual(new Set([0, 1]));
  shared.forEach((winner, image) => {
    expect(winner).toBe(winners[image] === 2 ? 2 : image % 3 === 0 ? dim : bright);
  });
  const saved = await repair.state.save();
  await repair.look(29);
  expect(await repair.reassign(winners, images, seen)).toEqual(shared);
  await repair.look(31);
  expect(await repair.reassign(winners, images, seen)).toBe(winners);
  const resumed = splitRepair(settings, context);
  resumed.state.restore(saved);
  expect(await resumed.reassign(winners, images, seen)).toEqual(shared);
});
