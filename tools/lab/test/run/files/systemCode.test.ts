import { readFile } from 'node:fs/promises';
import { systemCode } from '../../../src/run/files/systemCode.ts';

describe('systemCode', () => {
  it('is that of an error of the operating system', async () => {
    const error: unknown = await readFile('/nowhere/at/all').catch((reason: unknown) => reason);
    expect(systemCode(error)).toBe('ENOENT');
  });

  it('is nothing for what has no code of that kind', () => {
    for (const error of [new Error('x'), null, undefined, 'ENOENT', { code: 5 }]) {
      expect(systemCode(error)).toBeUndefined();
    }
  });
});
