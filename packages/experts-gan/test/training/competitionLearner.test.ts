import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { competitionLearner } from '../../src/training/competitionLearner.ts';
import { resolveExpertsConfig } from '../../src/expertsConfig.ts';
import type { ExpertsConfig } from '../../src/expertsConfig.ts';
import { randomImages, smallConfig } from '../support.ts';

beforeAll(() => useBackend());

const config = {
  ...smallConfig,
  batchSize: 5,
  iterations: 9,
  identityInitialisation: false,
} as const;
const images = randomImages(51)(12, 16, 3);

/** A sampler that notes the state of the stream at every draw. */
function watched(): { sampler: ImageSampler; drawn: object[] } {
  const inner = asSampler(images);
  const drawn: object[] = [];
  const sample: ImageSampler['sample'] = (count, stream) => {
    drawn.push({ count, ...stream.state() });
    return inner.sample(count, stream);
  };
  return { sampler: { ...inner, sample }, drawn };
}

it('says what it is', () => {
  const { sampler } = watched();
  const learner = competitionLearner(config, { transformed: sampler, canonical: sampler });
  expect(learner).toMatchObject({
    owner: 'trainExperts',
    config,
    stepsKey: 'iterations',
    facts: { shape: [16, 16, 3] },
    before: [],
  });
  expect(learner.main).toMatchObject({ name: 'competition', steps: 9 });
  expect(Object.keys(learner.state)).toEqual(
    expect.arrayContaining(['identity', 'transformed', 'canonical', 'expert2', 'discriminator']),
  );
  learner.dispose();
  learner.model.dispose();
});

it('has a phase for every expert where there is pre-training', () => {
  const { sampler } = watched();
  const { identityInitialisation } = smallConfig;
  const settings = { ...config, identityInitialisation };
  const learner = competitionLearner(settings, { transformed: sampler, canonical: sampler });
  expect(learner.before).toHaveLength(3);
  learner.dispose();
  learner.model.dispose();
});

it('draws both kinds of images from streams of their own', async () => {
  const [transformed, canonical] = [watched(), watched()];
  const samplers = { transformed: transformed.sampler, canonical: canonical.sampler };
  const learner = competitionLearner(config, samplers);
  await learner.main.step(0);
  const master = new RandomStream(config.seed);
  expect(transformed.drawn).toEqual([{ count: 5, ...master.split('transformed').state() }]);
  expect(canonical.drawn).toEqual([{ count: 5, ...master.split('canonical').state() }]);
  await learner.main.step(1);
  // The streams went on.
  expect(transformed.drawn[1]).not.toEqual(transformed.drawn[0]);
  expect(await learner.state['transformed']?.save()).not.toEqual({ json: transformed.drawn[1] });
  learner.dispose();
  learner.model.dispose();
});

it('starts its networks from the stream of the parameters', async () => {
  const { sampler } = watched();
  const start = async (seed: number) => {
    const settings = { ...config, seed };
    const learner = competitionLearner(settings, { transformed: sampler, canonical: sampler });
    const values = Array.from(await learner.model.scorer.parameters.values.data());
    learner.dispose();
    learner.model.dispose();
    return values;
  };
  expect(await start(1)).toEqual(await start(1));
  expect(await start(2)).not.toEqual(await start(1));
});

it('reports the figures of a step and the wins of every expert', async () => {
  const { sampler } = watched();
  const samplers = { transformed: sampler, canonical: sampler };
  const learner = competitionLearner(config, samplers, {
    chooseWinners: (logits, experts) => {
      expect(logits).toHaveLength(15);
      expect(experts).toBe(3);
      return Int32Array.of(2, 0, 2, 2, 0);
    },
  });
  const alive = tf.memory().numTensors;
  const { scalars } = await learner.main.step(0);
  expect(tf.memory().numTensors).toBe(alive);
  expect(scalars).toMatchObject({ 'wins/0': 2, 'wins/1': 0, 'wins/2': 3 });
  const figures = ['discriminatorLoss', 'canonicalAccuracy', 'outputAccuracy', 'expertLoss'];
  for (const name of figures) expect(scalars[name]).toBeGreaterThanOrEqual(0);
  expect(Object.keys(scalars)).toHaveLength(7);
  learner.dispose();
  learner.model.dispose();
});

it('averages its networks beside the training, which stays as it is', async () => {
  const { identityInitialisation } = smallConfig;
  const before = tf.memory().numTensors;
  const run = async (averaging: number | false) => {
    const { sampler } = watched();
    const settings = { ...config, identityInitialisation, averaging };
    const learner = competitionLearner(settings, { transformed: sampler, canonical: sampler });
    for (const phase of learner.before ?? []) {
      await phase.begin?.(0);
      await phase.step(0);
      await phase.end?.();
    }
    const parameters = async (name: string) => learner.state[name]?.save();
    const start = await parameters('average.expert0');
    const trained = await parameters('expert0');
    await learner.main.step(0);
    await learner.main.step(1);
    const model = Array.from((await learner.model.networks[0]?.parameters.values.data()) ?? []);
    const result = { start, trained, end: await parameters('expert0'), model };
    learner.dispose();
    learner.model.dispose();
    return result;
  };
  const [plain, averaged] = [await run(false), await run(0.5)];
  expect(averaged.start).toEqual(averaged.trained);
  expect(averaged.end).toEqual(plain.end);
  expect(averaged.model).not.toEqual(plain.model);
  expect(tf.memory().numTensors).toBe(before);
});

it('averages losses as the configuration says', async () => {
  const moments = async (expertLoss: 'perWon' | 'perBatch') => {
    const { sampler } = watched();
    const settings = { ...config, expertLoss };
    const samplers = { transformed: sampler, canonical: sampler };
    const winners = () => Int32Array.of(1, 1, 0, 0, 0);
    const learner = competitionLearner(settings, samplers, { chooseWinners: winners });
    await learner.main.step(0);
    const saved = await learner.state['expert1.adam']?.save();
    learner.dispose();
    learner.model.dispose();
    return Array.from(saved?.arrays?.['first']?.values ?? []);
  };
  const [perWon, perBatch] = [await moments('perWon'), await moments('perBatch')];
  const largest = perWon.reduce(
    (at, value, k) => (Math.abs(value) > Math.abs(perWon[at] ?? 0) ? k : at),
    0,
  );
  // Two of five images.
  expect((perWon[largest] ?? NaN) / (perBatch[largest] ?? NaN)).toBeCloseTo(2.5, 3);
});

/** How far one step moves a parameter of the first expert and of the discriminator at most. */
async function firstSteps(settings: Partial<ExpertsConfig>, done: number): Promise<number[]> {
  const { sampler } = watched();
  const samplers = { transformed: sampler, canonical: sampler };
  const learner = competitionLearner({ ...config, ...settings }, samplers, {
    chooseWinners: () => Int32Array.of(0, 0, 1, 1, 2),
  });
  const values = () =>
    Promise.all(
      ['expert0', 'discriminator'].map(async (name) => {
        const saved = await learner.state[name]?.save();
        return Array.from(Object.values(saved?.arrays ?? {})[0]?.values ?? []);
      }),
    );
  const before = await values();
  await learner.main.step(done);
  const after = await values();
  learner.dispose();
  learner.model.dispose();
  return after.map((row, i) =>
    Math.max(...row.map((value, k) => Math.abs(value - (before[i]?.[k] ?? NaN)))),
  );
}

it.each([
  [{ learningRate: 0.01 }, 8, [0.01, 0.01]],
  [{ learningRate: 0.01, discriminatorRateFactor: 0.5 }, 0, [0.01, 0.005]],
  [
    {
      learningRate: 0.01,
      discriminatorRateFactor: 2,
      learningRateSchedule: { kind: 'linear', from: 0, last: 0.1 },
      iterations: 9,
    } as const,
    5,
    [0.005, 0.01],
  ],
])('with %j, steps in iteration %d by %j', async (settings, done, expected) => {
  const found = await firstSteps(settings, done);
  // Adam's first step is one step size in every direction.
  expected.forEach((rate, i) => expect((found[i] ?? NaN) / rate).toBeCloseTo(1, 2));
});

it('tells the choice of winners how far the competition is and who won what', async () => {
  const { sampler } = watched();
  const told: object[] = [];
  const learner = competitionLearner(
    config,
    { transformed: sampler, canonical: sampler },
    {
      chooseWinners: (_, __, { iteration, stream, wins, recentShares }) => {
        told.push({
          iteration,
          state: stream.state(),
          wins: Array.from(wins),
          shares: Array.from(recentShares),
        });
        return Int32Array.of(0, 0, 0, 0, 2);
      },
    },
  );
  await learner.main.step(0);
  await learner.main.step(1);
  const state = new RandomStream(config.seed).split('winners').state();
  const third = 1 / 3;
  expect(told).toEqual([
    { iteration: 0, state, wins: [0, 0, 0], shares: [third, third, third] },
    {
      iteration: 1,
      state,
      wins: [4, 0, 1],
      shares: [0.8, 0, 0.2].map(
        (share) => expect.closeTo(third + (share - third) / 50, 12) as number,
      ),
    },
  ]);
  learner.dispose();
  learner.model.dispose();
});

it('splits experts where the configuration says so, and reports it', async () => {
  const { sampler } = watched();
  const splitting = { every: 2, probeSize: 60, idleShare: 1, leastBimodality: 0, guided: 3 };
  const { repair } = resolveExpertsConfig({ repair: { kind: 'split', ...splitting } });
  const many = { ...sampler, size: 60 };
  const inner = asSampler(randomImages(52)(60, 16, 3));
  const sample: ImageSampler['sample'] = (count, stream) => inner.sample(count, stream);
  const samplers = { transformed: { ...many, sample }, canonical: sampler };
  const learner = competitionLearner({ ...config, repair }, samplers);
  const reported: string[][] = [];
  for (let done = 0; done < 5; done++) {
    const { scalars } = await learner.main.step(done);
    reported.push(Object.keys(scalars).filter((name) => name.startsWith('split/')));
  }
  const names = ['split/donor', 'split/copy'];
  // The second look comes while the first split is under way.
  expect(reported).toEqual([[], [], names, [], []]);
  expect(Object.keys(learner.state)).toContain('split');
  learner.dispose();
  learner.model.dispose();
});

it('may be prolonged only where no step depends on how many there will be', () => {
  const { sampler } = watched();
  const prolongable = (settings: Partial<ExpertsConfig>) => {
    const samplers = { transformed: sampler, canonical: sampler };
    const learner = competitionLearner({ ...config, ...settings }, samplers);
    learner.dispose();
    learner.model.dispose();
    return learner.prolongable;
  };
  expect(prolongable({})).toBe(true);
  const learningRateSchedule = { kind: 'cosine', from: 0.5, last: 0 } as const;
  expect(prolongable({ learningRateSchedule })).toBe(false);
});

it('leaves no batch behind when a step fails', async () => {
  const { sampler } = watched();
  const samplers = { transformed: sampler, canonical: sampler };
  const learner = competitionLearner(config, samplers, { chooseWinners: () => Int32Array.of(9) });
  const alive = tf.memory().numTensors;
  await expect(learner.main.step(0)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  expect(tf.memory().numTensors).toBe(alive);
  const broken = {
    transformed: sampler,
    canonical: { ...sampler, sample: () => Promise.reject(new Error('no image')) },
  };
  const other = competitionLearner(config, broken);
  const before = tf.memory().numTensors;
  await expect(other.main.step(0)).rejects.toThrow('no image');
  expect(tf.memory().numTensors).toBe(before);
  for (const each of [learner, other]) {
    each.dispose();
    each.model.dispose();
  }
});

it('disposes of the probe when it ends in the pre-training', async () => {
  const { sampler } = watched();
  const before = tf.memory().numTensors;
  const identityInitialisation = { threshold: 1, maxIterations: 2, probeSize: 4, checkEvery: 1 };
  const settings = { ...config, identityInitialisation };
  const learner = competitionLearner(settings, { transformed: sampler, canonical: sampler });
  await learner.before?.[0]?.begin?.(0);
  learner.dispose();
  learner.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('disposes of all but the model', () => {
  const { sampler } = watched();
  const before = tf.memory().numTensors;
  const learner = competitionLearner(config, { transformed: sampler, canonical: sampler });
  learner.dispose();
  expect(learner.model.scorer.parameters.values.isDisposed).toBe(false);
  learner.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
