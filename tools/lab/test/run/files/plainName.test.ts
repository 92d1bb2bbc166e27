import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { expectPlainName, plainName } from '../../../src/run/files/plainName.ts';

describe('a plain name', () => {
  it.each(['seed1', 'rims-6-2', 'a.b_c', 'x'.repeat(200)])('may be %s', (name) => {
    expect(plainName.safeParse(name).success).toBe(true);
    expect(() => expectPlainName('part', name)).not.toThrow();
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '.hidden',
    '-x',
    'a b',
    'é',
    'a\0',
    'x'.repeat(201),
  ])('may not be %j', (name) => {
    expect(plainName.safeParse(name).success).toBe(false);
    expect(() => expectPlainName('part', name)).toThrow(ArgumentError);
    expect(() => expectPlainName('part', name)).toThrow(/^part: expected a name of letters/);
  });
});
