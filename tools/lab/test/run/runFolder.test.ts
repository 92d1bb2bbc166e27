import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockRun } from '@causal-mechanisms/tensor-utils/node';
import { createRunFolder, runFolder, runName } from '../../src/run/runFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('createRunFolder', () => {
  it('makes a folder, and takes an empty one', async () => {
    const folder = await createRunFolder(join(root, 'a/b'));
    expect(folder.name).toBe('b');
    expect((await createRunFolder(join(root, 'a/b'))).path).toBe(join(root, 'a/b'));
  });

  it('says what is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    const failure = (path: string): Promise<unknown> => createRunFolder(join(root, path));
    await expect(failure('file')).rejects.toThrow(/file: there is a file of that name \(EEXIST\)$/);
    await expect(failure('file/below')).rejects.toThrow(/lies below a file/);
    await expect(failure('x'.repeat(300))).rejects.toThrow(/the name is too long/);
    await expect(failure('a\0b')).rejects.toThrow(/the path holds a zero byte/);
    for (const path of ['file', 'file/below', 'x'.repeat(300), 'a\0b']) {
      await expect(failure(path)).rejects.toMatchObject({ code: 'ERR_FILE_ACCESS' });
    }
  });

  it('never overwrites another run', async () => {
    await writeFile(join(root, 'result.json'), '{}');
    await expect(createRunFolder(root)).rejects.toMatchObject({ code: 'ERR_RUN_FOLDER' });
    await expect(createRunFolder(root)).rejects.toThrow('or go on with --resume');
    await expect(createRunFolder(root, { resumable: false })).rejects.toThrow(
      /choose another --out$/,
    );
  });
});

describe('runFolder', () => {
  it('reads back what it wrote', async () => {
    const folder = runFolder(root);
    const record = { recipe: 'a/b', preset: 'quick', seed: 3, config: { x: [1, null] } };
    await folder.writeJson('config.json', record);
    expect(await folder.record()).toEqual(record);
    expect(await folder.result()).toBeUndefined();
    expect(await folder.images()).toEqual({});
  });

  it('refuses a folder without a valid record', async () => {
    await expect(runFolder(root).record()).rejects.toThrow('is no run folder');
    await writeFile(join(root, 'config.json'), '{ "recipe"');
    await expect(runFolder(root).record()).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    await writeFile(join(root, 'config.json'), '{ "recipe": "a" }');
    await expect(runFolder(root).record()).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it.each(['null', '[]', '{"recipe":1}', '{"measures":[]}', '{'])(
    'refuses the result %s and such images',
    async (content) => {
      await writeFile(join(root, 'result.json'), content);
      await expect(runFolder(root).result()).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
      await writeFile(join(root, 'images.json'), content);
      await expect(runFolder(root).images()).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    },
  );

  it('belongs to one run at a time', async () => {
    const lock = await lockRun(root);
    await expect(lockRun(root)).rejects.toMatchObject({ data: { pid: process.pid } });
    await lock.release();
    await (await lockRun(root)).release();
  });
});

describe('runName', () => {
  it('is a plain folder name', () => {
    const time = Date.UTC(2026, 0, 31, 15, 45, 0);
    expect(runName(['experts-gan/main', 'quick', 'seed1'], time)).toBe(
      'experts-gan-main-quick-seed1-20260131-154500',
    );
  });
});
