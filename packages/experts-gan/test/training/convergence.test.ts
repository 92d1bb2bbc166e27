import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, trainExperts } from '../../src/index.ts';
import type {
  Convergence,
  ExpertsConfigInput,
  ExpertsEvent,
  TrainExpertsOptions,
} from '../../src/index.ts';
import { lowestAgreement, watchConvergence } from '../../src/training/convergence.ts';
import { randomImages, smallConfig } from '../support.ts';

beforeAll(() => useBackend());

const settings = { probe: 4, every: 2, looks: 2, agreement: 0.75 };

it('compares the looks that count with the first of them', () => {
  const history = Int32Array.of(...[-1, -1, -1, -1], ...[0, 1, 2, 2], ...[0, 1, 2, 0]);
  expect(lowestAgreement(history, 4)).toBe(0.75);
  expect(lowestAgreement(Int32Array.of(...[1, 1, 1, 1], ...history.subarray(4)), 4)).toBe(0.25);
  expect(lowestAgreement(history.subarray(0, 8), 4)).toBe(1);
});

/** Looks at models whose winners are what they are told to be. */
async function looks(winners: readonly (readonly number[])[]) {
  const model = ExpertsModel.create(smallConfig, [16, 16, 3], new RandomStream(1));
  const x = randomImages(3)(9);
  const watch = watchConvergence(settings, asSampler(x), 5);
  await watch.begin();
  const alive = tf.memory().numTensors;
  const found = [];
  let call = 0;
  const scorer = {
    ...model.scorer,
    snapshot: () => ({
      // The rows of one expert after the other.
      scores: () =>
        Promise.resolve(
          tf.tensor1d(
            [0, 1, 2].flatMap((j) => (winners[call] ?? []).map((w) => (w === j ? 1 : 0))),
          ),
        ),
      dispose: () => undefined,
    }),
  };
  const watched = { networks: model.networks, scorer } as unknown as ExpertsModel;
  for (; call < winners.length; call++) {
    expect(await watch.look(watched, 2 * call + 1)).toBeUndefined();
    found.push(await watch.look(watched, 2 * call + 2));
  }
  // The experts are folded at the first look.
  expect(tf.memory().numTensors - alive).toBeLessThanOrEqual(30);
  watch.dispose();
  model.dispose();
  return found;
}

it('has converged when so many looks agree with the one before them', async () => {
  const [a, b, c] = [
    [0, 1, 2, 0],
    [0, 1, 2, 1],
    [1, 1, 2, 1],
  ];
  expect(await looks([a, b, a])).toEqual([
    { agreement: 1, converged: false },
    { agreement: 0.75, converged: false },
    { agreement: 0.75, converged: true },
  ]);
  // A change of one image at a time adds up: c is compared with a, and then with b.
  expect((await looks([a, b, c, c])).map((look) => [look?.agreement, look?.converged])).toEqual([
    [1, false],
    [0.75, false],
    [0.5, false],
    [0.75, true],
  ]);
});

const images = randomImages(4)(12, 8, 1);
const config: ExpertsConfigInput = {
  experts: 2,
  filters: 2,
  discriminatorFilters: [2, 2, 2],
  discriminatorUnits: 3,
  batchSize: 4,
  iterations: 12,
  identityInitialisation: false,
  // Two experts at agreement 0.01 agree soon.
  convergence: { probe: 100, every: 2, looks: 2, agreement: 0.01 },
};

async function collect(options: TrainExpertsOptions): Promise<ExpertsEvent[]> {
  const events: ExpertsEvent[] = [];
  const data = { transformed: images, canonical: images };
  for await (const event of trainExperts(data, options)) events.push(event);
  return events;
}

it('ends a competition, and reports the agreement at every look', async () => {
  const alive = tf.memory().numTensors;
  const events = await collect({ config });
  const end = events.at(-1);
  expect(end).toMatchObject({ kind: 'end', reason: 'stopped', step: 6 });
  const reported = events.flatMap((event) =>
    event.kind === 'step' ? [event.scalars['agreement'] !== undefined] : [],
  );
  expect(reported).toEqual([false, true, false, true, false, true]);
  if (end?.kind === 'end') end.model.dispose();
  expect(tf.memory().numTensors).toBe(alive);
});

it('changes nothing but the end', async () => {
  const steps = async (convergence: Partial<Convergence> | false) => {
    const events = await collect({ config: { ...config, iterations: 6, convergence } });
    return events.flatMap((event) =>
      event.kind === 'step' ? [[event.scalars['expertLoss'], event.scalars['wins/0']]] : [],
    );
  };
  const watched = await steps({ every: 3, looks: 1, agreement: 0.01 });
  const plain = await steps(false);
  expect(plain).toHaveLength(6);
  watched.forEach(([loss, wins], i) => {
    expect(loss).toBeCloseTo(plain[i]?.[0] ?? NaN, 5);
    expect(wins).toBe(plain[i]?.[1]);
  });
});

it('goes on from any checkpoint to the same end', async () => {
  for (const at of [1, 2, 3, 4, 5]) {
    const store = memoryCheckpoints();
    const abort = new AbortController();
    const data = { transformed: images, canonical: images };
    for await (const event of trainExperts(data, {
      config,
      checkpoints: { store, every: 100 },
      signal: abort.signal,
    })) {
      if (event.kind === 'step' && event.step === at) abort.abort();
      if (event.kind === 'end') event.model.dispose();
    }
    const resume = (await store.latest())?.state;
    const events = await collect({ config, ...(resume === undefined ? {} : { resume }) });
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'stopped', step: 6 });
    const left = events.filter(({ kind }) => kind === 'step');
    expect(left).toHaveLength(6 - at);
  }
});
