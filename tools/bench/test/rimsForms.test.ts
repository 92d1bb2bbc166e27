import type { Program } from '../src/childProcess.ts';
import { runCommandLine } from '../src/commandLine.ts';

/** Seconds that each form pretends to take. */
const SECONDS: Readonly<Record<string, number>> = { fast: 1, batched: 2, plain: 8 };

function pretendWorld() {
  const programs: Program[] = [];
  const out: string[] = [];
  const note: string[] = [];
  const run = (program: Program): Promise<string> => {
    programs.push(program);
    const s = SECONDS[program.name] ?? NaN;
    const times = { median_s: s, min_s: s, max_s: s, cpu_s: s };
    return Promise.resolve(JSON.stringify({ peer: `<${program.name}>`, ...times, peak_mib: 300 }));
  };
  const world = {
    out: (line: string) => void out.push(line),
    note: (line: string) => void note.push(line),
    run,
  };
  return { world, programs, out, note };
}

describe('bench rims-forms', () => {
  it('runs the forms in turns and compares each with the plain one', async () => {
    const { world, programs, out } = pretendWorld();
    expect(await runCommandLine(['rims-forms', '--pairs', '2', '--threads', '1'], world)).toBe(0);
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
    const { world, programs, out } = pretendWorld();
    const args = ['rims-forms', '--forms', 'fast,batched', '--pairs', '1'];
    expect(await runCommandLine(args, world)).toBe(0);
    expect(programs).toHaveLength(2);
    expect(out.join('\n')).not.toContain('ratio');
  });

  it('refuses sizes that do not fit together and unknown forms', async () => {
    const { world, note } = pretendWorld();
    expect(await runCommandLine(['rims-forms', '--units', '100'], world)).toBe(2);
    expect(await runCommandLine(['rims-forms', '--forms', 'quick'], world)).toBe(2);
    expect(note[0]).toContain('--units must be a multiple of --modules (6), got 100');
    expect(note[1]).toContain('quick');
  });
});
