import { measureGraphs } from '../../src/meta-transfer/measureGraphs.ts';

describe('measureGraphs', () => {
  it('times searches', async () => {
    const { times, extras } = await measureGraphs(4, {
      categories: 3,
      samples: 3000,
      'per-target': 300,
      restarts: 2,
      warmup: 1,
      iterations: 2,
      threads: 1,
    });
    expect(times.seconds).toHaveLength(2);
    expect(times.seconds.every((seconds) => seconds > 0)).toBe(true);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    expect(extras['peak_mib']).toBeGreaterThan(50);
  });
});
