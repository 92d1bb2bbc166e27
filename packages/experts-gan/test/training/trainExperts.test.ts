import * as tf from '@tensorflow/tfjs';
import {
  createSampler,
  gatherImages,
  proceduralDigits,
  resizeImages,
} from '@causal-mechanisms/datasets';
import { assignmentVerdict, meanSquaredError, winMatrix } from '@causal-mechanisms/metrics';
import { RandomStream, memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import type { CheckpointStore, TrainingState } from '@causal-mechanisms/tensor-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import { trainExperts } from '../../src/index.ts';
import type { ExpertsConfigInput, ExpertsEvent, ExpertsModel } from '../../src/index.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const digits = resizeImages(proceduralDigits({ size: 500 }), {
  height: 16,
  width: 16,
  method: 'area',
});
const mixture = createMixture([shift({ dx: 3 }), invertContrast()]);
const data = {
  transformed: createSampler(digits, { transform: (x, stream) => mixture.apply(x, stream).images }),
  canonical: createSampler(digits),
};
const tiny: ExpertsConfigInput = {
  experts: 2,
  filters: 3,
  discriminatorFilters: [3, 3, 4],
  discriminatorUnits: 8,
  batchSize: 4,
  iterations: 6,
  identityInitialisation: { probeSize: 8, maxIterations: 3, checkEvery: 2, threshold: 1e-9 },
};

async function collect(run: AsyncGenerator<ExpertsEvent, ExpertsModel>): Promise<ExpertsEvent[]> {
  const events: ExpertsEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

/** What a run reports, without the model. */
function facts(events: readonly ExpertsEvent[]) {
  return events.map((event) => JSON.stringify({ ...event, model: undefined, location: undefined }));
}

async function weights(events: readonly ExpertsEvent[]): Promise<number[][]> {
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('the run has no end');
  const { networks, discriminator } = end.model;
  const vectors = [
    ...networks.flatMap(({ parameters, statistics }) => [parameters.values, statistics]),
    discriminator.values,
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

it('gives the same numbers for the same seed and others for another', async () => {
  const run = (seed: number) => collect(trainExperts(data, { config: { ...tiny, seed } }));
  const [one, again, other] = [await run(1), await run(1), await run(2)];
  expectSame(await weights(again), await weights(one));
  expect(await weights(other)).not.toEqual(await weights(one));
});

it.each([
  ['in the middle of the identity phase', 1],
  ['after the first expert', 4],
  ['in the competition, before the first checkpoint of it', 9],
  ['in the competition, after a checkpoint', 13],
])('killed %s and resumed, ends as if it had never stopped', async (_, survived) => {
  const whole = await collect(trainExperts(data, { config: tiny }));
  const store = memoryCheckpoints();
  const options = { config: tiny, checkpoints: { store, every: 3 } };
  let seen = 0;
  // Leaving the loop is the nearest thing to a kill: nothing more is saved.
  for await (const event of trainExperts(data, options)) {
    if (event.kind === 'step' || event.kind === 'checkpoint') seen++;
    if (seen === survived) break;
  }
  const resume = (await store.latest())?.state;
  const rest = await collect(trainExperts(data, { ...options, resume }));
  expectSame(await weights(rest), await weights(whole));
  const last = (events: ExpertsEvent[]) =>
    facts(events.filter(({ kind }) => kind === 'step')).at(-1);
  if (report.backend !== 'tensorflow') expect(last(rest)).toBe(last(whole));
});

it('finishes the step at hand on abort, saves, and goes on from there', async () => {
  const whole = await collect(trainExperts(data, { config: tiny }));
  const store = memoryCheckpoints();
  const abort = new AbortController();
  const events: ExpertsEvent[] = [];
  const run = trainExperts(data, {
    config: tiny,
    checkpoints: { store, every: 100 },
    signal: abort.signal,
  });
  for await (const event of run) {
    events.push(event);
    if (event.kind === 'step' && event.phase === 'competition' && event.step === 2) abort.abort();
  }
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'aborted', step: 2 });
  const resume = (await store.latest())?.state;
  expect(resume?.step).toBe(2);
  const rest = await collect(trainExperts(data, { config: tiny, resume }));
  expect(rest[0]).toMatchObject({ kind: 'start', step: 2, steps: 6 });
  expectSame(await weights(rest), await weights(whole));
});

it('leaves only the model alive, and nothing when the caller stops listening', async () => {
  const before = tf.memory().numTensors;
  const ended = await collect(trainExperts(data, { config: tiny }));
  const end = ended.at(-1);
  if (end?.kind === 'end') end.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  for await (const event of trainExperts(data, { config: tiny })) {
    if (event.kind === 'step') break;
  }
  expect(tf.memory().numTensors).toBe(before);
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

  it('fewer images than a batch', async () => {
    const few = images(0, 3);
    const { transformed, canonical } = data;
    await fails(trainExperts({ transformed, canonical: few }, { config: tiny }), 'ERR_ARGUMENT');
    await fails(trainExperts({ transformed: few, canonical }, { config: tiny }), 'ERR_ARGUMENT');
    few.dispose();
  });

  it('intervals that are no positive integers', async () => {
    for (const every of [0, NaN, 1.5, -1]) {
      const checkpoints = { store: memoryCheckpoints(), every };
      const evaluate = { every, run: () => Promise.resolve({ scalars: {} }) };
      await fails(trainExperts(data, { config: tiny, checkpoints }), 'ERR_ARGUMENT');
      await fails(trainExperts(data, { config: tiny, evaluate }), 'ERR_ARGUMENT');
    }
  });

  it('a checkpoint of other settings, or one that lacks a part', async () => {
    const store: CheckpointStore = memoryCheckpoints();
    await collect(trainExperts(data, { config: tiny, checkpoints: { store, every: 6 } }));
    const resume = (await store.latest())?.state as TrainingState;
    await fails(trainExperts(data, { config: { ...tiny, filters: 4 }, resume }), 'ERR_CHECKPOINT');
    const damaged: Partial<TrainingState>[] = [
      { arrays: Object.fromEntries(Object.entries(resume.arrays).slice(1)) },
      {
        arrays: {
          ...resume.arrays,
          'expert0/values': { shape: [2], values: new Float32Array(2) },
        },
      },
      { json: {} },
      { json: { ...resume.json, expertSteps: [1] } },
      { json: { ...resume.json, discriminatorSteps: null } },
    ];
    for (const part of damaged) {
      const run = trainExperts(data, { config: tiny, resume: { ...resume, ...part } });
      await fails(run, 'ERR_CHECKPOINT');
    }
    const shorter = { ...tiny, iterations: 5 };
    await fails(trainExperts(data, { config: shorter, resume }), 'ERR_CHECKPOINT');
  });
});

it('goes on from a finished run when it is prolonged, and ends at once when it is not', async () => {
  const store = memoryCheckpoints();
  await collect(trainExperts(data, { config: tiny, checkpoints: { store, every: 6 } }));
  const resume = (await store.latest())?.state;
  const again = await collect(trainExperts(data, { config: tiny, resume }));
  expect(again.map(({ kind }) => kind)).toEqual(['start', 'end']);
  const longer = { ...tiny, iterations: 8 };
  const prolonged = await collect(trainExperts(data, { config: longer, resume }));
  const whole = await collect(trainExperts(data, { config: longer }));
  expectSame(await weights(prolonged), await weights(whole));
});

it('trains nothing when it is aborted before it starts', async () => {
  const events = await collect(trainExperts(data, { config: tiny, signal: AbortSignal.abort() }));
  expect(events.map(({ kind }) => kind)).toEqual(['start', 'end']);
  expect(events.at(-1)).toMatchObject({ reason: 'aborted', step: 0 });
});
