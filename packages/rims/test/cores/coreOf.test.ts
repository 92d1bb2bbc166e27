import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { CORE_KINDS, coreOf, resolveCoreConfig } from '../../src/cores/coreOf.ts';
import type { CoreConfig } from '../../src/cores/coreOf.ts';
import { normals, someParameters } from './coreChecks.ts';
import { withoutKeys } from '../../src/cores/shared/withoutKeys.ts';

beforeAll(() => useBackend());

const SMALL: readonly CoreConfig[] = [
  { kind: 'rims', units: 12, modules: 3, activeModules: 2 },
  { kind: 'lstm', units: 5 },
  { kind: 'ntm', controllerUnits: 5, slots: 4, slotWidth: 3 },
  { kind: 'rmc', slots: 2, heads: 2, headWidth: 3 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
  { kind: 'dnc', controllerUnits: 5, slots: 4, slotWidth: 3 },
  { kind: 'transformer', width: 8, layers: 1, heads: 2 },
  {
    kind: 'stack',
    layers: [
      { kind: 'lstm', units: 5 },
      { kind: 'rims', units: 6 },
    ],
  },
  { kind: 'bidirectional', core: { kind: 'lstm', units: 5 } },
];

it('knows every kind', () => {
  expect(SMALL.map(({ kind }) => kind)).toEqual(CORE_KINDS);
});

describe.each(SMALL.map((config) => [config.kind, config] as const))('%s', (kind, config) => {
  it('is made, and keeps its configuration as plain JSON', () => {
    const core = coreOf(config, 3);
    expect(core).toMatchObject({ kind, inputWidth: 3, elements: 1 });
    expect(core.config).toMatchObject({ ...withoutKeys(config, 'kind'), inputWidth: 3 });
    expect(JSON.parse(JSON.stringify(core.config))).toEqual(core.config);
    const resolved = withoutKeys(core.config, 'inputWidth');
    expect(coreOf({ kind, ...resolved } as unknown as CoreConfig, 3).config).toEqual(core.config);
  });

  it('has its settings filled in as the core has them', () => {
    const resolved = resolveCoreConfig(config, 3);
    expect({ ...resolved, inputWidth: 3 }).toEqual({ kind, ...coreOf(config, 3).config });
    expect(resolved).not.toHaveProperty('inputWidth');
    expect(resolveCoreConfig(resolved, 3)).toEqual(resolved);
  });

  it.each([coreOf, resolveCoreConfig])('refuses what is no setting of it', (take) => {
    const typo = { ...config, unitz: 1 } as unknown as CoreConfig;
    expect(thrownCode(() => take(typo, 3))).toBe('ERR_CONFIG');
    expect(thrownCode(() => take(config, 0))).toBe('ERR_CONFIG');
  });

  it('differentiates a single step', async () => {
    const core = coreOf(config, 3);
    const x = normals<tf.Rank.R3>([1, 2, 3], 1);
    const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) =>
      core.run(given, x).outputs.sum<tf.Scalar>(),
    )(someParameters(core));
    const sums = await tf.stack([value, ...grads.map((gradient) => gradient.sum())]).data();
    expect(sums.every((sum) => Number.isFinite(sum))).toBe(true);
  });
});

it.each([coreOf, resolveCoreConfig])('names the nearest kind where there is none', (take) => {
  const make = (kind: unknown) => () => take({ kind } as unknown as CoreConfig, 3);
  expect(thrownCode(make('rim'))).toBe('ERR_CONFIG');
  expect(make('rim')).toThrow('unknown kind "rim" (did you mean "rims"?)');
  expect(make('gru')).toThrow(/unknown kind "gru"/);
  expect(make('something else')).toThrow(/known: rims, lstm, ntm/);
  expect(thrownCode(make(undefined))).toBe('ERR_CONFIG');
  expect(thrownCode(make('toString'))).toBe('ERR_CONFIG');
});

describe('cores that are made of others', () => {
  const lstm = { kind: 'lstm', units: 6 } as const;
  const rims = { kind: 'rims', units: 12, modules: 3, activeModules: 2 } as const;
  const made = (config: unknown) => coreOf(config as CoreConfig, 4);

  it('tell widths from the layer below', () => {
    const both = { kind: 'bidirectional', core: lstm } as const;
    const core = made({ kind: 'stack', layers: [both, rims, { ...rims, elements: 3 }] });
    const shapes = Object.fromEntries(core.layout.specs.map(({ name, shape }) => [name, shape]));
    expect(shapes['layer0/forward/kernel']).toEqual([4, 24]);
    // Both directions side by side; then the three modules as elements of 4 numbers.
    expect(shapes['layer1/inputKey']).toEqual([1, 12, 64]);
    expect(shapes['layer2/inputKey']).toEqual([3, 4, 64]);
    expect(core).toMatchObject({ outputWidth: 12, elements: 1, bidirectional: true });
  });

  it('share out to the elements of what is lowest in a layer', () => {
    const three = { ...rims, elements: 3 } as const;
    for (const layer of [
      { kind: 'bidirectional', core: three } as const,
      { kind: 'stack', layers: [three, lstm] } as const,
    ]) {
      const core = made({ kind: 'stack', layers: [rims, layer] });
      const shapes = core.layout.specs.filter(({ name }) => name.endsWith('inputKey'));
      expect(shapes[1]?.shape).toEqual([3, 4, 64]);
    }
  });

  it.each([
    ['no layers', { kind: 'stack', layers: [] }, /layers/],
    ['no list', { kind: 'stack', layers: lstm }, /layers/],
    ['a layer of no kind', { kind: 'stack', layers: [{ units: 3 }] }, /kind/],
    ['an unknown layer', { kind: 'stack', layers: [{ kind: 'lstmm' }] }, /did you mean "lstm"/],
    ['a wrong setting', { kind: 'stack', layers: [lstm, { ...rims, units: 13 }] }, /multiple/],
    ['a misplaced setting', { kind: 'stack', layers: [lstm], units: 3 }, /units/],
    ['all dropped', { kind: 'stack', layers: [lstm], dropout: 1 }, /dropout/],
    [
      'elements that do not divide',
      { kind: 'stack', layers: [lstm, { ...rims, elements: 4 }] },
      /6 numbers.*4 elements/,
    ],
    ['no core', { kind: 'bidirectional' }, /core/],
  ])('refuse %s', (_, config, says) => {
    expect(thrownCode(() => made(config))).toBe('ERR_CONFIG');
    expect(() => made(config)).toThrow(says);
  });
});
