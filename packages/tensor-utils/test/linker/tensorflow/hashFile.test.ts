import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile } from '../../../linker/tensorflow/hashFile.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('hashFile', () => {
  const folder = temporaryFolder();

  it.each([
    // SHA-256 of "abc" and of one million times "a", from FIPS 180-2.
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('writes the hash of a file as wheels do', async (content, hex) => {
    const file = join(folder(), 'file');
    writeFileSync(file, content);
    expect(await hashFile(file)).toBe(Buffer.from(hex, 'hex').toString('base64url'));
  });

  it('rejects when there is no file', async () => {
    await expect(hashFile(join(folder(), 'absent'))).rejects.toThrow('ENOENT');
  });
});
