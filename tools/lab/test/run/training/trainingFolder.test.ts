import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { trainingFolder } from '../../../src/run/training/trainingFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('trainingFolder', () => {
  it('says what is where', () => {
    const folder = trainingFolder('/runs/one');
    expect(folder).toMatchObject({
      path: '/runs/one',
      name: 'one',
      checkpoints: '/runs/one/checkpoints',
      model: '/runs/one/model',
      events: '/runs/one/events.jsonl',
    });
    expect(folder.file('models/far')).toBe('/runs/one/models/far');
  });

  it('writes and reads JSON, and makes the folder for it', async () => {
    const folder = trainingFolder(join(root, 'new'));
    expect(await folder.readJson('a.json', z.json())).toBeUndefined();
    await folder.writeJson('a.json', { x: [1, null] });
    expect(await folder.readJson('a.json', z.json())).toEqual({ x: [1, null] });
    expect(await readFile(folder.file('a.json'), 'utf8')).toMatch(/^\{\n {2}"x": .*\n\}\n$/s);
    await folder.writeText('a.txt', 'text');
    expect(await readFile(folder.file('a.txt'), 'utf8')).toBe('text');
    expect((await readdir(folder.path)).sort()).toEqual(['a.json', 'a.txt']);
  });

  it('says which file is no JSON', async () => {
    const folder = trainingFolder(root);
    await writeFile(folder.file('a.json'), '{"x": ');
    await expect(folder.readJson('a.json', z.json())).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
      data: { path: folder.file('a.json') },
    });
  });

  it('says what a file should hold and does not', async () => {
    const folder = trainingFolder(root);
    await writeFile(folder.file('a.json'), '{"x": "one"}');
    const failure = folder.readJson('a.json', z.object({ x: z.number() }));
    await expect(failure).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    await expect(failure).rejects.toThrow(/a\.json does not hold what it should: .*at x/s);
  });

  it('has no files where its path leads through a file, and does not wait for a pipe', async () => {
    await writeFile(join(root, 'file'), '');
    expect(await trainingFolder(join(root, 'file/below')).readJson('a.json', z.json())).toBe(
      undefined,
    );
    execFileSync('mkfifo', [join(root, 'a.json')]);
    await expect(trainingFolder(root).readJson('a.json', z.json())).rejects.toThrow(
      /a\.json is no regular file$/,
    );
  });

  it('does not take an unreadable file for a missing one', async () => {
    // A folder where a file should be.
    await expect(trainingFolder(root).readJson('.', z.json())).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
    });
  });
});
