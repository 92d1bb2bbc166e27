import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAccessError } from '../../src/index.ts';
import type { RunLock } from '../../src/node.ts';
import { lockRun } from '../../src/node.ts';
import { killNow, startChild } from './childProcess.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

async function refusal(folder: string): Promise<FileAccessError> {
  const error: unknown = await lockRun(folder).catch((reason: unknown) => reason);
  if (!(error instanceof FileAccessError)) throw new Error('expected a FileAccessError');
  return error;
}

/** Leaves the lock of a process that was killed; gives its number. */
async function leaveDeadLock(folder: string): Promise<number | undefined> {
  const child = await startChild('logForever.ts', folder);
  await killNow(child);
  return child.pid;
}

describe('lockRun', () => {
  it('makes the folder, holds it and lets go', () =>
    inTemporaryFolder(async (parent) => {
      const folder = join(parent, 'run');
      const lock = await lockRun(folder);
      expect(lock.path).toBe(join(folder, 'run.lock'));
      expect(await readdir(folder)).toEqual(['run.lock']);
      await lock.release();
      expect(await readdir(folder)).toEqual([]);
      const next = await lockRun(folder);
      // A second release of the first lock does not free the second lock.
      await lock.release();
      expect((await refusal(folder)).code).toBe('ERR_FILE_ACCESS');
      await next.release();
    }));

  it('refuses a second run in the same process', () =>
    inTemporaryFolder(async (folder) => {
      const lock = await lockRun(folder);
      const error = await refusal(folder);
      expect(error.message).toContain(
        `another run is at work in ${folder}: process ${process.pid}`,
      );
      expect(error.data['pid']).toBe(process.pid);
      await lock.release();
    }));

  it('refuses a folder that another process holds, and takes it over once that was killed', () =>
    inTemporaryFolder(async (folder) => {
      const child = await startChild('logForever.ts', folder);
      expect((await refusal(folder)).data['pid']).toBe(child.pid);
      await killNow(child);
      const lock = await lockRun(folder);
      const { pid } = JSON.parse(await readFile(lock.path, 'utf8')) as { pid: number };
      expect(pid).toBe(process.pid);
      await lock.release();
      expect(await readdir(folder)).toEqual(['events.jsonl']);
    }));

  it('lets exactly one of many take a dead lock over', () =>
    inTemporaryFolder(async (folder) => {
      await leaveDeadLock(folder);
      const dead = await readFile(join(folder, 'run.lock'), 'utf8');
      for (let round = 0; round < 20; round++) {
        await writeFile(join(folder, 'run.lock'), dead);
        const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(folder)));
        const held = tries.flatMap((one): RunLock[] =>
          one.status === 'fulfilled' ? [one.value] : [],
        );
        expect(held).toHaveLength(1);
        await held[0]?.release();
        expect(await readdir(folder)).toEqual(['events.jsonl']);
      }
    }));

  it('finishes a take-over that was itself killed half-way', () =>
    inTemporaryFolder(async (folder) => {
      await leaveDeadLock(folder);
      const path = join(folder, 'run.lock');
      const dead = await readFile(path, 'utf8');
      const { token } = JSON.parse(dead) as { token: string };
      await writeFile(`${path}.${token}`, dead.replace(token, 'claimant'));
      const lock = await lockRun(folder);
      await lock.release();
      expect(await readdir(folder)).toEqual(['events.jsonl']);
    }));

  it('does not take a number that was handed out again for the old holder', () =>
    inTemporaryFolder(async (folder) => {
      const lock = await lockRun(folder);
      const text = await readFile(lock.path, 'utf8');
      const holder = JSON.parse(text) as { began: string };
      if (holder.began === 'unknown') return lock.release();
      await writeFile(lock.path, text.replace(holder.began, '0123456789ab'));
      await (await lockRun(folder)).release();
    }));

  it('refuses a lock from another machine and says how to go on', () =>
    inTemporaryFolder(async (folder) => {
      const lock = await lockRun(folder);
      const holder = JSON.parse(await readFile(lock.path, 'utf8')) as object;
      await writeFile(lock.path, JSON.stringify({ ...holder, host: 'another-machine' }));
      const { message } = await refusal(folder);
      expect(message).toContain(`on another-machine; if that run is over, remove ${lock.path}`);
    }));

  it('refuses a lock from another machine whose process number is free on this one', () =>
    inTemporaryFolder(async (folder) => {
      const pid = await leaveDeadLock(folder);
      const path = join(folder, 'run.lock');
      const holder = JSON.parse(await readFile(path, 'utf8')) as object;
      const elsewhere = JSON.stringify({ ...holder, host: 'another-machine' });
      await writeFile(path, elsewhere);
      // Whether it runs cannot be known from here.
      expect((await refusal(folder)).data).toEqual({ path, pid, host: 'another-machine' });
      expect(await readFile(path, 'utf8')).toBe(elsewhere);
      expect((await readdir(folder)).sort()).toEqual(['events.jsonl', 'run.lock']);
    }));

  it.each([
    '',
    'x',
    '{}',
    '{"pid":-1,"host":"a","began":"b","token":"c"}',
    '{"pid":1,"host":"a","began":"b","token":"../c"}',
  ])('refuses the lock file %j and leaves it there', (content) =>
    inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'run.lock'), content);
      expect((await refusal(folder)).message).toContain('is no lock that can be read');
      expect(await readdir(folder)).toEqual(['run.lock']);
    }),
  );

  it('releases a lock that was removed by hand, and not one that another run took since', () =>
    inTemporaryFolder(async (folder) => {
      const first = await lockRun(folder);
      await rm(first.path);
      const second = await lockRun(folder);
      await first.release();
      expect(await readdir(folder)).toEqual(['run.lock']);
      await rm(second.path);
      await second.release();
    }));

  it('says what the disk refused', () =>
    inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      expect((await refusal(join(folder, 'file'))).message).toMatch(/cannot lock/);
    }));
});
