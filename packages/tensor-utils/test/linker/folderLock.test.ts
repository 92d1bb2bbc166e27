import { spawn } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isStaleLock, withLock } from '../../linker/folderLock.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const script = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { setTimeout as delay } from 'node:timers/promises';
  const [module, lock, counter] = process.argv.slice(1);
  const { withLock } = await import(module);
  for (let i = 0; i < 10; i += 1) {
    await withLock(lock, async () => {
      const count = Number(readFileSync(counter, 'utf8'));
      await delay(5);
      writeFileSync(counter, String(count + 1));
    }, { pollMs: 2 });
  }
`;

const deadProcess = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', '']);
    child.on('exit', () => {
      resolve(child.pid ?? 0);
    });
  });

describe('withLock', () => {
  const folder = temporaryFolder();
  const lock = (): string => join(folder(), 'locks', 'a.lock');

  it('lets one process at a time work', async () => {
    const counter = join(folder(), 'counter');
    writeFileSync(counter, '0');
    const module = new URL('../../linker/folderLock.mjs', import.meta.url).href;
    const run = (): Promise<number | null> =>
      new Promise((resolve) => {
        const args = ['--input-type=module', '-e', script, module, lock(), counter];
        spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', resolve);
      });
    expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
    // Each of the 30 increments reads, pauses and writes: any overlap would lose some.
    expect(readFileSync(counter, 'utf8')).toBe('30');
    expect(existsSync(lock())).toBe(false);
  });

  it('lets go when the task fails', async () => {
    const failing = withLock(lock(), () => Promise.reject(new Error('task failed')));
    await expect(failing).rejects.toThrow('task failed');
    expect(await withLock(lock(), () => Promise.resolve(7))).toBe(7);
  });

  it('takes over from a process that has ended', async () => {
    await withLock(lock(), () => Promise.resolve());
    writeFileSync(lock(), JSON.stringify({ pid: await deadProcess(), host: hostname() }));
    expect(await withLock(lock(), () => Promise.resolve('mine'), { waitMs: 0 })).toBe('mine');
  });

  it('waits for a living process, says so once, and gives up in time', async () => {
    await withLock(lock(), () => Promise.resolve());
    writeFileSync(lock(), JSON.stringify({ pid: process.pid, host: hostname() }));
    const said: string[] = [];
    const attempt = withLock(lock(), () => Promise.resolve(), {
      waitMs: 50,
      pollMs: 5,
      onWait: (file) => said.push(file),
    });
    await expect(attempt).rejects.toMatchObject({ code: 'ERR_NATIVE_LOCK' });
    expect(said).toEqual([lock()]);
    expect(existsSync(lock())).toBe(true);
  });
});

describe('isStaleLock', () => {
  const folder = temporaryFolder();

  it('judges holders on other machines by age alone', () => {
    const file = join(folder(), 'a.lock');
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'another-machine' }));
    expect(isStaleLock(file, 60_000)).toBe(false);
    utimesSync(file, new Date(0), new Date(0));
    expect(isStaleLock(file, 60_000)).toBe(true);
  });

  it('calls a missing or half-written one not stale', () => {
    const file = join(folder(), 'a.lock');
    expect(isStaleLock(file, 60_000)).toBe(false);
    writeFileSync(file, '');
    expect(isStaleLock(file, 60_000)).toBe(false);
  });
});
