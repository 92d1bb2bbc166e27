import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { PageError } from '../../src/verify/pageError.ts';

describe('PageError', () => {
  it('names page and line, for people and for programs', () => {
    const cause = new Error('why');
    const error = new PageError({ page: 'docs/a.md', line: 7 }, 'expected a day', cause);
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toBe('docs/a.md:7: expected a day');
    expect([error.code, error.data, error.place, error.cause]).toEqual([
      'ERR_FILE_FORMAT',
      { page: 'docs/a.md', line: 7 },
      { page: 'docs/a.md', line: 7 },
      cause,
    ]);
  });
});
