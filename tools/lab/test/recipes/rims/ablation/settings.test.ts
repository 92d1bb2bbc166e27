import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { ablationSchema, ablationTable } from '../../../../src/recipes/rims/ablation/settings.ts';

const coreOf = (name: string, d = 100) =>
  (ablationTable(d) as Readonly<Record<string, { core: Readonly<Record<string, unknown>> }>>)[name]
    ?.core;

describe('ablationTable', () => {
  it('has modules of d units where the paper holds those fixed', () => {
    for (const [name, modules] of [
      ['both-6-4', 6],
      ['both-9-3', 9],
      ['both-16-8', 16],
      ['communication-only-5', 5],
    ] as const) {
      expect(coreOf(name)).toMatchObject({ modules, units: 100 * modules });
      expect(coreOf(name, 32)).toMatchObject({ modules, units: 32 * modules });
    }
  });

  it('has as many units as six modules, or the next number below that divides, where it holds the units fixed', () => {
    expect(coreOf('attention-only-4-2')).toMatchObject({ modules: 4, units: 600 });
    expect(coreOf('attention-only-5-3')).toMatchObject({ modules: 5, units: 600 });
    expect(coreOf('attention-only-5-3', 32)).toMatchObject({ modules: 5, units: 190 });
  });

  it('leaves out what each row is without', () => {
    expect(coreOf('attention-only-6-2')).toMatchObject({ communication: false, activeModules: 2 });
    expect(coreOf('attention-only-6-2')).not.toHaveProperty('inputAttention');
    expect(coreOf('communication-only-6')).toMatchObject({
      inputAttention: false,
      activeModules: 6,
    });
    expect(coreOf('communication-only-6')).not.toHaveProperty('communication');
    expect(coreOf('one-head-6-4')).toMatchObject({ communicationHeads: 1 });
    for (const key of ['communication', 'inputAttention']) {
      expect(coreOf('both-9-3')).not.toHaveProperty(key);
    }
  });
});

describe('ablationSchema', () => {
  it('trains the whole table by default', () => {
    const { models, settings, updates, gap } = parseConfig('ablation', ablationSchema, {});
    expect(models).toEqual(Object.keys(ablationTable(100)));
    expect(models).toHaveLength(29);
    expect(settings).toEqual(ablationTable(100));
    expect([updates, gap]).toEqual([20_000, 50]);
  });
});
