import * as tf from '@tensorflow/tfjs';
import { assignmentVerdict, winMatrix } from '@causal-mechanisms/metrics';
import { memoryCheckpoints, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { ContractEvent } from '@causal-mechanisms/test-utils';
import { trainAdaptiveExperts, trainExperts } from '../../../src/index.ts';
import type {
  AdaptiveExpertsConfigInput,
  AdaptiveExpertsEvent,
  ExpertsConfigInput,
  ExpertsModel,
  TrainAdaptiveExpertsOptions,
} from '../../../src/index.ts';
import { vectors } from '../../bank/banks.ts';
import { shiftedDigits, tinyCompetition } from '../shiftedDigits.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const tolerance = () => (report.backend === 'tensorflow' ? 1e-5 : 0);
const { mixture, data } = shiftedDigits(100);
const tiny: ExpertsConfigInput = {
  ...tinyCompetition,
  iterations: 8,
  identityInitialisation: { probeSize: 8, maxIterations: 2, checkEvery: 1, threshold: 1e-9 },
};
/** Looks, and changes nothing. */
const quiet = {
  checkEvery: 2,
  probeSize: 10,
  patience: 1,
  settle: 50,
  pruneBelow: 0,
  mergeBelow: 0,
  splitAbove: 1,
  growAbove: 1,
};
/** Adds an expert whenever an image is served by nobody, and removes whoever wins nothing. */
const restless: AdaptiveExpertsConfigInput = {
  ...tiny,
  averaging: 0.5,
  adaptive: { ...quiet, pruneBelow: 0.005, growAbove: 0, headStart: 1, growWithin: 1 },
};

async function collect(
  options: TrainAdaptiveExpertsOptions,
  onEvent: (event: AdaptiveExpertsEvent) => void = () => undefined,
) {
  const events: AdaptiveExpertsEvent[] = [];
  for await (const event of trainAdaptiveExperts(data, options)) {
    events.push(event);
    onEvent(event);
  }
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('the run has no end');
  const found = await vectors(end.model);
  end.model.dispose();
  return { events, end, vectors: found };
}

function expectNear(actual: number[][], expected: number[][]): void {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const apart = actual.flatMap((row, i) =>
    row.map((v, k) => Math.abs(v - (expected[i]?.[k] ?? NaN))),
  );
  expect(Math.max(...apart)).toBeLessThanOrEqual(tolerance());
}

learnerContract<ExpertsModel>('trainAdaptiveExperts', {
  // The contract knows the events of every learner; looks have tests of their own.
  async *start(
    options,
    { steps, foreign },
  ): AsyncGenerator<ContractEvent<ExpertsModel>, ExpertsModel> {
    const run = trainAdaptiveExperts(data, {
      ...options,
      config: { ...tiny, iterations: steps, filters: foreign ? 4 : 3, adaptive: quiet },
    });
    for (;;) {
      const { done, value } = await run.next();
      if (done === true) return value;
      if (value.kind === 'look') continue;
      let isGiven = false;
      try {
        yield value;
        isGiven = true;
      } finally {
        if (!isGiven) await run.return(undefined as never);
      }
    }
  },
  main: 'competition',
  prolongable: false,
  fingerprint: async (model) => (await vectors(model)).flat(),
  tolerance,
});

it('is trainExperts where nothing changes, with looks', async () => {
  const { events, vectors: found } = await collect({ config: { ...tiny, adaptive: quiet } });
  const plain: number[][] = [];
  for await (const event of trainExperts(data, { config: tiny })) {
    if (event.kind !== 'end') continue;
    plain.push(...(await vectors(event.model)));
    event.model.dispose();
  }
  expectNear(found, plain);
  const outline = events.map(({ kind, ...rest }) => `${kind} ${(rest as { step: number }).step}`);
  expect(outline.slice(-13)).toEqual([
    ...['step 1', 'step 2', 'look 2', 'step 3', 'step 4', 'look 4'],
    ...['step 5', 'step 6', 'look 6', 'step 7', 'step 8', 'look 8', 'end 8'],
  ]);
  const look = events.find((event) => event.kind === 'look');
  expect(look).toMatchObject({
    experts: [0, 1],
    expertsAfter: [0, 1],
    changes: [],
    settled: false,
  });
  expect(look?.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  const step = events.find((event) => event.kind === 'step' && event.phase === 'competition');
  expect(step).toMatchObject({ scalars: { experts: 2 } });
});

it('looks no more when it has settled', async () => {
  const { events } = await collect({ config: { ...tiny, adaptive: { ...quiet, settle: 3 } } });
  const looks = events.filter((event) => event.kind === 'look');
  expect(looks.map(({ step, settled }) => [step, settled])).toEqual([
    [2, false],
    [4, true],
  ]);
});

it('adds and removes experts, and goes on from every checkpoint as if it had never stopped', async () => {
  const saved: TrainingState[] = [];
  const memory = memoryCheckpoints();
  const store = {
    ...memory,
    save: (state: TrainingState) => {
      saved.push(structuredClone(state));
      return Promise.resolve(`state ${saved.length}`);
    },
  };
  const whole = await collect({ config: restless, checkpoints: { store, every: 1 } });
  expect(whole.end.changes.length).toBeGreaterThan(0);
  expect(whole.end.changes.map(({ kind }) => kind)).toContain('added');
  const looks = whole.events.filter((event) => event.kind === 'look');
  expect(looks.flatMap(({ changes }) => changes)).toEqual(whole.end.changes);
  expect(whole.end.experts).toEqual(looks.at(-1)?.expertsAfter);
  expect(whole.end.model.config.experts).toBe(whole.end.experts.length);
  const before = tf.memory().numTensors;
  for (const resume of saved) {
    const rest = await collect({ config: restless, resume });
    expectNear(rest.vectors, whole.vectors);
    expect(rest.end.changes.length).toBe(whole.end.changes.length);
    expect(rest.end.experts).toEqual(whole.end.experts);
    const steps = rest.events.filter(
      (event) => event.kind === 'step' && event.phase === 'competition',
    );
    expect(steps).toHaveLength(8 - resume.step);
  }
  expect(tf.memory().numTensors).toBe(before);
});

it('holds as many tensors as the number of experts asks for', async () => {
  const before = tf.memory().numTensors;
  const counts = new Map<number, Set<number>>();
  await collect({ config: { ...restless, iterations: 12 } }, (event) => {
    if (event.kind !== 'step' || event.phase !== 'competition') return;
    const experts = event.scalars['experts'] ?? NaN;
    counts.set(experts, (counts.get(experts) ?? new Set()).add(tf.memory().numTensors));
  });
  expect(counts.size).toBeGreaterThan(1);
  expect(tf.memory().numTensors).toBe(before);
});

it('gives evaluations the bank of the moment, and breaks off at a look without a trace', async () => {
  const sizes: number[] = [];
  const evaluate = {
    every: 1,
    run: (model: ExpertsModel) => {
      sizes.push(model.experts);
      return Promise.resolve({ scalars: {} });
    },
  };
  const { events } = await collect({ config: restless, evaluate });
  const counts = events.flatMap((event) =>
    event.kind === 'step' && event.phase === 'competition' ? [event.scalars['experts']] : [],
  );
  expect(sizes.slice(1)).toEqual(counts);
  const before = tf.memory().numTensors;
  for await (const event of trainAdaptiveExperts(data, { config: restless })) {
    if (event.kind === 'look') break;
  }
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses settings, and a checkpoint whose bank is of another run', async () => {
  const fails = async (options: TrainAdaptiveExpertsOptions, code: string) => {
    const before = tf.memory().numTensors;
    await expect(trainAdaptiveExperts(data, options).next()).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  };
  await fails({ config: { experts: 40 } }, 'ERR_CONFIG');
  await fails({ chooseWinners: 3 as never }, 'ERR_ARGUMENT');
  await fails({ config: { objective: { kind: 'custom', name: 'mine' } } }, 'ERR_CONFIG');
  const mine = { name: 'mine', scores: () => tf.tensor1d([]) };
  await fails({ objective: mine } as TrainAdaptiveExpertsOptions, 'ERR_CONFIG');
  await expect(
    trainAdaptiveExperts({ transformed: data.transformed } as never).next(),
  ).rejects.toThrow('trainAdaptiveExperts: canonical');
  const store = memoryCheckpoints();
  await collect({
    config: { ...tiny, iterations: 1, adaptive: quiet },
    checkpoints: { store, every: 1 },
  });
  const state = (await store.latest())?.state as TrainingState;
  const damaged = (change: (bank: Record<string, unknown>) => void) => {
    const copy = structuredClone(state);
    change(
      (copy.json as { parts: { bank: { config: Record<string, unknown> } } }).parts.bank.config,
    );
    return copy;
  };
  const config = { ...tiny, iterations: 1, adaptive: quiet };
  for (const resume of [
    damaged((bank) => (bank['learningRate'] = 0.5)),
    damaged((bank) => (bank['filters'] = 'many')),
    damaged((bank) => (bank['experts'] = 3)),
  ]) {
    await fails({ config, resume }, 'ERR_CHECKPOINT');
  }
});

const small: AdaptiveExpertsConfigInput = {
  filters: 8,
  discriminatorFilters: [8, 8, 16],
  discriminatorUnits: 64,
  batchSize: 16,
  identityInitialisation: { threshold: 0.01, probeSize: 64, maxIterations: 100 },
  seed: 2,
};

it('finds that one expert does two things, and gives either an expert of its own', async () => {
  const probe = await data.canonical.sample(60, new RandomStream(1));
  const mechanisms = Int32Array.from({ length: 60 }, (_, i) => i % 2);
  const mixed = mixture.applyAssigned(probe.images, mechanisms, new RandomStream(2));
  const adaptive = { checkEvery: 10, patience: 2, settle: 200, probeSize: 80, growAbove: 1 };
  const run = trainAdaptiveExperts(data, {
    config: { ...small, experts: 1, iterations: 80, adaptive },
  });
  for await (const event of run) {
    if (event.kind !== 'end') continue;
    expect(event.changes.map(({ kind, expert, other }) => [kind, expert, other])).toEqual([
      ['split', 0, 1],
    ]);
    const { images, winners } = await event.model.invert(mixed);
    const wins = winMatrix({ winners, mechanisms, expertCount: 2, mechanismCount: 2 });
    expect(assignmentVerdict(wins).verdict).toBe('perfect');
    images.dispose();
    event.model.dispose();
  }
  tf.dispose([probe.images, mixed]);
});
