// The whole way with an autoencoder: training, resuming, saving, and going on.
import * as tf from '@tensorflow/tfjs';
import { createSampler, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { invertContrast } from '@causal-mechanisms/transforms';
import { addExperts, ExpertsModel, selectExperts, trainExperts } from '../../src/index.ts';
import type { ExpertsConfigInput, ExpertsEvent, TrainExpertsOptions } from '../../src/index.ts';
import { disposeShared } from '../../src/model/layersModel.ts';
import { relativeDifference } from '../autodiff.ts';
import { memoryHandler } from '../support.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const digits = resizeImages(proceduralDigits({ size: 60 }), {
  height: 8,
  width: 8,
  method: 'area',
});
const data = {
  transformed: createSampler(digits, {
    transform: (x, stream) => invertContrast().apply(x, stream),
  }),
  canonical: createSampler(digits),
};
const objective = { kind: 'vae', latent: 3, units: 6, iterations: 3 } as const;
const tiny: ExpertsConfigInput = {
  experts: 2,
  filters: 3,
  objective,
  batchSize: 4,
  iterations: 4,
  averaging: 0.5,
  identityInitialisation: { probeSize: 8, maxIterations: 1, checkEvery: 1 },
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

learnerContract<ExpertsModel>('trainExperts with an autoencoder', {
  start: (options, { steps, foreign }) =>
    trainExperts(data, {
      ...options,
      config: {
        ...tiny,
        iterations: steps,
        objective: { ...objective, latent: foreign ? 4 : 3 },
      },
    }),
  main: 'competition',
  prolongable: true,
  fingerprint: async ({ networks, scorer }) => {
    const vectors = [
      ...networks.flatMap(({ parameters, statistics }) => [parameters.values, statistics]),
      scorer.parameters.values,
    ];
    const read = await Promise.all(vectors.map((vector) => vector.data()));
    return read.flatMap((values) => Array.from(values));
  },
  tolerance: () => (report.backend === 'tensorflow' ? 1e-5 : 0),
});

it('trains the autoencoder first, which then stays as it is', async () => {
  const short = endOf(await collect({ config: { ...tiny, iterations: 1 } }));
  const events = await collect({ config: tiny });
  const steps = events.flatMap((event) => (event.kind === 'step' ? [event] : []));
  expect(steps.map(({ phase }) => phase)).toEqual([
    ...['vae', 'vae', 'vae', 'identity', 'identity'],
    ...['competition', 'competition', 'competition', 'competition'],
  ]);
  expect(Object.keys(steps[0]?.scalars ?? {})).toEqual(['vaeLoss', 'reconstruction', 'divergence']);
  expect(Object.keys(steps.at(-1)?.scalars ?? {})).toEqual([
    ...['canonicalLoss', 'expertLoss', 'wins/0', 'wins/1'],
  ]);
  const model = endOf(events);
  const [early, late] = [short, model].map(({ scorer }) => scorer.parameters.values);
  expect(await relativeDifference(late as tf.Tensor, early as tf.Tensor)).toBeLessThan(1e-6);
  short.dispose();
  model.dispose();
});

it('is saved, loaded and opened as layers with its scores', async () => {
  const model = endOf(await collect({ config: { ...tiny, iterations: 1 } }));
  const { images } = await data.canonical.sample(3, new RandomStream(1));
  const handler = memoryHandler();
  const alive = tf.memory().numTensors;
  await model.save(handler);
  expect(tf.memory().numTensors).toBe(alive);
  const loaded = await ExpertsModel.load(handler);
  expect(loaded.config).toEqual(model.config);
  expect(loaded.scoreScale).toBe('number');
  const expected = model.scores(images);
  expect(await loaded.scores(images).array()).toEqual(await expected.array());
  expect(await loaded.discriminate(images).array()).toEqual(
    await model.discriminate(images).array(),
  );
  const { scores, winners } = await loaded.invert(images);
  const theirs = await expected.data();
  scores.forEach((score, i) => expect(score).toBeCloseTo(theirs[i] ?? NaN, 3));
  winners.forEach((winner, i) => {
    expect(scores[2 * i + winner]).toBe(Math.max(scores[2 * i] ?? 0, scores[2 * i + 1] ?? 0));
  });
  const bank = model.toLayersModel();
  const outputs = bank.predict(images) as tf.Tensor[];
  expect(outputs).toHaveLength(4);
  const ofLayers = tf.concat(outputs.slice(2), 1);
  expect(await relativeDifference(ofLayers, expected)).toBeLessThan(1e-4);
  disposeShared(bank);
  loaded.dispose();
  model.dispose();
});

it('refuses a saved model whose configuration speaks of another objective', async () => {
  const model = endOf(await collect({ config: { ...tiny, iterations: 1 } }));
  const handler = memoryHandler();
  await model.save(handler);
  const artifacts = handler.artifacts as { userDefinedMetadata: { config: object } };
  for (const other of [{ kind: 'gan' }, { ...objective, units: 7 }]) {
    artifacts.userDefinedMetadata.config = { ...model.config, objective: other };
    await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  }
  model.dispose();
});

it('goes on with the autoencoder of a model, and with no other', async () => {
  const model = endOf(await collect({ config: { ...tiny, iterations: 1 } }));
  const larger = await addExperts(await selectExperts(model, [1]), 1, new RandomStream(2));
  const config = { batchSize: 4, iterations: 1 };
  const events = await collect({ config, start: { model: larger } });
  const phases = events.flatMap((event) => (event.kind === 'step' ? [event.phase] : []));
  expect(phases).toEqual(['competition']);
  const after = endOf(events).scorer.parameters.values;
  expect(await relativeDifference(after, model.scorer.parameters.values)).toBeLessThan(1e-6);
  for (const other of [{ kind: 'gan' }, { ...objective, latent: 4 }] as const) {
    const run = collect({ config: { ...config, objective: other }, start: { model } });
    await expect(run).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  }
});

it.each([
  // The images that outputs stand for score the same as these: nats above them are nats too many.
  ['none', 4, Infinity],
  ['mean', 0.5, 3],
  [0.1, -1, 0.75],
] as const)(
  'makes outputs likelier than canonical images by far, unless there is a bound: %p',
  async (bound, least, most) => {
    const config = {
      ...{ experts: 1, filters: 4, batchSize: 16, iterations: 220, learningRate: 5e-3 },
      objective: { kind: 'vae', latent: 4, units: 24, iterations: 200, learningRate: 5e-3, bound },
      identityInitialisation: false,
    } as const;
    const model = endOf(await collect({ config }));
    const { images: changed } = await data.transformed.sample(60, new RandomStream(3));
    const { images: canonical } = await data.canonical.sample(60, new RandomStream(3));
    const mean = async (scores: tf.Tensor) => (await scores.mean().data())[0] ?? NaN;
    const known = await mean(model.discriminate(canonical));
    const above = (await mean(model.scores(changed))) - known;
    expect(above).toBeGreaterThan(least);
    expect(above).toBeLessThan(most);
    model.dispose();
  },
);
