import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveExpertsConfig } from '../src/index.ts';

it("fills in the paper's settings", () => {
  expect(resolveExpertsConfig()).toEqual({
    experts: 10,
    iterations: 2000,
    batchSize: 32,
    filters: 32,
    discriminatorFilters: [16, 32, 64],
    discriminatorUnits: 1024,
    learningRate: 1e-3,
    batchNormGamma: 'one',
    expertLoss: 'perWon',
    identityInitialisation: {
      threshold: 0.002,
      maxIterations: 500,
      probeSize: 256,
      checkEvery: 10,
    },
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

it.each([
  [{ iteratons: 5 }, 'did you mean "iterations"?'],
  [{ experts: 0 }, 'experts'],
  [{ experts: 2.5 }, 'experts'],
  [{ iterations: -1 }, 'iterations'],
  [{ batchSize: 1 }, 'batchSize'],
  [{ filters: 0 }, 'filters'],
  [{ learningRate: 0 }, 'learningRate'],
  [{ learningRate: NaN }, 'learningRate'],
  [{ batchNormGamma: 'two' }, 'batchNormGamma'],
  [{ discriminatorFilters: [1, 2] }, 'discriminatorFilters'],
  [{ identityInitialisation: true }, 'identityInitialisation'],
  [{ identityInitialisation: { treshold: 1 } }, 'identityInitialisation'],
  [{ seed: -1 }, 'seed'],
])('refuses %j', (input, named) => {
  const resolve = () => resolveExpertsConfig(input as never);
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(named);
});
