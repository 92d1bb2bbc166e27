import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkFactorValues } from '../../src/interventions/checkFactorValues.ts';

describe('checkFactorValues', () => {
  it.each<[string, () => void, Error]>([
    [
      'values of an unknown factor',
      () => {
        checkFactorValues('f', { ligth: [1] }, ['light']);
      },
      new ArgumentError('f: values must be of light, got "ligth", did you mean "light"?'),
    ],
    [
      'an infinite value',
      () => {
        checkFactorValues('f', { light: [Infinity] }, ['light']);
      },
      new ValuesError('f: values.light must be finite numbers, got Infinity at place 0'),
    ],
  ])('refuse %s', (_, check, error) => {
    expect(check).toThrow(error);
  });
});
