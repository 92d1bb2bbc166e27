// Banks whose experts are of several kinds, in all that a bank does.
import * as tf from '@tensorflow/tfjs';
import { createSampler, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import {
  addExperts,
  ExpertsModel,
  expertUsage,
  resolveExpertsConfig,
  selectExperts,
  trainExperts,
} from '../src/index.ts';
import type { ExpertKindSettings } from '../src/index.ts';
import { relativeDifference } from './autodiff.ts';
import { memoryHandler, randomImages, smallConfig } from './support.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const images = randomImages(41);
const digits = createSampler(
  resizeImages(proceduralDigits({ size: 20 }), { height: 16, width: 16, method: 'area' }),
);
const kinds = ['paper', 'wide', 'warp'] as const;
const bank = (of: ExpertKindSettings = kinds) =>
  ExpertsModel.create(
    resolveExpertsConfig({ ...smallConfig, kinds: of }),
    [16, 16, 3],
    new RandomStream(5),
  );

it('comes back from where it was saved, with its kinds', async () => {
  const model = bank();
  const handler = memoryHandler();
  const x = images(3);
  const before = await model.invert(x);
  const alive = tf.memory().numTensors;
  await model.save(handler);
  const loaded = await ExpertsModel.load(handler);
  expect(loaded.config.kinds).toEqual(kinds);
  const after = await loaded.invert(x);
  expect(after.scores).toEqual(before.scores);
  after.images.dispose();
  loaded.dispose();
  expect(tf.memory().numTensors).toBe(alive);
  before.images.dispose();
  model.dispose();
});

it('is a stock layers model, as a bank and expert by expert', async () => {
  const model = bank();
  const x = images(2);
  const whole = model.toLayersModel();
  const outputs = whole.predict(x) as tf.Tensor[];
  for (const expert of kinds.keys()) {
    const own = model.apply(x, expert);
    expect(await relativeDifference(outputs[expert] as tf.Tensor, own)).toBeLessThan(1e-5);
    const one = model.toLayersModel(expert);
    expect(await relativeDifference(one.predict(x) as tf.Tensor, own)).toBeLessThan(1e-5);
    one.dispose();
  }
  whole.dispose();
  model.dispose();
});

it('refuses sizes that one of its kinds cannot read, and takes them for the others', async () => {
  const model = bank();
  const odd = images(1, 21);
  model.apply(odd, 0).dispose();
  expect(() => model.apply(odd, 1)).toThrow('multiples of 4, got 21x21');
  await expect(model.invert(images(1, 22), { otherSizes: 'centre' })).rejects.toThrow(
    'multiples of 4',
  );
  model.dispose();
});

it('keeps each expert and its kind together where experts are chosen or added', async () => {
  const model = bank();
  const x = images(2);
  const pair = await selectExperts(model, [1, 0]);
  expect(pair.config.kinds).toEqual(['wide', 'paper']);
  expect(await relativeDifference(pair.apply(x, 0), model.apply(x, 1))).toBe(0);
  const alone = await selectExperts(model, [1]);
  expect(alone.config.kinds).toBe('wide');
  const more = await addExperts(alone, 2, new RandomStream(1), { kinds: ['paper', 'wide'] });
  expect(more.config.kinds).toEqual(['wide', 'paper', 'wide']);
  expect((await addExperts(alone, 1, new RandomStream(1))).config.kinds).toBe('wide');
  expect((await addExperts(pair, 1, new RandomStream(1))).config.kinds).toEqual([
    'wide',
    'paper',
    'paper',
  ]);
  expect((await expertUsage(more, x)).shares).toHaveLength(3);
});

it('goes on only with the kinds that it has', async () => {
  const [x, model] = [images(8), bank()];
  const start = { model };
  const config = {
    kinds: 'paper',
    iterations: 1,
    batchSize: 4,
    identityInitialisation: false,
  } as const;
  const run = trainExperts({ transformed: x, canonical: x }, { config, start });
  await expect(run.next()).rejects.toThrow('the kinds');
  const other = trainExperts(
    { transformed: x, canonical: x },
    { config: { iterations: 1, batchSize: 4, identityInitialisation: false }, start },
  );
  for await (const event of other) {
    if (event.kind !== 'end') continue;
    expect(event.model.config.kinds).toEqual(kinds);
    event.model.dispose();
  }
  model.dispose();
});

learnerContract<ExpertsModel>('trainExperts of several kinds', {
  start: (options, { steps, foreign }) => {
    return trainExperts(
      { transformed: digits, canonical: digits },
      {
        ...options,
        config: {
          experts: 3,
          kinds: foreign ? 'paper' : kinds,
          filters: 2,
          discriminatorFilters: [2, 2, 2],
          discriminatorUnits: 4,
          batchSize: 4,
          iterations: steps,
          averaging: 0.5,
          identityInitialisation: {
            probeSize: 4,
            maxIterations: 1,
            checkEvery: 1,
            threshold: 1e-9,
          },
        },
      },
    );
  },
  main: 'competition',
  prolongable: true,
  fingerprint: async ({ networks }) =>
    (
      await Promise.all(
        networks.map(async ({ parameters, statistics }) => [
          ...(await parameters.values.data()),
          ...(await statistics.data()),
        ]),
      )
    ).flat(),
  tolerance: () => (report.backend === 'tensorflow' ? 1e-5 : 0),
});
