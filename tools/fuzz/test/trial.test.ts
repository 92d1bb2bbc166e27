import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { runTrial } from '../src/trial.ts';

describe('runTrial', () => {
  async function outcomeOf(open: (folder: string) => Promise<void>) {
    const folder = await mkdtemp(join(tmpdir(), 'trial-'));
    try {
      const target = { files: { 'a/b': new Uint8Array(50), c: new Uint8Array(7) }, open };
      return await runTrial(target, folder, { kind: 'idx', number: 3, seed: 1 });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('tells typed errors from others', async () => {
    expect(await outcomeOf(() => Promise.resolve())).toMatchObject({ outcome: 'read', number: 3 });
    const refused = await outcomeOf(() => Promise.reject(new ArgumentError('no')));
    expect(refused.outcome).toBe('refused');
    expect(refused.message).toContain('no');
    const untyped = await outcomeOf(() => Promise.reject(new TypeError('x is not a function')));
    expect(untyped.outcome).toBe('untyped');
    expect(untyped.message).toContain('x is not a function');
  });

  it('writes all files, and counts memory and bytes', async () => {
    let held = 0;
    const { fileBytes, memoryBytes } = await outcomeOf(async (folder) => {
      const sizes = await Promise.all(['a/b', 'c'].map((name) => readFile(join(folder, name))));
      held = sizes.reduce((sum, { length }) => sum + length, 0);
      Buffer.alloc(2 ** 26, 1);
    });
    expect(fileBytes).toBe(held);
    expect(memoryBytes).toBeGreaterThan(2 ** 25);
  });

  it('counts the time of the processor, and what passes apart from it', async () => {
    const slept = await outcomeOf(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(slept.waited).toBeGreaterThan(290);
    expect(slept.milliseconds).toBeLessThan(250);
    const busy = await outcomeOf(() => {
      const start = process.cpuUsage();
      while (process.cpuUsage(start).user < 50_000);
      return Promise.resolve();
    });
    expect(busy.milliseconds).toBeGreaterThan(49);
  });
});
