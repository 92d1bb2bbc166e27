import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import {
  ExpertsModel,
  inferComposition,
  refineScorer,
  resolveExpertsConfig,
} from '../../src/index.ts';
import type { CustomObjective, ExpertsConfigInput } from '../../src/index.ts';
import { vectors } from '../bank/banks.ts';
import { randomImages } from '../support.ts';
import { dots, knownExperts } from './knownExperts.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
let model: ExpertsModel;
let data: { transformed: tf.Tensor4D; canonical: tf.Tensor4D };
beforeAll(async () => {
  report = await useBackend();
  model = knownExperts(['invert', 'identity', { dx: 2, dy: 0 }]);
  const canonical = dots(40);
  data = { canonical, transformed: tf.sub(1, canonical) };
});

async function refined(config: object): Promise<ExpertsModel> {
  for await (const event of refineScorer(model, data, { config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('the run has no end');
}

const scoresOf = async (of: ExpertsModel, images: tf.Tensor4D) => {
  const scores = await of.discriminate(images).data<'float32'>();
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
};

it('teaches the scorer to tell canonical images from what sequences make of others', async () => {
  const better = await refined({ iterations: 150, batchSize: 16, learningRate: 1e-2 });
  const gap = async (of: ExpertsModel, images: tf.Tensor4D) =>
    (await scoresOf(of, data.canonical)) - (await scoresOf(of, images));
  const inverted = data.transformed;
  const twice = model.chain(inverted, [2]);
  expect(await gap(better, inverted)).toBeGreaterThan(2 + (await gap(model, inverted)));
  expect(await gap(better, twice)).toBeGreaterThan(2 + (await gap(model, twice)));
  // What it is for: the sequence is found that the start does not find.
  const right = async (of: ExpertsModel) => {
    const { images, compositions } = await inferComposition(of, inverted, { lengthPenalty: 0.05 });
    images.dispose();
    const isRight = ({ experts }: { experts: readonly number[] }) =>
      experts.filter((expert) => expert === 0).length % 2 === 1 && !experts.includes(2);
    return compositions.filter(isRight).length / compositions.length;
  };
  expect(await right(better)).toBeGreaterThan(0.8);
  better.dispose();
});

it('leaves the model as it was, and its experts in the other one', async () => {
  const before = [await vectors(model), await model.scorer.parameters.values.data()];
  const other = await refined({ iterations: 2, batchSize: 4 });
  expect([await vectors(model), await model.scorer.parameters.values.data()]).toEqual(before);
  expect(await vectors(other)).toEqual(await vectors(model));
  expect(await other.scorer.parameters.values.data()).not.toEqual(before[1]);
  other.dispose();
});

it('takes the asked step size', async () => {
  // The first step of Adam is as long as its step size in every parameter that has a gradient.
  const start = await model.scorer.parameters.values.data();
  for (const learningRate of [1e-2, 1e-3]) {
    const other = await refined({ iterations: 1, batchSize: 4, learningRate });
    const values = await other.scorer.parameters.values.data();
    const steps = values.map((value, k) => Math.abs(value - (start[k] ?? NaN)));
    expect(Math.max(...steps)).toBeGreaterThan(0.9 * learningRate);
    expect(Math.max(...steps)).toBeLessThan(1.1 * learningRate);
    other.dispose();
  }
});

it('refuses images of another shape than those of the model', async () => {
  const larger = randomImages(1)(4, 16, 1);
  const run = refineScorer(model, { ...data, canonical: larger });
  await expect(run.next()).rejects.toMatchObject({ code: 'ERR_SHAPE' });
});

it.each<{ config: ExpertsConfigInput; objective?: CustomObjective }>([
  { config: { objective: { kind: 'vae', latent: 2, units: 3 } } },
  {
    config: { objective: { kind: 'custom', name: 'dark' } },
    objective: { name: 'dark', scores: (images) => images.mean<tf.Tensor1D>([1, 2, 3]).neg() },
  },
])('refuses a scorer that learns nothing: %j', async ({ config, objective }) => {
  const alive = tf.memory().numTensors;
  const whole = resolveExpertsConfig({ experts: 2, filters: 2, ...config });
  const still = ExpertsModel.create(whole, [16, 16, 1], new RandomStream(1), { objective });
  const run = refineScorer(still, data, { config: { iterations: 1, batchSize: 4 } });
  await expect(run.next()).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
    message: expect.stringContaining('learns along') as string,
  });
  still.dispose();
  expect(tf.memory().numTensors).toBe(alive);
});

learnerContract<ExpertsModel>('refineScorer', {
  start: (options, { steps, foreign }) =>
    refineScorer(model, data, {
      ...options,
      config: { iterations: steps, batchSize: 4, ...(foreign ? { depth: 2 } : {}) },
    }),
  main: 'refinement',
  prolongable: true,
  fingerprint: (trained) => trained.scorer.parameters.values.data(),
  tolerance: () => (report.backend === 'tensorflow' ? 1e-6 : 0),
});
