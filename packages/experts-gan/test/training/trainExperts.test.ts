import * as tf from '@tensorflow/tfjs';
import { createSampler, gatherImages, proceduralDigits } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { assignmentVerdict, meanSquaredError, winMatrix } from '@causal-mechanisms/metrics';
import { RandomStream, memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { addExperts, trainExperts } from '../../src/index.ts';
import type { ExpertsConfigInput, ExpertsEvent, ExpertsModel } from '../../src/index.ts';
import { shiftedDigits, tinyCompetition } from './shiftedDigits.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const { digits, mixture, data } = shiftedDigits(500);
const tiny: ExpertsConfigInput = {
  ...tinyCompetition,
  identityInitialisation: { probeSize: 8, maxIterations: 3, checkEvery: 2, threshold: 1e-9 },
};

async function collect(run: AsyncGenerator<ExpertsEvent, ExpertsModel>): Promise<ExpertsEvent[]> {
  const events: ExpertsEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

async function weights(events: readonly ExpertsEvent[]): Promise<number[][]> {
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('the run has no end');
  return weightsOf(end.model);
}

async function weightsOf({ networks, scorer }: ExpertsModel): Promise<number[][]> {
  const vectors = [
    ...networks.flatMap(({ parameters, statistics }) => [parameters.values, statistics]),
    scorer.parameters.values,
  ];
  return Promise.all(vectors.map(async (vector) => Array.from(await vector.data())));
}

/** Bit for bit on WASM; the native backend may add up in another order on another day. */
function expectSame(actual: number[][], expected: number[][]): void {
  const tolerance = report.backend === 'tensorflow' ? 1e-6 : 0;
  const worst = actual.flatMap((row, i) =>
    row.map((v, k) => Math.abs(v - (expected[i]?.[k] ?? NaN))),
  );
  expect(Math.max(...worst)).toBeLessThanOrEqual(tolerance);
}

it('finds two mechanisms and gives each an expert of its own', async () => {
  const probe = await gatherImages(
    digits,
    Array.from({ length: 60 }, (_, i) => i),
  );
  const mechanisms = Int32Array.from({ length: 60 }, (_, i) => i % 2);
  const mixed = mixture.applyAssigned(probe.images, mechanisms, new RandomStream(1));
  const run = trainExperts(data, {
    config: {
      experts: 2,
      filters: 8,
      discriminatorFilters: [8, 8, 16],
      discriminatorUnits: 64,
      batchSize: 16,
      iterations: 100,
      identityInitialisation: { threshold: 0.01, probeSize: 64, maxIterations: 100 },
      seed: 2,
    },
  });
  const events = await collect(run);
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('the run has no end');
  const { images, winners } = await end.model.invert(mixed);
  const wins = winMatrix({ winners, mechanisms, expertCount: 2, mechanismCount: 2 });
  expect(assignmentVerdict(wins).verdict).toBe('perfect');
  const error = (all: Float32Array) => all.reduce((sum, value) => sum + value, 0) / all.length;
  const before = error(await meanSquaredError(mixed, probe.images));
  expect(error(await meanSquaredError(images, probe.images))).toBeLessThan(before / 5);
  tf.dispose([probe.images, mixed, images]);
  end.model.dispose();
});

it('reports its start, both phases, evaluations, checkpoints and its end, in that order', async () => {
  const store = memoryCheckpoints();
  const events = await collect(
    trainExperts(data, {
      config: tiny,
      checkpoints: { store, every: 4 },
      evaluate: { every: 3, run: (_, n) => Promise.resolve({ scalars: { seen: n } }) },
    }),
  );
  const outline = events.map((event) =>
    event.kind === 'step' ? `${event.phase} ${event.step}` : `${event.kind} ${event.step}`,
  );
  expect(outline).toEqual([
    'start 0',
    ...['identity 1', 'identity 2', 'identity 3', 'checkpoint 0'],
    ...['identity 1', 'identity 2', 'identity 3', 'checkpoint 0'],
    'evaluation 0',
    ...['competition 1', 'competition 2', 'competition 3', 'evaluation 3'],
    ...['competition 4', 'checkpoint 4', 'competition 5', 'competition 6'],
    ...['evaluation 6', 'checkpoint 6', 'end 6'],
  ]);
  const [start] = events;
  expect(start?.kind === 'start' && start.config).toMatchObject({ experts: 2, learningRate: 1e-3 });
  const step = events.find((event) => event.kind === 'step' && event.phase === 'competition');
  const scalars = step?.kind === 'step' ? step.scalars : {};
  expect(Object.keys(scalars).sort()).toEqual([
    'canonicalAccuracy',
    'discriminatorLoss',
    'expertLoss',
    'outputAccuracy',
    'wins/0',
    'wins/1',
  ]);
  expect((scalars['wins/0'] ?? NaN) + (scalars['wins/1'] ?? NaN)).toBe(4);
});

const short: ExpertsConfigInput = {
  ...tiny,
  identityInitialisation: { probeSize: 8, maxIterations: 2, checkEvery: 1, threshold: 1e-9 },
};
learnerContract<ExpertsModel>('trainExperts', {
  start: (options, { steps, foreign }) =>
    trainExperts(data, {
      ...options,
      config: { ...short, iterations: steps, filters: foreign ? 4 : 3 },
    }),
  main: 'competition',
  prolongable: true,
  fingerprint: async (model) => (await weightsOf(model)).flat(),
  tolerance: () => (report.backend === 'tensorflow' ? 1e-5 : 0),
});

it('gives the same numbers for the same seed and others for another', async () => {
  const run = (seed: number) => collect(trainExperts(data, { config: { ...tiny, seed } }));
  const [one, again, other] = [await run(1), await run(1), await run(2)];
  expectSame(await weights(again), await weights(one));
  expect(await weights(other)).not.toEqual(await weights(one));
});

it('goes on with networks that were trained before, and teaches fresh ones the identity map first', async () => {
  const config = { ...tiny, iterations: 2 };
  const first = (await collect(trainExperts(data, { config }))).at(-1);
  if (first?.kind !== 'end') throw new Error('the run has no end');
  const larger = await addExperts(first.model, 1, new RandomStream(5));
  const before = await weightsOf(larger);
  const { identityInitialisation = {} } = tiny;
  const events = await collect(
    trainExperts(data, {
      config: { identityInitialisation, batchSize: 4, iterations: 1, averaging: false },
      start: { model: larger, fresh: [2] },
    }),
  );
  const [start] = events;
  expect(start).toMatchObject({ kind: 'start', config: { experts: 3, filters: 3 } });
  const identity = events.filter((event) => event.kind === 'step' && event.phase === 'identity');
  expect(identity).toHaveLength(3);
  for (const event of identity) expect(event).toMatchObject({ scalars: { expert: 2 } });
  expect(await weightsOf(larger)).toEqual(before);
  const after = await weights(events);
  // Two vectors an expert: the old ones moved by one step of Adam at most, the new one by three more.
  const moved = before.map((row, i) =>
    Math.max(...row.map((value, k) => Math.abs(value - (after[i]?.[k] ?? NaN)))),
  );
  expect(Math.max(moved[0] ?? NaN, moved[2] ?? NaN)).toBeLessThan(0.0011);
  expect(moved[4]).toBeGreaterThan(0.0015);
  for (const event of [...events, first]) if (event.kind === 'end') event.model.dispose();
  larger.dispose();
});

it('refuses networks to go on with that do not fit', async () => {
  const first = (await collect(trainExperts(data, { config: { ...tiny, iterations: 1 } }))).at(-1);
  if (first?.kind !== 'end') throw new Error('the run has no end');
  const { model } = first;
  const from = (start: object, config: ExpertsConfigInput = {}, other = data) =>
    collect(trainExperts(other, { config, start: start as { model: ExpertsModel } }));
  await expect(from({ model }, { experts: 3 })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  const order = from({ model }, { blockOrder: 'activationFirst' });
  await expect(order).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  const channelwise = from({ model }, { channelwise: true });
  await expect(channelwise).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  await expect(from({ model, fresh: [2] })).rejects.toMatchObject({ code: 'ERR_VALUES' });
  await expect(from({ model: {} })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  const wide = createSampler(proceduralDigits({ size: 50, height: 24, width: 24 }));
  const others = { transformed: wide, canonical: wide };
  await expect(from({ model }, { batchSize: 4 }, others)).rejects.toMatchObject({
    code: 'ERR_SHAPE',
  });
  model.dispose();
});

it('looks at the data through a stream of its own before it trains', async () => {
  const drawn: { of: string; count: number; state: object }[] = [];
  const watch = (of: string, sampler: ImageSampler): ImageSampler => ({
    ...sampler,
    sample: (count, stream) => {
      drawn.push({ of, count, state: stream.state() });
      return sampler.sample(count, stream);
    },
  });
  const watched = {
    transformed: watch('transformed', data.transformed),
    canonical: watch('canonical', data.canonical),
  };
  const config = { ...tiny, iterations: 1, identityInitialisation: false, seed: 4 } as const;
  const events = await collect(trainExperts(watched, { config }));
  const stream = (name: string) => new RandomStream(4).split(name).state();
  // The draws of the training are those of its own streams from their beginning.
  expect(drawn).toEqual([
    { of: 'transformed', count: 4, state: stream('first look') },
    { of: 'canonical', count: 4, state: stream('first look') },
    { of: 'transformed', count: 4, state: stream('transformed') },
    { of: 'canonical', count: 4, state: stream('canonical') },
  ]);
  const end = events.at(-1);
  if (end?.kind === 'end') end.model.dispose();
});

it('takes plain tensors as data', async () => {
  const { images } = await gatherImages(digits, [0, 1, 2, 3, 4, 5]);
  const events = await collect(
    trainExperts(
      { transformed: images, canonical: images },
      { config: { ...tiny, iterations: 1, identityInitialisation: false } },
    ),
  );
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'completed' });
  expect(images.isDisposed).toBe(false);
  images.dispose();
});

describe('refuses', () => {
  const fails = async (run: AsyncGenerator<ExpertsEvent, ExpertsModel>, code: string) => {
    const before = tf.memory().numTensors;
    await expect(run.next()).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  };
  const images = (value: number, n = 32, size = 16) =>
    tf.fill<tf.Rank.R4>([n, size, size, 1], value);

  it('impossible settings and unknown keys', async () => {
    await fails(trainExperts(data, { config: { experts: 0 } }), 'ERR_CONFIG');
    await fails(trainExperts(data, { config: { expert: 2 } as never }), 'ERR_CONFIG');
  });

  it('NaN and values outside [0, 1]', async () => {
    for (const value of [NaN, -0.1, 1.5]) {
      const bad = images(value);
      await fails(
        trainExperts({ transformed: bad, canonical: data.canonical }, { config: tiny }),
        'ERR_VALUES',
      );
      await fails(
        trainExperts({ transformed: data.transformed, canonical: bad }, { config: tiny }),
        'ERR_VALUES',
      );
      bad.dispose();
    }
  });

  it('image sizes that differ or cannot be halved three times', async () => {
    const [large, odd] = [images(0, 32, 24), images(0, 32, 20)];
    await fails(trainExperts({ transformed: large, canonical: data.canonical }), 'ERR_SHAPE');
    await fails(trainExperts({ transformed: odd, canonical: odd }), 'ERR_CONFIG');
    tf.dispose([large, odd]);
  });

  it('an image size that does not fit before any image is drawn', async () => {
    const sample = () => Promise.reject(new Error('an image was drawn'));
    const odd = { ...data.canonical, shape: [16, 12, 1], sample } as const;
    await fails(trainExperts({ transformed: odd, canonical: odd }, { config: tiny }), 'ERR_CONFIG');
  });

  it('fewer images than a batch', async () => {
    const few = images(0, 3);
    const { transformed, canonical } = data;
    await fails(trainExperts({ transformed, canonical: few }, { config: tiny }), 'ERR_ARGUMENT');
    await fails(trainExperts({ transformed: few, canonical }, { config: tiny }), 'ERR_ARGUMENT');
    few.dispose();
  });
});
