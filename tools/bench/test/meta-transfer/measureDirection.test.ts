import { measureDirection } from '../../src/meta-transfer/measureDirection.ts';

describe('measureDirection', () => {
  it('times episodes, and comes to believe in the truth', async () => {
    const sizes = { categories: 10, episodes: 100, batch: 10, steps: 2, threads: 1 };
    const { times, extras } = await measureDirection({ ...sizes, iterations: 9, warmup: 1 });
    expect(times.seconds).toHaveLength(9);
    expect(Math.min(...times.seconds)).toBeGreaterThan(0);
    expect(Math.max(...times.seconds)).toBeLessThan(0.01);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    // A thousand episodes at the settings of the authors.
    expect(extras['belief']).toBeGreaterThan(0.98);
  });
});
