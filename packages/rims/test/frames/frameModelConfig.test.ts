import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveFrameModelConfig, smallMap } from '../../src/frames/frameModelConfig.ts';
import type { FrameModelConfigInput } from '../../src/frames/frameModelConfig.ts';
import { TINY, tiny } from './someFrames.ts';

it.each([
  [64, [16, 32, 64], 8],
  [32, [16, 32, 64], 4],
  [24, [16, 32], 6],
  [16, [16, 32], 4],
  [8, [16], 4],
  [4, [16], 2],
])('halves %d pixels by %j', (side, filters, small) => {
  const config = resolveFrameModelConfig({ shape: [side, side, 1] });
  expect(config.filters).toEqual(filters);
  expect(smallMap(config)).toEqual([small, small]);
});

it('fills in the sizes of the paper', () => {
  expect(resolveFrameModelConfig({ shape: [64, 64, 1] })).toMatchObject({
    code: 'vector',
    codeWidth: 512,
    decoderWidth: 512,
    core: { kind: 'rims', units: 600, modules: 6, activeModules: 4, elements: 1 },
  });
});

it('tells the core how many cells there are, and stays what it is when read again', () => {
  const config = tiny({ code: 'cells' });
  expect(config.core).toMatchObject({ elements: 4 });
  expect(resolveFrameModelConfig(config)).toEqual(config);
});

it.each<[string, unknown]>([
  ['sides that are odd', { shape: [9, 8, 1] }],
  ['sides that cannot be halved so often', { shape: [8, 12, 1], filters: [2, 2, 2] }],
  ['a shape without channels', { shape: [8, 8] }],
  ['no filters', { filters: [] }],
  ['an unknown key', { height: 8 }],
  ['an unknown code', { code: 'pixels' }],
  ['no width', { codeWidth: 0 }],
  ['cells for an LSTM', { code: 'cells', core: { kind: 'lstm', units: 3 } }],
  ['a core that sees what comes next', { core: { kind: 'bidirectional', core: TINY.core } }],
  ['a core of several elements for one vector', { core: { ...TINY.core, elements: 3 } }],
  [
    'a core of other elements than there are cells',
    { code: 'cells', core: { ...TINY.core, elements: 3 } },
  ],
  ['an unknown core', { core: { kind: 'gru' } }],
])('refuses %s', (_, wrong) => {
  const input = { ...TINY, ...(wrong as object) } as FrameModelConfigInput;
  expect(thrownCode(() => resolveFrameModelConfig(input))).toBe('ERR_CONFIG');
});
