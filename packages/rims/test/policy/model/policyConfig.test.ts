import { resolvePolicyConfig } from '../../../src/policy/model/policyConfig.ts';
import type { PolicyConfig } from '../../../src/policy/model/policyConfig.ts';

const PARTS: PolicyConfig = {
  core: { kind: 'lstm', units: 4 },
  observationWidth: 3,
  actions: 2,
  encoder: [5],
  actor: [],
  critic: [4, 4],
};

describe('the parts of a policy', () => {
  it('get the settings of the core filled in', () => {
    expect(resolvePolicyConfig(PARTS)).toEqual({
      ...PARTS,
      core: { kind: 'lstm', units: 4, forgetBias: 0 },
    });
  });

  it.each<[string, object, string]>([
    ['an unknown key', { decoder: [3] }, 'decoder'],
    ['no observation', { observationWidth: 0 }, 'observationWidth'],
    ['no actions', { actions: 0 }, 'actions'],
    ['no encoder', { encoder: [] }, 'encoder'],
    ['a layer of no width', { actor: [0] }, 'actor'],
    ['a layer of half a width', { critic: [1.5] }, 'critic'],
    ['too many layers', { critic: new Array(17).fill(2) }, 'critic'],
    ['an unknown core', { core: { kind: 'lsmt' } }, '"lstm"'],
    ['an unknown setting of the core', { core: { kind: 'lstm', unit: 3 } }, 'unit'],
    [
      'a core of two elements',
      { core: { kind: 'rims', units: 12, modules: 3, activeModules: 2, elements: 2 } },
      '1 element per step, got 2',
    ],
    ['a Transformer', { core: { kind: 'transformer', width: 8, heads: 2 } }, 'Transformer'],
    [
      'a Transformer in a stack',
      {
        core: { kind: 'stack', layers: [PARTS.core, { kind: 'transformer', width: 8, heads: 2 }] },
      },
      'Transformer',
    ],
    ['both directions', { core: { kind: 'bidirectional', core: PARTS.core } }, 'bidirectional'],
  ])('are refused with %s', (_, change, words) => {
    const resolve = () => resolvePolicyConfig({ ...PARTS, ...change });
    expect(resolve).toThrow(expect.objectContaining({ code: 'ERR_CONFIG' }) as Error);
    expect(resolve).toThrow(words);
  });
});
