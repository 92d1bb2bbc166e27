import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkImageShape } from '../src/expertsConfig.ts';
import { resolveExpertsConfig } from '../src/index.ts';

it("fills in the paper's settings", () => {
  expect(resolveExpertsConfig()).toEqual({
    experts: 10,
    kinds: 'paper',
    iterations: 2000,
    batchSize: 32,
    filters: 32,
    objective: { kind: 'gan' },
    channelwise: false,
    discriminatorFilters: [16, 32, 64],
    discriminatorUnits: 1024,
    learningRate: 1e-3,
    discriminatorRateFactor: 1,
    learningRateSchedule: { kind: 'constant' },
    canonicalLabel: 1,
    gradientPenalty: 0,
    discriminatorSkipAbove: false,
    instanceNoise: false,
    discriminatorWarmUp: 0,
    loserWeight: 1,
    updateOrder: 'discriminatorFirst',
    batchNormGamma: 'one',
    blockOrder: 'batchNormFirst',
    evaluationStatistics: 'running',
    averaging: false,
    expertLoss: 'perWon',
    winners: { kind: 'best' },
    winnerScore: 'logit',
    repair: false,
    idleExperts: 'unchanged',
    identityInitialisation: {
      threshold: 0.002,
      maxIterations: 500,
      probeSize: 256,
      checkEvery: 10,
    },
    convergence: false,
    seed: 1,
  });
});

it('fills in a part of the identity initialisation, or leaves it out', () => {
  const { identityInitialisation } = resolveExpertsConfig({
    identityInitialisation: { threshold: 0.01 },
  });
  expect(identityInitialisation).toMatchObject({ threshold: 0.01, maxIterations: 500 });
  expect(resolveExpertsConfig({ identityInitialisation: false }).identityInitialisation).toBe(
    false,
  );
});

it('fills in a part of the objective', () => {
  const { objective } = resolveExpertsConfig({ objective: { kind: 'vae', latent: 8 } });
  expect(objective).toEqual({
    kind: 'vae',
    latent: 8,
    units: 400,
    iterations: 5000,
    learningRate: 1e-3,
    bound: 'none',
  });
});

it('fills in a part of the schedule of learning rates', () => {
  const { learningRateSchedule } = resolveExpertsConfig({
    learningRateSchedule: { kind: 'cosine', last: 0.1 },
  });
  expect(learningRateSchedule).toEqual({ kind: 'cosine', from: 0.5, last: 0.1 });
});

it.each([
  [{ winners: { kind: 'sampled' } }, { winners: { temperature: 1, until: 400 } }],
  [{ winners: { kind: 'sampled', until: 7 } }, { winners: { temperature: 1, until: 7 } }],
  [
    { winners: { kind: 'conscience' } },
    { winners: { strength: 5, from: 0, until: 500, tolerance: 0 } },
  ],
  [
    { winners: { kind: 'conscience', from: 900, until: null } },
    { winners: { from: 900, until: null } },
  ],
  [
    { repair: { kind: 'split', every: 9 } },
    {
      repair: {
        every: 9,
        probeSize: 512,
        idleShare: 0.005,
        leastBimodality: 0.7,
        reach: 5,
        noise: 0.01,
        guided: 20,
        until: 1000,
      },
    },
  ],
  [{ repair: { kind: 'relocate' } }, { repair: { idleShare: 0.02, until: 1000 } }],
  [{ instanceNoise: {} }, { instanceNoise: { deviation: 0.1, until: 1000 } }],
  [{ instanceNoise: { until: 5 } }, { instanceNoise: { deviation: 0.1, until: 5 } }],
  [{ instanceNoise: { until: null } }, { instanceNoise: { deviation: 0.1, until: null } }],
] as const)('fills in %j', (input, expected) => {
  expect(resolveExpertsConfig(input)).toMatchObject(expected);
});

it.each([
  [{ iteratons: 5 }, 'did you mean "iterations"?'],
  [{ experts: 0 }, 'experts'],
  [{ experts: 2.5 }, 'experts'],
  [{ iterations: -1 }, 'iterations'],
  [{ batchSize: 1 }, 'batchSize'],
  [{ filters: 0 }, 'filters'],
  [{ learningRate: 0 }, 'learningRate'],
  [{ learningRate: NaN }, 'learningRate'],
  [{ learningRateSchedule: { kind: 'step' } }, 'learningRateSchedule'],
  [{ learningRateSchedule: { kind: 'constant', last: 1 } }, 'last'],
  [{ learningRateSchedule: 'linear' }, 'learningRateSchedule'],
  [{ winners: { kind: 'random' } }, 'winners'],
  [{ winners: { kind: 'best', until: 3 } }, 'until'],
  [{ winners: { kind: 'sampled', temperature: 0 } }, 'temperature'],
  [{ winners: { kind: 'conscience', strength: -1 } }, 'strength'],
  [{ winners: { kind: 'conscience', until: 0 } }, 'until'],
  [{ winners: { kind: 'conscience', from: 500 } }, 'until'],
  [{ winners: { kind: 'conscience', tolerance: -1 } }, 'tolerance'],
  [{ repair: true }, 'repair'],
  [{ blockOrder: 'activationLast' }, 'blockOrder'],
  [{ evaluationStatistics: 'none' }, 'evaluationStatistics'],
  [{ instanceNoise: true }, 'instanceNoise'],
  [{ instanceNoise: { deviation: 0 } }, 'instanceNoise'],
  [{ instanceNoise: { deviation: 11 } }, 'instanceNoise'],
  [{ instanceNoise: { until: 0 } }, 'instanceNoise'],
  [{ instanceNoise: { until: 1.5 } }, 'instanceNoise'],
  [{ instanceNoise: { untl: 2 } }, 'instanceNoise'],
  [{ repair: { kind: 'relocate', idleShare: 2 } }, 'idleShare'],
  [{ updateOrder: 'expertFirst' }, 'updateOrder'],
  [{ discriminatorSkipAbove: true }, 'discriminatorSkipAbove'],
  [{ discriminatorWarmUp: 1.5 }, 'discriminatorWarmUp'],
  [{ repair: { kind: 'split', every: 0 } }, 'every'],
  [{ repair: { kind: 'split', probeSize: 1 } }, 'probeSize'],
  [{ repair: { kind: 'split', idleShare: 0 } }, 'idleShare'],
  [{ repair: { kind: 'split', leastBimodality: 2 } }, 'leastBimodality'],
  [{ repair: { kind: 'split', reach: 65 } }, 'reach'],
  [{ repair: { kind: 'split', noise: -1 } }, 'noise'],
  [{ repair: { kind: 'split', guided: -1 } }, 'guided'],
  [{ repair: { kind: 'merge' } }, 'repair'],
  [{ winnerScore: 'score' }, 'winnerScore'],
  [{ idleExperts: 'gone' }, 'idleExperts'],
  [{ objective: 'vae' }, 'objective'],
  [{ objective: { kind: 'wgan' } }, 'objective'],
  [{ objective: { kind: 'gan', latent: 4 } }, 'latent'],
  [{ objective: { kind: 'vae', latent: 0 } }, 'latent'],
  [{ objective: { kind: 'vae', units: 2.5 } }, 'units'],
  [{ objective: { kind: 'vae', iterations: 0 } }, 'iterations'],
  [{ objective: { kind: 'vae', learningRate: 0 } }, 'learningRate'],
  [{ objective: { kind: 'vae', lattent: 4 } }, 'did you mean "latent"?'],
  [{ objective: { kind: 'vae' }, winnerScore: 'probability' }, 'winnerScore'],
  [{ objective: { kind: 'vae' }, instanceNoise: {} }, 'instanceNoise'],
  [{ objective: { kind: 'vae', bound: 'median' } }, 'bound'],
  [{ objective: { kind: 'vae', bound: 1.1 } }, 'bound'],
  [{ objective: { kind: 'vae', bound: -0.1 } }, 'bound'],
  [{ objective: { kind: 'gan', bound: 'mean' } }, 'bound'],
  [{ objective: { kind: 'custom', name: 'mine' }, instanceNoise: {} }, 'instanceNoise'],
  [{ convergence: true }, 'convergence'],
  [{ convergence: { probe: 0 } }, 'probe'],
  [{ convergence: { every: 0.5 } }, 'every'],
  [{ convergence: { looks: 0 } }, 'looks'],
  [{ convergence: { agreement: 0 } }, 'agreement'],
  [{ convergence: { agreement: 1.1 } }, 'agreement'],
  [{ batchNormGamma: 'two' }, 'batchNormGamma'],
  [{ averaging: 1 }, 'averaging'],
  [{ averaging: true }, 'averaging'],
  [{ discriminatorFilters: [1, 2] }, 'discriminatorFilters'],
  [{ identityInitialisation: true }, 'identityInitialisation'],
  [{ identityInitialisation: { treshold: 1 } }, 'identityInitialisation'],
  [{ seed: -1 }, 'seed'],
])('refuses %j', (input, named) => {
  const resolve = () => resolveExpertsConfig(input as never);
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(named);
});

const falling = (settings: object) => ({
  learningRateSchedule: { kind: 'linear', ...settings },
});
const identity = (settings: object) => ({ identityInitialisation: settings });
it.each([
  [{ experts: 1 }, { experts: 256 }, { experts: 257 }],
  [{ iterations: 1 }, { iterations: 10_000_000 }, { iterations: 10_000_001 }],
  [{ batchSize: 2 }, { batchSize: 4096 }, { batchSize: 4097 }],
  [{ filters: 1 }, { filters: 1024 }, { filters: 1025 }],
  [{ discriminatorUnits: 1 }, { discriminatorUnits: 65_536 }, { discriminatorUnits: 65_537 }],
  [{ learningRate: 1e-9 }, { learningRate: 1 }, { learningRate: 1.5 }],
  [
    { discriminatorRateFactor: 1e-9 },
    { discriminatorRateFactor: 1000 },
    { discriminatorRateFactor: 0 },
  ],
  [{ canonicalLabel: 0.51 }, { canonicalLabel: 1 }, { canonicalLabel: 0.5 }],
  [{}, {}, { canonicalLabel: 1.01 }],
  [{ gradientPenalty: 0 }, { gradientPenalty: 1e6 }, { gradientPenalty: -1 }],
  [
    { discriminatorSkipAbove: 0.5 },
    { discriminatorSkipAbove: 0.999 },
    { discriminatorSkipAbove: 1 },
  ],
  [{ discriminatorWarmUp: 0 }, { discriminatorWarmUp: 1e6 }, { discriminatorWarmUp: -1 }],
  [{ loserWeight: 0 }, { loserWeight: 1000 }, { loserWeight: -0.1 }],
  [falling({ from: 0 }), falling({ from: 0.999 }), falling({ from: 1 })],
  [falling({ from: 0 }), {}, falling({ from: -0.1 })],
  [falling({ last: 0 }), falling({ last: 1 }), falling({ last: 1.1 })],
  [falling({ last: 0 }), {}, falling({ last: -0.1 })],
  [{ seed: 0 }, { seed: 2 ** 53 - 1 }, { seed: 2 ** 53 }],
  [
    { discriminatorFilters: [1, 1, 1] },
    { discriminatorFilters: [1024, 1024, 1024] },
    { discriminatorFilters: [1025, 1, 1] },
  ],
  [{}, {}, { discriminatorFilters: [1, 1025, 1] }],
  [{}, {}, { discriminatorFilters: [1, 1, 1025] }],
  [
    identity({ maxIterations: 1 }),
    identity({ maxIterations: 1_000_000 }),
    identity({ maxIterations: 1_000_001 }),
  ],
  [identity({ probeSize: 2 }), identity({ probeSize: 65_536 }), identity({ probeSize: 65_537 })],
  [identity({ probeSize: 2 }), {}, identity({ probeSize: 1 })],
  [identity({ checkEvery: 1 }), identity({ checkEvery: 10_000 }), identity({ checkEvery: 10_001 })],
  [identity({ threshold: 1e-9 }), {}, identity({ threshold: 0 })],
])('takes %j and %j, and refuses %j', (least, most, beyond) => {
  expect(resolveExpertsConfig(least as never)).toMatchObject(least);
  expect(resolveExpertsConfig(most as never)).toMatchObject(most);
  expect(thrownCode(() => resolveExpertsConfig(beyond as never))).toBe('ERR_CONFIG');
});

it('takes images from 8x8 on whose sides are multiples of 8', () => {
  expect(() => checkImageShape([8, 16, 1])).not.toThrow();
  for (const shape of [
    [8, 12, 1],
    [12, 8, 1],
    [0, 8, 1],
    [8, 0, 1],
    [8, 8, 0],
  ] as const) {
    expect(thrownCode(() => checkImageShape(shape))).toBe('ERR_CONFIG');
  }
});
