import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveRmcConfig } from '../../../src/cores/rmc/rmcConfig.ts';

it('has the settings of the authors’ code where nothing is said', () => {
  expect(resolveRmcConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    slots: 4,
    heads: 4,
    headWidth: 16,
    keyWidth: 16,
    mlpLayers: 2,
    gates: 'unit',
    forgetBias: 1,
    inputBias: 0,
  });
});

it('has keys as wide as values unless they are told apart', () => {
  expect(resolveRmcConfig({ inputWidth: 8, headWidth: 5 }).keyWidth).toBe(5);
  expect(resolveRmcConfig({ inputWidth: 8, headWidth: 5, keyWidth: 3 })).toMatchObject({
    headWidth: 5,
    keyWidth: 3,
  });
});

it.each<[string, object]>([
  ['no slots', { slots: 0 }],
  ['no heads', { heads: 0 }],
  ['keys of no width', { keyWidth: 0 }],
  ['values of no width', { headWidth: 0 }],
  ['a perceptron without layers', { mlpLayers: 0 }],
  ['gates that there are not', { gates: 'row' }],
  ['a bias that is no number', { forgetBias: NaN }],
  ['an unknown key', { headSize: 4 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveRmcConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^rmc/);
});
