import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '@causal-mechanisms/command-line';
import { watchPipes } from '../../src/command/closedPipes.ts';
import { startLab } from '../spawnLab.ts';

describe('watchPipes', () => {
  it('tells of a reader that is gone, and lets other errors through', () => {
    const stream = new EventEmitter();
    let calls = 0;
    watchPipes([stream], () => calls++);
    for (const code of ['EPIPE', 'EIO']) stream.emit('error', Object.assign(new Error(), { code }));
    expect(calls).toBe(2);
    const other = Object.assign(new Error('full'), { code: 'ENOSPC' });
    expect(() => stream.emit('error', other)).toThrow('full');
    expect(calls).toBe(2);
  });

  it('lets a run save its work and let go of its folder when nobody reads it any more', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lab-pipe-'));
    try {
      const args = ['run', 'experts-gan/main', '--preset', 'quick', '--backend', 'wasm', '--out'];
      const { process: lab, outcome } = startLab([...args, 'run'], root);
      lab.stderr?.once('data', () => lab.stderr?.destroy());
      expect((await outcome).code).toBe(EXIT.interrupted);
      expect(existsSync(join(root, 'run/config.json'))).toBe(true);
      expect(existsSync(join(root, 'run/run.lock'))).toBe(false);
      expect(existsSync(join(root, 'run/result.json'))).toBe(false);
    } finally {
      await rm(root, { recursive: true });
    }
  }, 300_000);
});
