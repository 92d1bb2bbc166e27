import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveRimsConfig } from '../../../src/cores/rims/rimsConfig.ts';
import type { RimsConfigInput } from '../../../src/cores/rims/rimsConfig.ts';

it('has the sizes of the authors’ code where nothing is said', () => {
  expect(resolveRimsConfig({ inputWidth: 600 })).toEqual({
    inputWidth: 600,
    elements: 1,
    units: 600,
    modules: 6,
    activeModules: 4,
    dynamics: 'lstm',
    inputAttention: true,
    inputHeads: 1,
    inputKeyWidth: 64,
    inputValueWidth: 400,
    inputProjection: 'perElement',
    inputDropout: 0,
    communication: true,
    communicationHeads: 4,
    communicationKeyWidth: 16,
    communicationValueWidth: 16,
    communicationSource: 'candidate',
    communicationOutput: 'gated',
    communicationDropout: 0,
    blockedGradients: true,
    forgetBias: 0,
    projectionDeviation: 0.01,
  });
});

it('knows the authors’ code and the paper', () => {
  expect(resolveRimsConfig({ inputWidth: 8, preset: 'official' })).toMatchObject({
    inputDropout: 0.1,
    communicationDropout: 0.1,
    communicationKeyWidth: 16,
    communicationSource: 'candidate',
    communicationOutput: 'gated',
  });
  expect(resolveRimsConfig({ inputWidth: 8, preset: 'paper' })).toMatchObject({
    inputProjection: 'shared',
    inputDropout: 0.1,
    communicationKeyWidth: 32,
    communicationValueWidth: 32,
    communicationDropout: 0.1,
    communicationSource: 'held',
    communicationOutput: 'plain',
    inputHeads: 1,
  });
});

it('lets a setting win over the preset, and undefined leave it as it is', () => {
  const config = { inputWidth: 8, preset: 'paper', communicationKeyWidth: 5 } as const;
  const given = { ...config, communicationValueWidth: undefined } as unknown as RimsConfigInput;
  expect(resolveRimsConfig(given)).toMatchObject({
    communicationKeyWidth: 5,
    communicationValueWidth: 32,
  });
});

it('is resolved already when it is resolved again', () => {
  const config = resolveRimsConfig({ inputWidth: 8, preset: 'paper', units: 24 });
  expect(resolveRimsConfig(config)).toEqual(config);
});

it.each<[string, object, RegExp]>([
  [
    'more modules active than there are',
    { activeModules: 7 },
    /activeModules.*1 to modules \(6\).*7/,
  ],
  ['no module active', { activeModules: 0 }, /activeModules/],
  ['a part of a module', { activeModules: 1.5 }, /activeModules/],
  ['units that modules cannot share', { units: 100 }, /units.*multiple of modules \(6\), got 100/],
  ['an unknown preset', { preset: 'papers' }, /preset/],
  [
    'an unknown key',
    { activeModule: 2 },
    /unknown key "activeModule", did you mean "activeModules"/,
  ],
  ['an unknown dynamics', { dynamics: 'rnn' }, /dynamics/],
  ['a switch that is none', { communication: 'yes' }, /communication/],
  [
    'heads that cannot share the value',
    { units: 60, inputHeads: 3 },
    /inputValueWidth.*inputHeads \(3\), got 40/,
  ],
  ['heads that cannot share a given value', { inputHeads: 2, inputValueWidth: 7 }, /got 7/],
  ['idle modules without attention', { inputAttention: false }, /all 6 modules are active, got 4/],
  ['dropout of everything', { inputDropout: 1 }, /inputDropout/],
  ['negative dropout', { communicationDropout: -0.1 }, /communicationDropout/],
  ['no width', { inputWidth: 0 }, /inputWidth/],
  ['no width at all', { inputWidth: undefined }, /inputWidth/],
  ['no elements', { elements: 0 }, /elements/],
  ['a bias that is no number', { forgetBias: NaN }, /forgetBias/],
])('refuses %s', (_, bad, message) => {
  const resolve = () => resolveRimsConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(message);
  expect(resolve).toThrow(/^rims config: /);
});

it('lets all modules be active without attention', () => {
  const config = { inputWidth: 8, inputAttention: false, activeModules: 6 };
  expect(resolveRimsConfig(config)).toMatchObject(config);
});
