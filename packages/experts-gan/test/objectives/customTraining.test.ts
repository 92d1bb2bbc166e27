// The whole way with a scorer of the caller's own: training, resuming, saving, and going on.
import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import {
  jsonPart,
  memoryCheckpoints,
  RandomStream,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import {
  addExperts,
  ExpertsModel,
  resolveExpertsConfig,
  selectExperts,
  trainExperts,
} from '../../src/index.ts';
import type {
  CustomObjective,
  ExpertsConfigInput,
  ExpertsEvent,
  TrainExpertsOptions,
} from '../../src/index.ts';
import { disposeShared } from '../../src/model/layersModel.ts';
import { memoryHandler, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(6)(12, 8, 1);
const data = { transformed: asSampler(images), canonical: asSampler(images) };
const dark: CustomObjective = {
  name: 'dark',
  scale: 'number',
  scores: (x) => x.mean<tf.Tensor1D>([1, 2, 3]).neg(),
};
const tiny: ExpertsConfigInput = {
  experts: 2,
  filters: 2,
  batchSize: 4,
  iterations: 4,
  averaging: 0.5,
  learningRate: 0.05,
  identityInitialisation: false,
};

async function collect(options: TrainExpertsOptions): Promise<ExpertsEvent[]> {
  const events: ExpertsEvent[] = [];
  for await (const event of trainExperts(data, options)) events.push(event);
  return events;
}

function endOf(events: readonly ExpertsEvent[]): ExpertsModel {
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('the run has no end');
  return end.model;
}

/** The mean pixel of the best outputs. */
async function meanOutput(model: ExpertsModel): Promise<number> {
  const { images: best } = await model.invert(images);
  return (await best.mean().data())[0] ?? NaN;
}

it('teaches experts to make what it scores high', async () => {
  const before = ExpertsModel.create(
    resolveExpertsConfig({ ...tiny, objective: { kind: 'custom', name: 'dark' } }),
    [8, 8, 1],
    new RandomStream(1).split('parameters'),
    { objective: dark },
  );
  const events = await collect({ config: { ...tiny, iterations: 30 }, objective: dark });
  expect(events[0]).toMatchObject({ config: { objective: { kind: 'custom', name: 'dark' } } });
  const model = endOf(events);
  expect(await meanOutput(model)).toBeLessThan(0.5 * (await meanOutput(before)));
  const scores = await model.discriminate(images.slice([0], [1])).data();
  const [mean] = await images.slice([0], [1]).mean().data();
  expect(scores[0]).toBeCloseTo(-(mean ?? NaN), 6);
});

it('keeps the number of live tensors', async () => {
  const alive = tf.memory().numTensors;
  const during: number[] = [];
  for await (const event of trainExperts(data, { config: tiny, objective: dark })) {
    if (event.kind === 'step') during.push(tf.memory().numTensors);
    if (event.kind === 'end') event.model.dispose();
  }
  expect(new Set(during.slice(1)).size).toBe(1);
  expect(tf.memory().numTensors).toBe(alive);
});

/** A scorer that learns: it wants images to be as bright as the canonical ones were so far. */
function follower(): CustomObjective {
  let level = 0;
  return {
    name: 'level',
    scores: (x) => x.mean<tf.Tensor1D>([1, 2, 3]).sub<tf.Tensor1D>(level).square().neg(),
    update: async (canonical) => {
      const mean = canonical.mean();
      level += 0.5 * (((await mean.data())[0] ?? NaN) - level);
      mean.dispose();
      return { level };
    },
    state: {
      level: jsonPart(z.number(), {
        get: () => level,
        set: (saved) => {
          level = saved;
        },
      }),
    },
  };
}

it('resumes with its state as if it had never stopped', async () => {
  const figures = (events: readonly ExpertsEvent[]) =>
    events.flatMap((event) => (event.kind === 'step' ? [event.scalars] : []));
  const whole = figures(await collect({ config: tiny, objective: follower() }));
  expect(whole.map(({ level = NaN }) => level > 0)).toEqual([true, true, true, true]);
  const store = memoryCheckpoints();
  const abort = new AbortController();
  for await (const event of trainExperts(data, {
    config: tiny,
    objective: follower(),
    checkpoints: { store, every: 100 },
    signal: abort.signal,
  })) {
    if (event.kind === 'step' && event.step === 2) abort.abort();
  }
  const resume = (await store.latest())?.state;
  if (resume === undefined) throw new Error('there is no checkpoint');
  const rest = figures(await collect({ config: tiny, objective: follower(), resume }));
  expect(rest).toHaveLength(2);
  rest.forEach((scalars, i) => {
    for (const [name, value] of Object.entries(scalars)) {
      expect(value).toBeCloseTo(whole[i + 2]?.[name] ?? NaN, 5);
    }
  });
  const other = collect({ config: tiny, objective: dark, resume });
  await expect(other).rejects.toMatchObject({ code: 'ERR_CHECKPOINT' });
});

it('is saved by its name, and loaded with the objective of that name', async () => {
  const model = endOf(await collect({ config: { ...tiny, iterations: 1 }, objective: dark }));
  const handler = memoryHandler();
  await model.save(handler);
  const alive = tf.memory().numTensors;
  await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  await expect(ExpertsModel.load(handler, { objective: follower() })).rejects.toThrow(
    'names the objective "dark", got "level"',
  );
  expect(tf.memory().numTensors).toBe(alive);
  const loaded = await ExpertsModel.load(handler, { objective: dark });
  const expected = await model.scores(images).array();
  expect(await loaded.scores(images).array()).toEqual(expected);
  expect((await loaded.invert(images)).winners).toEqual((await model.invert(images)).winners);
  const bank = loaded.toLayersModel();
  // The outputs of both experts, and no scores.
  expect(bank.outputs.map(({ shape }) => shape)).toEqual([
    [null, 8, 8, 1],
    [null, 8, 8, 1],
  ]);
  disposeShared(bank);
});

it('goes with banks that are made of a bank, and with runs that go on', async () => {
  const model = endOf(await collect({ config: { ...tiny, iterations: 1 }, objective: dark }));
  const larger = await addExperts(await selectExperts(model, [1]), 1, new RandomStream(2));
  expect((await larger.invert(images)).winners).toHaveLength(12);
  const config = { batchSize: 4, iterations: 1 };
  const events = await collect({ config, start: { model: larger } });
  expect(events[0]).toMatchObject({ config: { objective: { name: 'dark' } } });
  const wrong = collect({ config, start: { model: larger }, objective: follower() });
  await expect(wrong).rejects.toMatchObject({ code: 'ERR_CONFIG' });
});

it('refuses a configuration that says something else', async () => {
  const objective = { kind: 'vae' } as const;
  const runs = [
    collect({ config: { ...tiny, objective }, objective: dark }),
    collect({ config: { ...tiny, objective: { kind: 'custom', name: 'dark' } } }),
    collect({ config: { ...tiny, objective: { kind: 'custom', name: 'x' } }, objective: dark }),
  ];
  for (const run of runs) await expect(run).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  const odd = { ...dark, scores: 3 } as unknown as CustomObjective;
  await expect(collect({ config: tiny, objective: odd })).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
  });
});

it('frees all when its scores fail in the midst of an iteration', async () => {
  let calls = 0;
  const failing: CustomObjective = {
    ...dark,
    scores: (x) => {
      calls++;
      if (calls > 3) throw new Error('out of order');
      return dark.scores(x);
    },
  };
  const alive = tf.memory().numTensors;
  await expect(collect({ config: tiny, objective: failing })).rejects.toThrow('out of order');
  expect(tf.memory().numTensors).toBe(alive);
});
