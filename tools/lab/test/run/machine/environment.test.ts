import { startBackend } from '../../../src/run/machine/environment.ts';

/** Starts a backend, with what it says. */
async function start(backend: string) {
  const notes: string[] = [];
  const terminal = { out: () => undefined, note: (line: string) => notes.push(line) };
  const world = { environment: {}, terminal, now: () => Date.UTC(2026, 0, 31, 15, 45) };
  return { ...(await startBackend(world, backend)), notes };
}

describe('startBackend', () => {
  it('describes what computes the run', async () => {
    const { report, environment, notes } = await start('cpu');
    expect(report.rung).toBe('cpu');
    expect(environment).toMatchObject({
      backend: 'cpu',
      usesGpu: false,
      backendReason: report.reason,
      platform: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      started: '2026-01-31T15:45:00.000Z',
    });
    expect(Object.keys(environment.versions)).toEqual(
      expect.arrayContaining(['tensor-utils', 'datasets', 'metrics', 'experts-gan', 'rims']),
    );
    for (const version of Object.values(environment.versions)) expect(version).toMatch(/^\d+\./);
    expect(environment.cores).toBeGreaterThan(0);
    expect(environment.memoryGiB).toBeGreaterThan(0);
    // A backend that is not the native one is explained.
    expect(notes).toEqual([`backend: cpu (${report.reason})`]);
  });

  it('refuses an unknown one and suggests the nearest', async () => {
    await expect(start('wsm')).rejects.toThrow('wasm');
  });
});
