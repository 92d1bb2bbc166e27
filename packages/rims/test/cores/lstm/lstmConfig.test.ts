import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveLstmConfig } from '../../../src/cores/lstm/lstmConfig.ts';

it('has the larger LSTM of the paper where nothing is said', () => {
  expect(resolveLstmConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    units: 600,
    forgetBias: 0,
  });
  const own = { inputWidth: 1, units: 1, forgetBias: -0.5 };
  expect(resolveLstmConfig(own)).toEqual(own);
});

it.each<[string, object]>([
  ['no units', { units: 0 }],
  ['half a unit', { units: 1.5 }],
  ['a bias that is no number', { forgetBias: NaN }],
  ['no input', { inputWidth: 0 }],
  ['an unknown key', { unit: 4 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveLstmConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^lstm config: /);
});
