import { runCommandLine } from '../../src/commandLine.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Seconds that each form pretends to take. */
const SECONDS: Readonly<Record<string, number>> = { fast: 1, batched: 2, plain: 8 };

/** Does the benchmark with forms that pretend to run. */
async function bench(...args: readonly string[]) {
  const { world, programs, out, note } = pretendWorld(({ name }) => {
    const s = SECONDS[name] ?? NaN;
    return { peer: `<${name}>`, median_s: s, min_s: s, max_s: s, cpu_s: s, peak_mib: 300 };
  });
  const code = await runCommandLine(['rims-forms', ...args], world);
  return { code, programs, out, note };
}

describe('rimsForms', () => {
  it('runs the forms in turns and compares each with the plain one', async () => {
    const { code, programs, out } = await bench('--pairs', '2', '--threads', '1');
    expect(code).toBe(0);
    const names = Object.keys(SECONDS);
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(out.slice(0, 2)).toEqual([
      'rims-forms: 6 modules with 4 active, 600 units, 70 steps, batch 64, 1 threads',
      'round         fast    batched      plain   (seconds per pass)',
    ]);
    expect(out.filter((line) => line.includes('ratio of medians'))).toEqual([
      expect.stringContaining('fast / plain: ratio of medians 0.125'),
      expect.stringContaining('batched / plain: ratio of medians 0.250'),
    ]);
  });

  it('times chosen forms alone, without a comparison where the plain one is not among them', async () => {
    const { code, programs, out } = await bench('--forms', 'fast,batched', '--pairs', '1');
    expect(code).toBe(0);
    expect(programs).toHaveLength(2);
    expect(out.join('\n')).not.toContain('ratio');
  });

  it('refuses sizes that do not fit together and unknown forms', async () => {
    const sizes = await bench('--units', '100');
    expect(sizes.code).toBe(2);
    expect(sizes.note[0]).toContain('--units must be a multiple of --modules (6), got 100');
    const forms = await bench('--forms', 'quick');
    expect(forms.code).toBe(2);
    expect(forms.note[0]).toContain('quick');
  });
});
