import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { workerScratch } from '../../src/queue/workerScratch.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-scratch-'));
});
afterEach(() => rm(root, { recursive: true }));

/** The folder of another worker: what its lock says, otherwise as this process writes it. */
async function left(name: string, changes: object): Promise<string> {
  const own = await workerScratch(root);
  const lock = JSON.parse(await readFile(join(own.path, 'run.lock'), 'utf8')) as object;
  await own.remove();
  const folder = join(root, name);
  await mkdir(join(folder, 'study-seed1/run'), { recursive: true });
  await writeFile(join(folder, 'run.lock'), JSON.stringify({ ...lock, ...changes }));
  return name;
}

describe('workerScratch', () => {
  it('makes a folder and removes it', async () => {
    const scratch = await workerScratch(root);
    expect(await readdir(root)).toEqual([basename(scratch.path)]);
    await writeFile(join(scratch.path, 'file'), '');
    await scratch.remove();
    expect(await readdir(root)).toEqual([]);
  });

  it('removes what workers left that are gone, and nothing else', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await left('causal-mechanisms-worker-dead00', { pid: gone, began: 'long ago' });
    const kept = [
      await left('causal-mechanisms-worker-alive0', {}),
      await left('causal-mechanisms-worker-other0', { pid: gone, host: 'elsewhere' }),
      await left('somebody-elses-folder', { pid: gone }),
    ];
    await mkdir(join(root, 'causal-mechanisms-worker-begins'));
    await writeFile(join(root, 'causal-mechanisms-worker-file00'), '');
    const scratch = await workerScratch(root);
    expect((await readdir(root)).sort()).toEqual(
      [
        ...kept,
        'causal-mechanisms-worker-begins',
        'causal-mechanisms-worker-file00',
        basename(scratch.path),
      ].sort(),
    );
  });
});
