import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkMethods, checkNames } from '../src/checks.ts';

describe('checks of dear-scm', () => {
  it.each<[string, () => void, Error]>([
    [
      'a method that is none',
      () => {
        checkMethods('f', 'model', { go: 7 } as unknown as { go(): void }, ['go']);
      },
      new ArgumentError('f: model.go must be a function, got 7'),
    ],
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
