import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { isRunning, ownIdentity } from '../../src/node/processIdentity.ts';
import { killNow } from './childProcess.ts';

describe('ownIdentity', () => {
  it('names this process, and stays the same', async () => {
    const identity = await ownIdentity();
    expect(identity).toMatchObject({ pid: process.pid, host: hostname() });
    expect(identity.began).toMatch(process.platform === 'linux' ? /^[0-9a-f]{12}$/ : /^.+$/);
    expect(await ownIdentity()).toEqual(identity);
  });
});

describe('isRunning', () => {
  it('knows a living process, by its beginning too', async () => {
    const { pid, began } = await ownIdentity();
    expect(await isRunning(pid, began)).toBe(true);
    expect(await isRunning(pid, 'unknown')).toBe(true);
    // The number belongs to another process now, where the system tells.
    expect(await isRunning(pid, '0123456789ab')).toBe(process.platform !== 'linux');
  });

  it('knows a dead one', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect(await isRunning(pid, 'unknown')).toBe(false);
  });

  it('tells apart processes that began at different times', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      await once(child, 'spawn');
      const { began } = await ownIdentity();
      expect(await isRunning(child.pid ?? 0, 'unknown')).toBe(true);
      expect(await isRunning(child.pid ?? 0, began)).toBe(began === 'unknown');
    } finally {
      await killNow(child);
    }
    expect(await isRunning(child.pid ?? 0, 'unknown')).toBe(false);
  });

  it('counts a process of another user', async () => {
    // The first process of the machine is always there, and refuses signals of others.
    expect(await isRunning(1, 'unknown')).toBe(process.platform !== 'win32');
  });
});
