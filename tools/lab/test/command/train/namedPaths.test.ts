import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectThere } from '../../../src/command/train/namedPaths.ts';

let dir: string;
let file: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'named-'));
  file = join(dir, 'l.csv');
  await writeFile(file, '');
});
afterAll(() => rm(dir, { recursive: true }));

describe('expectThere', () => {
  it('lets pass what is there', async () => {
    await expectThere('--images', dir, 'folder');
    await expectThere('--labels', file, 'file');
  });

  it('names the option and what is wrong', async () => {
    const nowhere = join(dir, 'nowhere');
    await expect(expectThere('--images', nowhere, 'folder')).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
      message: `train: --images ${nowhere}: there is no such file or folder (ENOENT)`,
    });
    await expect(expectThere('--images', file, 'folder')).rejects.toThrow(
      `train: --images ${file}: it is no folder`,
    );
    await expect(expectThere('--labels', dir, 'file')).rejects.toThrow(
      `train: --labels ${dir}: it is a folder, not a file`,
    );
  });
});
