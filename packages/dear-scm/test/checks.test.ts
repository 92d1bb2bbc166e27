import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkNames } from '../src/checks.ts';

describe('checks of dear-scm', () => {
  it.each<[string, () => void, Error]>([
    [
      'no names',
      () => {
        checkNames('f', 'names', []);
      },
      new ArgumentError('f: names must be a list of names, at least one'),
    ],
  ])('refuse %s', (_, check, error) => {
    expect(check).toThrow(error);
  });
});
