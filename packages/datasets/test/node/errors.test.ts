import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { DownloadError, MissingDependencyError } from '../../src/node/errors.ts';

describe.each([
  [DownloadError, 'DownloadError', 'ERR_DOWNLOAD'],
  [MissingDependencyError, 'MissingDependencyError', 'ERR_MISSING_DEPENDENCY'],
] as const)('%p', (Kind, name, code) => {
  it('is a typed error with its own name and code, facts and cause', () => {
    const cause = new Error('below');
    const error = new Kind('what happened', { data: { url: 'x' }, cause });
    expect(error).toBeInstanceOf(CausalMechanismsError);
    expect(error).toMatchObject({
      name,
      code,
      message: 'what happened',
      data: { url: 'x' },
      cause,
    });
  });

  it('needs no more than a message', () => {
    expect(new Kind('alone')).toMatchObject({ message: 'alone', code });
  });
});
