import { resolveVaeConfig } from '../../../src/baselines/vae/vaeConfig.ts';

describe('resolveVaeConfig', () => {
  it('fills in what the three baselines are', () => {
    expect(resolveVaeConfig()).toMatchObject({
      latentWidth: 6,
      objective: { kind: 'vae' },
      reconstruction: 'squared',
      supervision: { loss: 'ce', weight: 5, reduction: 'sum', annealing: 0 },
    });
    expect(resolveVaeConfig({ objective: { kind: 'beta' } }).objective).toEqual({
      kind: 'beta',
      beta: 4,
    });
    expect(resolveVaeConfig({ objective: { kind: 'tc' } }).objective).toEqual({
      kind: 'tc',
      beta: 10,
    });
  });

  it.each([
    [{ objective: { kind: 'tc', beta: 0.5 } }],
    [{ objective: { kind: 'vae', beta: 2 } }],
    [{ supervision: { weight: -1 } }],
    [{ supervision: { annealing: 1.5 } }],
    [{ beta: 4 }],
    [{ learningRate: 0 }],
    [{ networks: { kind: 'tiny' } }],
  ])('refuses %j', (input) => {
    expect(() => resolveVaeConfig(input as never)).toThrow(
      expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
    );
  });
});
