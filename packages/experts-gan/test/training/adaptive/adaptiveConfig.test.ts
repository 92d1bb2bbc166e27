import { ConfigError } from '@causal-mechanisms/tensor-utils';
import { resolveAdaptiveExpertsConfig, resolveExpertsConfig } from '../../../src/index.ts';
import type { ExpertsConfigInput } from '../../../src/index.ts';

it('adds its own settings to those of a competition', () => {
  const { adaptive, ...rest } = resolveAdaptiveExpertsConfig({ experts: 4, adaptive: { most: 9 } });
  expect(rest).toEqual(resolveExpertsConfig({ experts: 4 }));
  expect(adaptive).toEqual({
    checkEvery: 50,
    probeSize: 500,
    least: 1,
    most: 9,
    pruneBelow: 0.005,
    mergeBelow: 0.5,
    splitAbove: 0.7,
    growAbove: 0.5,
    patience: 4,
    headStart: 20,
    settle: 600,
    growWithin: 0.75,
    noise: 0.01,
  });
});

it.each([
  [{ adaptive: { checkEvery: 0 } }],
  [{ adaptive: { patience: 0.5 } }],
  [{ adaptive: { growAbove: 1.1 } }],
  [{ adaptive: { noise: -1 } }],
  [{ adaptive: { grow: 1 } as never }],
  [{ experts: 0 }],
])('refuses %j', (input) => {
  expect(() => resolveAdaptiveExpertsConfig(input)).toThrow(ConfigError);
});

it('refuses a start outside the bounds, and to settle before anything could change', () => {
  const refuses = (input: Parameters<typeof resolveAdaptiveExpertsConfig>[0], message: string) => {
    expect(() => resolveAdaptiveExpertsConfig(input)).toThrow(message);
  };
  refuses({ experts: 3, adaptive: { least: 4 } }, 'from adaptive.least to adaptive.most, 4 to 32');
  refuses({ experts: 3, adaptive: { most: 2 } }, '1 to 2, got 3');
  refuses({ adaptive: { checkEvery: 10, patience: 5, settle: 50 } }, '50 iterations');
  const { adaptive } = resolveAdaptiveExpertsConfig({
    adaptive: { checkEvery: 10, patience: 5, settle: 51 },
  });
  expect(adaptive.settle).toBe(51);
});

it('refuses a repair that splits as well, and takes the others', () => {
  const resolve = (repair: 'split' | 'relocate') => () =>
    resolveAdaptiveExpertsConfig({ repair: { kind: repair } });
  expect(resolve('split')).toThrow('repair must not be of kind split');
  expect(resolve('split')).toThrow(ConfigError);
  expect(resolve('relocate')().repair).toMatchObject({ kind: 'relocate' });
});

it("refuses an objective of one's own, and what no competition takes", () => {
  const resolve = (input: ExpertsConfigInput) => () => resolveAdaptiveExpertsConfig(input);
  const own = resolve({ objective: { kind: 'custom', name: 'mine' } });
  expect(own).toThrow(ConfigError);
  expect(own).toThrow("objective must be of kind 'gan' or 'vae'");
  expect(resolve({ objective: { kind: 'vae' } })().objective.kind).toBe('vae');
  const nats = resolve({ objective: { kind: 'vae' }, winnerScore: 'probability' });
  expect(nats).toThrow('adaptive experts-gan config: winnerScore');
  expect(resolve({ experts: 2, kinds: ['paper'] })).toThrow(ConfigError);
  // It would be passed over without a word: the rules of the number of experts decide when that settles.
  expect(resolve({ convergence: {} })).toThrow('convergence must be false');
});
