import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBif } from '../../src/node/readBif.ts';
import { failure, inTempFolder } from '../testFiles.ts';

const RAIN = `network unknown {}
variable rain { type discrete [ 2 ] { yes, no }; }
probability ( rain ) { table 0.2, 0.8; }
`;

describe('readBif', () => {
  it('reads a file and names it in messages', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'rain.bif');
      await writeFile(path, RAIN);
      expect((await readBif(path)).names).toEqual(['rain']);
      await writeFile(path, RAIN.replace('0.8', '0.7'));
      await expect(readBif(path)).rejects.toEqual(
        failure('ERR_FILE_FORMAT', `rain.bif:3:24: .*sum`),
      );
    });
  });

  it('refuses what is no text, what is absurdly large and what is not there', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'rain.bif');
      await writeFile(path, Uint8Array.of(0xff, 0xfe, 0xff));
      await expect(readBif(path)).rejects.toEqual(failure('ERR_FILE_FORMAT', 'UTF-8'));
      const file = await open(path, 'w');
      await file.truncate(2 ** 34);
      await file.close();
      await expect(readBif(path)).rejects.toEqual(failure('ERR_FILE_FORMAT', '17179869184 bytes'));
      await expect(readBif(join(dir, 'none.bif'))).rejects.toEqual(
        failure('ERR_FILE_ACCESS', 'none.bif'),
      );
    });
  });
});
