import { resolveEncoderTrainingConfig } from '../../../src/index.ts';

describe('resolveEncoderTrainingConfig', () => {
  it('fills in the defaults', () => {
    expect(resolveEncoderTrainingConfig({})).toEqual({
      encoder: 'rotation',
      coupling: { layers: 2, hidden: 16, kind: 'additive', first: 'odd' },
      learner: 'gradient',
      mixture: 'likelihoods',
      mechanism: 'bumps',
      network: { hidden: 32, components: 10, steps: 20, learningRate: 0.01, adaptationRate: 1e-3 },
      order: 'second',
      marginals: true,
      iterations: 1000,
      learningRate: 0.01,
      beliefRate: 0.001,
      trainingPoints: 1000,
      starts: 1,
      grid: 10,
      batches: 5,
      bumps: 24,
      components: 4,
      mixtureIterations: 15,
      seed: 1,
    });
  });

  it('searches with settings of its own, where none are given', () => {
    expect(resolveEncoderTrainingConfig({ learner: 'search' })).toMatchObject({
      iterations: 24,
      batches: 10,
    });
    const given = { learner: 'search', iterations: 7, batches: 3 } as const;
    expect(resolveEncoderTrainingConfig(given)).toMatchObject(given);
  });

  it('stops gradients at networks', () => {
    expect(resolveEncoderTrainingConfig({ mechanism: 'mdn' }).order).toBe('first');
    for (const wrong of [{ order: 'second' }, { learner: 'search' }] as const) {
      expect(() => resolveEncoderTrainingConfig({ mechanism: 'mdn', ...wrong })).toThrow(
        /need the learner gradient, of first order/,
      );
    }
  });

  it('takes any part of the coupling layers', () => {
    const { coupling } = resolveEncoderTrainingConfig({ coupling: { kind: 'affine' } });
    expect(coupling).toEqual({ layers: 2, hidden: 16, kind: 'affine', first: 'odd' });
  });

  it.each([
    { batches: 1 },
    { learningRate: 0 },
    { starts: 0 },
    { encoder: 'mirror' as 'rotation' },
    { coupling: { layers: 0 } },
    { gird: 3 },
  ])('refuses %j', (config) => {
    expect(() => resolveEncoderTrainingConfig(config)).toThrow(/^encoder training: /);
  });
});
