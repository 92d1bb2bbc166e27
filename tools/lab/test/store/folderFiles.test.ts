import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  copyRunFolder,
  describeFiles,
  digestFile,
  filesSchema,
} from '../../src/store/folderFiles.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-files-'));
  await mkdir(join(root, 'run/checkpoints/step-1'), { recursive: true });
  await mkdir(join(root, 'run/checkpoints/.tmp-2'), { recursive: true });
  await writeFile(join(root, 'run/config.json'), '{}');
  await writeFile(join(root, 'run/run.lock'), 'mine');
  await writeFile(join(root, 'run/.tmp-9'), 'half');
  await writeFile(join(root, 'run/checkpoints/step-1/weights.bin'), 'abc');
  await writeFile(join(root, 'run/checkpoints/.tmp-2/weights.bin'), 'ha');
});
afterEach(() => rm(root, { recursive: true }));

const ABC = createHash('sha256').update('abc').digest('hex');

describe('describeFiles', () => {
  it('has what belongs to the run, with digests', async () => {
    const files = await describeFiles(join(root, 'run'));
    expect(files.map(({ path }) => path)).toEqual([
      'checkpoints/step-1/weights.bin',
      'config.json',
    ]);
    expect(files[0]).toEqual({ path: 'checkpoints/step-1/weights.bin', size: 3, sha256: ABC });
    expect(await digestFile(join(root, 'run/.tmp-9'))).toMatchObject({ size: 4 });
  });
});

describe('copyRunFolder', () => {
  it('copies the same', async () => {
    await copyRunFolder(join(root, 'run'), join(root, 'copy'));
    expect(await describeFiles(join(root, 'copy'))).toEqual(await describeFiles(join(root, 'run')));
    expect((await readdir(join(root, 'copy'))).sort()).toEqual(['checkpoints', 'config.json']);
  });
});

describe('filesSchema', () => {
  it.each([
    '../x',
    '/etc/passwd',
    'a/../../x',
    'a//b',
    '..',
    '.',
    'a/./b',
    'a/',
    'C:\\x',
    'a\nb',
    '',
  ])('refuses the path %j', (path) => {
    expect(filesSchema.safeParse([{ path, size: 1, sha256: ABC }]).success).toBe(false);
  });

  it('takes paths of run folders, and digests alone', () => {
    for (const path of ['config.json', 'parts/rims-6-2/part.json', 'figures/a=1, b (2).svg']) {
      expect(filesSchema.safeParse([{ path, size: 1, sha256: ABC }]).success).toBe(true);
    }
    expect(filesSchema.safeParse([{ path: 'a', size: -1, sha256: ABC }]).success).toBe(false);
    expect(filesSchema.safeParse([{ path: 'a', size: 1, sha256: 'abc' }]).success).toBe(false);
  });
});
