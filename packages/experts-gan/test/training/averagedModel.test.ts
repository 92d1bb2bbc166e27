import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel } from '../../src/index.ts';
import { averagedModel } from '../../src/training/averagedModel.ts';
import { smallConfig } from '../support.ts';

beforeAll(() => useBackend());

const make = (seed: number) =>
  ExpertsModel.create(smallConfig, [16, 16, 1], new RandomStream(seed));

/** Everything that a model computes with. */
async function valuesOf({ networks, scorer }: ExpertsModel): Promise<number[]> {
  const vectors = [
    ...networks.flatMap(({ parameters, statistics }) => [parameters.values, statistics]),
    scorer.parameters.values,
  ];
  const read = await Promise.all(vectors.map((vector) => vector.data()));
  return read.flatMap((values) => Array.from(values));
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const worst = actual.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))),
    0,
  );
  expect(worst).toBeLessThan(1e-6);
}

it('keeps experts, statistics and discriminator as a mean whose memory grows to what was asked for', async () => {
  const [competing, model] = [make(1), make(2)];
  competing.networks[0]?.setStatistics(tf.fill([competing.networks[0].statistics.size], 3));
  const [before, others] = [await valuesOf(model), await valuesOf(competing)];
  const alive = tf.memory().numTensors;
  const average = averagedModel(competing, model, 0.9);
  average.update(0);
  const first = before.map((value, i) => 0.1 * value + 0.9 * (others[i] ?? NaN));
  expectNear(await valuesOf(model), first);
  average.update(2000);
  const second = first.map((value, i) => 0.9 * value + 0.1 * (others[i] ?? NaN));
  expectNear(await valuesOf(model), second);
  expectNear(await valuesOf(competing), others);
  expect(tf.memory().numTensors).toBe(alive);
  competing.dispose();
  model.dispose();
});

it('becomes equal to the competing networks by a copy', async () => {
  const [competing, model] = [make(1), make(2)];
  averagedModel(competing, model, 0.99).copy();
  expectNear(await valuesOf(model), await valuesOf(competing));
  competing.dispose();
  model.dispose();
});

it('names all that changes', async () => {
  const [competing, model] = [make(1), make(2)];
  const { state } = averagedModel(competing, model, 0.99);
  expect(Object.keys(state)).toEqual([
    ...['average.expert0', 'average.expert0.statistics', 'average.expert1'],
    ...['average.expert1.statistics', 'average.expert2', 'average.expert2.statistics'],
    'average.discriminator',
  ]);
  expect(await state['average.discriminator']?.save()).toBeDefined();
  competing.dispose();
  model.dispose();
});
