import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RimsConfigInput } from '../../../src/cores/rims/rimsConfig.ts';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';
import { expectClose } from '../coreChecks.ts';
import { SMALL } from './forms.ts';

describe('the parameters', () => {
  it('are as many as counted by hand', () => {
    // Query, key, value; input and recurrent kernels, bias; communication, what is read of it. The published code has a second
    // matrix for keys and values of the null row, which is zero, and a second bias: 1 928 200 with these.
    const expected =
      6 * 100 * 64 +
      600 * 64 +
      600 * 400 +
      6 * 400 * 400 +
      6 * 100 * 400 +
      6 * 400 +
      6 * 100 * 4 * 48 +
      4 * 16 * 200 +
      200;
    expect(expected).toBe(1_647_400);
    expect(rimsCore({ inputWidth: 600 }).layout.length).toBe(expected);
    expect(expected + 600 * 64 + 600 * 400 + 6 * 400).toBe(1_928_200);
  });

  it('come and go with the parts', () => {
    const names = (config: Partial<RimsConfigInput>) =>
      rimsCore({ ...SMALL, ...config }).layout.specs.map(({ name }) => name);
    expect(names({ communication: false })).toEqual([
      'inputQuery',
      'inputKey',
      'inputValue',
      'inputKernel',
      'recurrentKernel',
      'bias',
    ]);
    expect(
      names({ inputAttention: false, activeModules: 4, dynamics: 'gru', communication: false }),
    ).toEqual(['inputValue', 'inputKernel', 'recurrentKernel', 'bias', 'candidateBias']);
    const shape = (config: Partial<RimsConfigInput>) =>
      rimsCore({ ...SMALL, ...config }).layout.specs.find(({ name }) => name === 'inputValue')
        ?.shape;
    expect(shape({ elements: 3 })).toEqual([3, 5, 8]);
    expect(shape({ elements: 3, inputProjection: 'shared' })).toEqual([1, 5, 8]);
  });

  it('start as in the authors’ code', () => {
    const core = rimsCore({ inputWidth: 600, forgetBias: 3 });
    const values = core.initialValues(new RandomStream(1));
    expect(values.map(({ length }) => length)).toEqual(core.layout.sizes);
    const named = Object.fromEntries(
      core.layout.specs.map(({ name }, i) => [name, values[i] ?? []]),
    );
    const deviation = (v: ArrayLike<number> = []) =>
      Math.sqrt(Array.from(v).reduce((sum, x) => sum + x * x, 0) / v.length);
    for (const name of ['inputQuery', 'inputKey', 'inputValue', 'communication']) {
      expect(deviation(named[name])).toBeCloseTo(0.01, 3);
    }
    const bound = 1 / Math.sqrt(600);
    const largest = (v: ArrayLike<number> = []) => Math.max(...Array.from(v).map(Math.abs));
    for (const name of ['inputKernel', 'recurrentKernel']) {
      const some = Array.from(named[name] ?? []).slice(0, 10_000);
      expect(largest(some)).toBeLessThanOrEqual(bound);
      expect(largest(some)).toBeGreaterThan(0.98 * bound);
      expect(deviation(some)).toBeCloseTo(bound / Math.sqrt(3), 2);
    }
    expect(largest(named['readKernel'])).toBeLessThanOrEqual(1 / Math.sqrt(64));
    const bias = Array.from(named['bias'] ?? []);
    const gate = (g: number) => bias.filter((_, i) => Math.floor((i % 400) / 100) === g);
    expect(gate(1).reduce((a, b) => a + b, 0) / 600).toBeCloseTo(3, 1);
    expect(gate(0).reduce((a, b) => a + b, 0) / 600).toBeCloseTo(0, 1);
    expect(largest(gate(2))).toBeLessThanOrEqual(2 * bound);
  });

  it('can start as in networks of the width of a module', () => {
    const config = { inputWidth: 6, units: 96, modules: 6 } as const;
    const drawn = (given: RimsConfigInput) => {
      const core = rimsCore(given);
      const values = core.initialValues(new RandomStream(1));
      return Object.fromEntries(core.layout.specs.map(({ name }, i) => [name, values[i] ?? []]));
    };
    const [whole, own] = [drawn(config), drawn({ ...config, gateStart: 'moduleUnits' })];
    // The same draws between bounds of 1/√16 in the place of 1/√96.
    for (const name of ['inputKernel', 'recurrentKernel', 'bias']) {
      expectClose(
        own[name] ?? [],
        Array.from(whole[name] ?? [], (value) => value * Math.sqrt(6)),
      );
    }
    expect(own['communication']).toEqual(whole['communication']);
    expect(rimsCore({ ...config, gateStart: 'allUnits' }).config).toEqual(rimsCore(config).config);
    expect(rimsCore(config).config).not.toHaveProperty('gateStart');
  });

  it('are drawn from the stream alone', () => {
    const draw = (seed: number) => rimsCore(SMALL).initialValues(new RandomStream(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)[0]).not.toEqual(draw(2)[0]);
  });
});
