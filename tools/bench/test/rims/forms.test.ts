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
    expect(out).toEqual([
      'rims-forms: 6 modules with 4 active, 600 units, 70 steps, batch 64, 1 threads',
      'round         fast    batched      plain   (seconds per pass)',
      '1            1.000      2.000      8.000',
      '2            1.000      2.000      8.000',
      'median       1.000      2.000      8.000',
      'min          1.000      2.000      8.000',
      'max          1.000      2.000      8.000',
      'CPU          1.000      2.000      8.000   (median, over all threads)',
      'fast / plain: ratio of medians 0.125; median of pairwise ratios 0.125 (min 0.125, max 0.125); ' +
        'CPU 0.125 (min 0.125, max 0.125)',
      'batched / plain: ratio of medians 0.250; median of pairwise ratios 0.250 (min 0.250, max 0.250); ' +
        'CPU 0.250 (min 0.250, max 0.250)',
      'fast is <fast>, at most 300 MiB',
      'batched is <batched>, at most 300 MiB',
      'plain is <plain>, at most 300 MiB',
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

  it('prints one JSON document', async () => {
    const { out } = await bench('--pairs', '1', '--json', '--forms', 'plain,fast');
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'rims-forms',
      units: 600,
      forms: ['fast', 'plain'],
      comparisons: [{ form: 'fast', comparison: { ratioOfMedians: 0.125 } }],
      rounds: [{ fast: { seconds: 1 }, plain: { seconds: 8 } }],
    });
  });
});
