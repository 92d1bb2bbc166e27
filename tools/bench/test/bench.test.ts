import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const bench = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));
const MINIATURE = ['--experts', '2', '--filters', '2', '--batch', '4', '--warmup', '1'];

/** Runs the real command where no python3 is to be found. */
const start = (...args: string[]) =>
  promisify(execFile)(process.execPath, [bench, ...args], {
    env: { ...process.env, PATH: '/nonexistent' },
  });

describe('bin/bench.mjs', () => {
  it('times a miniature on WASM without a peer', async () => {
    const { stdout, stderr } = await start(
      'experts-gan',
      ...MINIATURE,
      ...['--iterations', '2', '--pairs', '1', '--backend', 'wasm', '--json'],
    );
    expect(stderr).toBe('');
    const { pairs, comparison, peerMissing } = JSON.parse(stdout) as {
      pairs: { ours: { program: string; winningExperts: number; cpuSeconds: number } }[];
      comparison: { ours: { median: number } };
      peerMissing: string;
    };
    expect(pairs[0]?.ours).toMatchObject({
      program: 'causal-mechanisms on wasm',
      winningExperts: 2,
    });
    expect(pairs[0]?.ours.cpuSeconds).toBeGreaterThan(0);
    expect(comparison.ours.median).toBeGreaterThan(0);
    expect(peerMissing).toContain('cannot start python3');
  });

  it('times miniature updates on WASM without a peer, and finds no leak', async () => {
    const { stdout, stderr } = await start(
      'rims',
      ...['--units', '8', '--modules', '2', '--active', '1', '--gap', '2', '--batch', '2'],
      ...['--iterations', '2', '--warmup', '1', '--pairs', '1', '--backend', 'wasm', '--json'],
    );
    expect(stderr).toBe('');
    const { rounds, comparisons } = JSON.parse(stdout) as {
      rounds: Record<string, { loss: number; liveTensors: number; peakMebibytes: number }>[];
      comparisons: unknown[];
    };
    for (const model of ['rims', 'lstm']) {
      const timing = rounds[0]?.[model];
      expect(timing).toMatchObject({ program: 'causal-mechanisms on wasm' });
      expect(timing?.loss).toBeCloseTo(Math.log(20), 0);
      expect(timing?.liveTensors).toBeGreaterThan(0);
      expect(timing?.peakMebibytes).toBeGreaterThan(50);
    }
    expect(comparisons).toEqual([]);
  });

  it('ends with 1 and the reason when the named Python is not there', async () => {
    await expect(start('experts-gan', '--peer-python', '/no/python')).rejects.toMatchObject({
      code: 1,
      stdout: expect.not.stringContaining('ours') as string,
      stderr: expect.stringMatching(
        /^bench: --peer-python \/no\/python cannot be used: /,
      ) as string,
    });
  });

  it('ends with 2 for a name that it does not know', async () => {
    await expect(start('experts')).rejects.toMatchObject({ code: 2 });
  });
});
