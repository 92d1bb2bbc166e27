import * as tf from '@tensorflow/tfjs';
import { learnerContract } from '@causal-mechanisms/test-utils';
import * as z from 'zod';
import {
  adamPart,
  FlatAdam,
  jsonPart,
  memoryCheckpoints,
  numbersPart,
  ParameterAverage,
  parameterLayout,
  parametersPart,
  ParameterVector,
  patience,
  RandomStream,
  runTraining,
  streamPart,
  tensorPart,
  useBackend,
} from '../../src/index.ts';
import type { Learner, Phase, TrainingEvent, TrainingOptions } from '../../src/index.ts';

beforeAll(() => useBackend());

/** Two players with an optimiser each, an average of one of them, statistics, a table of doubles, and two phases before. */
class TwoPlayers {
  readonly #layout = parameterLayout([{ name: 'place', shape: [2] }]);
  readonly first = new ParameterVector(this.#layout, tf.tensor1d([3, -2]));
  readonly second = new ParameterVector(this.#layout, tf.tensor1d([1, 1]));
  readonly average = new ParameterAverage(this.first, 0.5);
  readonly table = new Float64Array(3);
  statistics = tf.keep(tf.zeros([2]));
  warmUps: readonly number[] = [];

  dispose(): void {
    for (const one of [this.first, this.second, this.average, this.statistics]) one.dispose();
  }
}

interface Settings {
  readonly steps: number;
  readonly rate: number;
}

function learner({ steps, rate }: Settings, change: Partial<Learner<TwoPlayers>> = {}) {
  const model = new TwoPlayers();
  const { first, second, average, table } = model;
  const adams = [new FlatAdam(2, { learningRate: rate }), new FlatAdam(2, { learningRate: rate })];
  const [adamOfFirst, adamOfSecond] = adams as [FlatAdam, FlatAdam];
  const noise = new RandomStream(3).split('noise');
  const pull = (player: ParameterVector, adam: FlatAdam, other: ParameterVector) => {
    const drawn = tf.tensor1d(noise.normals(2));
    const updated = tf.tidy(() => {
      const gradient = player.values.sub(other.values).add<tf.Tensor1D>(drawn);
      return adam.update(player.values, gradient);
    });
    player.replace(updated);
    drawn.dispose();
  };
  const warmUp = (number: number): Phase => ({
    name: 'warm up',
    steps: 4,
    step: (done) => {
      pull(first, adamOfFirst, second);
      return Promise.resolve({ scalars: { number }, finished: done + 1 === 2 + number });
    },
    end: () => {
      adamOfFirst.reset();
      model.warmUps = [...model.warmUps, number];
    },
  });
  const made: Learner<TwoPlayers> = {
    owner: 'play',
    config: { rounds: steps, rate },
    stepsKey: 'rounds',
    facts: { width: 2 },
    model,
    state: {
      first: parametersPart(first),
      second: parametersPart(second),
      average: parametersPart(average.vector),
      'first.adam': adamPart(adamOfFirst),
      'second.adam': adamPart(adamOfSecond),
      statistics: tensorPart({
        get: () => model.statistics,
        set: (tensor) => {
          model.statistics.dispose();
          model.statistics = tf.keep(tensor as tf.Tensor1D);
        },
      }),
      table: numbersPart(table),
      noise: streamPart(noise),
      warmUps: jsonPart(z.array(z.number()), {
        get: () => model.warmUps,
        set: (value) => {
          model.warmUps = value;
        },
      }),
    },
    before: [warmUp(0), warmUp(1)],
    main: {
      name: 'play',
      steps,
      step: (done) => {
        pull(first, adamOfFirst, second);
        pull(second, adamOfSecond, first);
        average.update(first);
        table[done % 3] = noise.uniform() / 3;
        const statistics = tf.tidy(() =>
          model.statistics.mul<tf.Tensor1D>(0.9).add<tf.Tensor1D>(1),
        );
        model.statistics.dispose();
        model.statistics = tf.keep(statistics);
        return Promise.resolve({ scalars: { entry: table[done % 3] ?? NaN } });
      },
    },
    dispose: () => {
      for (const adam of adams) adam.dispose();
    },
    ...change,
  };
  return made;
}

async function fingerprint(model: TwoPlayers): Promise<number[]> {
  const { first, second, average, statistics, table, warmUps } = model;
  const tensors = [first.values, second.values, average.vector.values, statistics];
  const values = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
  return [...values.flat(), ...table, ...warmUps];
}

learnerContract<TwoPlayers>('a learner of two players', {
  start: (options, { steps, foreign }) =>
    runTraining(learner({ steps, rate: foreign ? 0.2 : 0.1 }), options),
  main: 'play',
  prolongable: true,
  fingerprint,
});

describe('phases after the main one', () => {
  const cooling = (done: string[]): Phase => ({
    name: 'cooling',
    steps: 2,
    begin: (from) => {
      done.push(`begin ${from}`);
    },
    step: (step) => {
      done.push(`step ${step}`);
      return Promise.resolve({ scalars: {} });
    },
    end: () => {
      done.push('end');
    },
  });
  const options = (): TrainingOptions<TwoPlayers, unknown> => ({
    checkpoints: { store: memoryCheckpoints(), every: 2 },
    evaluate: { every: 2, run: () => Promise.resolve({ scalars: {} }) },
  });

  it('come before the last evaluation', async () => {
    const calls: string[] = [];
    const run = runTraining(
      learner({ steps: 4, rate: 0.1 }, { before: [], after: [cooling(calls)] }),
      options(),
    );
    expect(outline(await collect(run))).toEqual([
      'start 0',
      'evaluation 0',
      'play 1',
      'play 2',
      'evaluation 2',
      'checkpoint 2',
      'play 3',
      'play 4',
      'checkpoint 4',
      'cooling 1',
      'cooling 2',
      'evaluation 4',
      'checkpoint 4',
      'end 4',
    ]);
    expect(calls).toEqual(['begin 0', 'step 0', 'step 1', 'end']);
  });

  it('go on where they were, and then the run cannot be prolonged', async () => {
    const calls: string[] = [];
    const made = (steps: number) =>
      learner({ steps, rate: 0.1 }, { before: [], after: [cooling(calls)] });
    const stopping = new AbortController();
    const store = memoryCheckpoints();
    const checkpoints = { store, every: 100 };
    const run = runTraining(made(2), { checkpoints, signal: stopping.signal });
    for await (const event of run) {
      if (event.kind === 'step' && event.phase === 'cooling') stopping.abort();
      if (event.kind === 'end') event.model.dispose();
    }
    const resume = (await store.latest())?.state;
    expect(calls).toEqual(['begin 0', 'step 0']);
    await collect(runTraining(made(2), { checkpoints, resume }));
    expect(calls.slice(2)).toEqual(['begin 1', 'step 1', 'end']);
    const finished = (await store.latest())?.state;
    await expect(collect(runTraining(made(3), { resume: finished }))).rejects.toMatchObject({
      code: 'ERR_CHECKPOINT',
      message: expect.stringMatching(/other settings: rounds$/) as string,
    });
  });
});

describe('early stopping', () => {
  const marks = [5, 3, 4, 4, 1];
  const evaluate = {
    every: 1,
    run: (_: TwoPlayers, step: number) => Promise.resolve({ scalars: { loss: marks[step] ?? 0 } }),
  };
  const stopWhen = patience('loss', { evaluations: 2 });

  it('ends where the rule says, with the reason `stopped`', async () => {
    const events = await collect(
      runTraining(learner({ steps: 4, rate: 0.1 }), { evaluate, stopWhen }),
    );
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'stopped', step: 3 });
  });

  it('remembers the evaluations of before a resume, and stays where it stopped', async () => {
    const store = memoryCheckpoints();
    const stopping = new AbortController();
    const hooks = { checkpoints: { store, every: 100 }, evaluate, stopWhen };
    for await (const event of runTraining(learner({ steps: 4, rate: 0.1 }), {
      ...hooks,
      signal: stopping.signal,
    })) {
      if (event.kind === 'evaluation' && event.step === 2) stopping.abort();
      if (event.kind === 'end') event.model.dispose();
    }
    const again = async () => {
      const resume = (await store.latest())?.state;
      return outline(
        await collect(runTraining(learner({ steps: 4, rate: 0.1 }), { ...hooks, resume })),
      );
    };
    expect(await again()).toEqual(['start 2', 'play 3', 'evaluation 3', 'checkpoint 3', 'end 3']);
    expect(await again()).toEqual(['start 3', 'end 3']);
  });

  it('by the learner itself is final: more steps do not prolong it', async () => {
    const store = memoryCheckpoints();
    const checkpoints = { store, every: 100 };
    const made = (steps: number) => {
      const usual = learner({ steps, rate: 0.1 });
      const step = async (done: number) => ({
        ...(await usual.main.step(done)),
        finished: done === 1,
      });
      return { ...usual, main: { ...usual.main, step } };
    };
    const events = await collect(runTraining(made(4), { checkpoints }));
    expect(events.at(-1)).toMatchObject({ reason: 'stopped', step: 2 });
    const resume = (await store.latest())?.state;
    expect(outline(await collect(runTraining(made(6), { resume })))).toEqual(['start 2', 'end 2']);
  });
});

describe('errors', () => {
  it.each(['step', 'begin', 'end'] as const)(
    'of %s reach the caller; nothing is left',
    async (at) => {
      const before = tf.memory().numTensors;
      const made = learner({ steps: 2, rate: 0.1 });
      const fail = () => Promise.reject(new Error('lost'));
      const run = runTraining({ ...made, main: { ...made.main, [at]: fail } });
      await expect(collect(run)).rejects.toThrow('lost');
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('of an evaluation and of a store as well', async () => {
    const before = tf.memory().numTensors;
    const fail = () => Promise.reject(new Error('full'));
    const made = () => learner({ steps: 2, rate: 0.1 });
    await expect(
      collect(runTraining(made(), { evaluate: { every: 1, run: fail } })),
    ).rejects.toThrow('full');
    const store = { save: fail, latest: () => Promise.resolve(undefined) };
    await expect(
      collect(runTraining(made(), { checkpoints: { store, every: 1 } })),
    ).rejects.toThrow('full');
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('lets a timer through within two steps, however fast the learner resolves', async () => {
  const stopping = new AbortController();
  setTimeout(() => {
    stopping.abort();
  }, 0);
  let steps = 0;
  const busy: Phase = {
    name: 'busy',
    steps: 50,
    step: () => {
      steps++;
      for (const start = performance.now(); performance.now() - start < 30;);
      return Promise.resolve({ scalars: {} });
    },
  };
  const made = learner({ steps: 50, rate: 0.1 }, { before: [], main: busy });
  const events = await collect(runTraining(made, { signal: stopping.signal }));
  expect(events.at(-1)).toMatchObject({ reason: 'aborted' });
  expect(steps).toBeLessThanOrEqual(2);
});

async function collect(run: AsyncGenerator<TrainingEvent<TwoPlayers>, TwoPlayers>) {
  const events: TrainingEvent<TwoPlayers>[] = [];
  for await (const event of run) {
    events.push(event);
    if (event.kind === 'end') event.model.dispose();
  }
  return events;
}

function outline(events: readonly TrainingEvent<TwoPlayers>[]): string[] {
  return events.map((event) => `${event.kind === 'step' ? event.phase : event.kind} ${event.step}`);
}
