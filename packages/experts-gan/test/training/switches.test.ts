// The switches of the competition that have a state of their own, in whole runs.
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import { trainExperts } from '../../src/index.ts';
import type { ExpertsConfigInput } from '../../src/index.ts';
import { shiftedDigits, tinyCompetition } from './shiftedDigits.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
beforeAll(async () => {
  report = await useBackend();
});

const { data } = shiftedDigits(60);
const tiny: ExpertsConfigInput = {
  ...tinyCompetition,
  experts: 3,
};

/** Every state of a run. */
async function statesOf(config: ExpertsConfigInput, resume?: TrainingState) {
  const states: TrainingState[] = [];
  const store = {
    save: (state: TrainingState) => {
      states.push(structuredClone(state));
      return Promise.resolve('here');
    },
    latest: () => Promise.resolve(undefined),
  };
  const run = trainExperts(data, {
    config,
    checkpoints: { store, every: 1 },
    ...(resume === undefined ? {} : { resume }),
  });
  for await (const event of run) if (event.kind === 'end') event.model.dispose();
  return states;
}

/** All numbers of a state. */
const numbersOf = ({ arrays }: TrainingState) =>
  Object.values(arrays).flatMap(({ values }) => Array.from(values));

/** Bit for bit on WASM; the native backend may add up in another order on another day. */
function expectSame(actual: TrainingState, expected: TrainingState): void {
  expect(actual.json).toEqual(expected.json);
  const others = numbersOf(expected);
  const worst = numbersOf(actual).map((value, i) => Math.abs(value - (others[i] ?? NaN)));
  expect(Math.max(...worst)).toBeLessThanOrEqual(report.backend === 'tensorflow' ? 1e-5 : 0);
}

let plain: TrainingState[];
beforeAll(async () => {
  plain = await statesOf(tiny);
});

it.each<ExpertsConfigInput>([
  { winners: { kind: 'sampled', temperature: 3, until: 5 } },
  { winners: { kind: 'conscience', strength: 40 } },
  { repair: { kind: 'relocate', idleShare: 0.4 } },
  { idleExperts: 'stepped' },
  {
    repair: {
      kind: 'split',
      every: 2,
      probeSize: 60,
      idleShare: 1,
      leastBimodality: 0,
      guided: 3,
    },
  },
  { discriminatorWarmUp: 3 },
  { instanceNoise: { deviation: 0.5, until: 4 } },
  { instanceNoise: {}, discriminatorWarmUp: 2, updateOrder: 'expertsFirst' },
  { blockOrder: 'activationFirst' },
  { evaluationStatistics: 'batch', identityInitialisation: { threshold: 0.15, maxIterations: 3 } },
  { updateOrder: 'expertsFirst', loserWeight: 0.5 },
  { gradientPenalty: 5, canonicalLabel: 0.9, discriminatorSkipAbove: 0.8 },
  { learningRateSchedule: { kind: 'cosine', from: 0.2, last: 0 } },
])('goes on with %j as if it had never stopped', async (rules) => {
  const config: ExpertsConfigInput = { ...tiny, ...rules };
  const whole = await statesOf(config);
  const [end, plainEnd] = [whole.at(-1), plain.at(-1)] as [TrainingState, TrainingState];
  // The switch does something.
  expect(numbersOf(end)).not.toEqual(numbersOf(plainEnd));
  for (const resume of whole.slice(0, -1)) {
    const rest = await statesOf(config, resume);
    expectSame(rest.at(-1) as TrainingState, end);
  }
});

it('draws instance noise until it is nothing, and as strong as at first in a warm-up', async () => {
  const states = await statesOf({ ...tiny, discriminatorWarmUp: 1, instanceNoise: { until: 2 } });
  const drawn = states.map(({ json }) =>
    JSON.stringify((json as unknown as Parts).parts.instanceNoise),
  );
  // One of the warm-up and six iterations, of which two have noise.
  expect(drawn).toHaveLength(7);
  expect(new Set(drawn.slice(0, 3)).size).toBe(3);
  expect(new Set(drawn.slice(2)).size).toBe(1);
});

/** What a state says of its parts. */
interface Parts {
  readonly parts: { readonly instanceNoise: unknown };
}
