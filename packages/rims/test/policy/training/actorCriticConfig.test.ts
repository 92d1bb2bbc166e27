import {
  policyConfigOf,
  resolveActorCriticConfig,
} from '../../../src/policy/training/actorCriticConfig.ts';
import { corridor } from '../environments.ts';

const ENVIRONMENT = corridor(4);

describe('the settings of an actor-critic', () => {
  it('are by default those of the paper, and usual ones', () => {
    expect(resolveActorCriticConfig({}, ENVIRONMENT)).toMatchObject({
      core: { kind: 'rims', units: 600, modules: 6, activeModules: 4 },
      encoder: [128],
      actor: [128],
      critic: [128, 128],
      environments: 48,
      rolloutSteps: 20,
      updates: 10_000,
      optimiser: 'rmsprop',
      learningRate: 7e-4,
      finalLearningRate: 7e-4,
      discount: 0.99,
      lambda: 0.95,
      entropyWeight: 0.01,
      valueWeight: 0.5,
      clipNorm: 0.5,
      seed: 1,
    });
    expect(resolveActorCriticConfig({ learningRate: 0.1 }, ENVIRONMENT).finalLearningRate).toBe(
      0.1,
    );
  });

  it('tell the policy', () => {
    const config = resolveActorCriticConfig({ core: { kind: 'lstm', units: 3 } }, ENVIRONMENT);
    expect(policyConfigOf(config, ENVIRONMENT)).toEqual({
      core: { kind: 'lstm', units: 3, forgetBias: 0 },
      observationWidth: 4,
      actions: 2,
      encoder: [128],
      actor: [128],
      critic: [128, 128],
    });
  });

  it.each<[string, object]>([
    ['batchSize', { batchSize: 3 }],
    ['encoder', { encoder: [] }],
    ['actor', { actor: [0] }],
    ['critic', { critic: 3 }],
    ['environments', { environments: 0 }],
    ['rolloutSteps', { rolloutSteps: 1.5 }],
    ['updates', { updates: 0 }],
    ['optimiser', { optimiser: 'sgd' }],
    ['learningRate', { learningRate: 0 }],
    ['finalLearningRate', { finalLearningRate: 2 }],
    ['discount', { discount: 1.01 }],
    ['lambda', { lambda: -0.1 }],
    ['entropyWeight', { entropyWeight: -1 }],
    ['valueWeight', { valueWeight: NaN }],
    ['clipNorm', { clipNorm: 0 }],
    ['seed', { seed: -1 }],
    ['Transformer', { core: { kind: 'transformer', width: 8, heads: 2 } }],
  ])('refuse an impossible %s', (name, input) => {
    const resolve = () => resolveActorCriticConfig(input, ENVIRONMENT);
    expect(resolve).toThrow(expect.objectContaining({ code: 'ERR_CONFIG' }) as Error);
    expect(resolve).toThrow(name);
  });

  it('need an environment', () => {
    expect(() => resolveActorCriticConfig({}, {} as never)).toThrow(
      /resolveActorCriticConfig: environment.name/,
    );
  });
});
