import { runCommandLine } from '../../src/commandLine.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Seconds that each form pretends to take. */
const SECONDS: Readonly<Record<string, number>> = {
  second: 0.004,
  first: 0.002,
  'tapes-2nd': 0.016,
  'tapes-1st': 0.01,
};

/** Does the benchmark with forms that pretend to run. */
async function bench(...args: readonly string[]) {
  const { world, programs, out, note } = pretendWorld(({ name }) => {
    const s = SECONDS[name] ?? NaN;
    return { peer: `<${name}>`, median_s: s, min_s: s, max_s: s, cpu_s: s, peak_mib: 300 };
  });
  const code = await runCommandLine(['maml', ...args], world);
  return { code, programs, out, note };
}

describe('maml', () => {
  it('runs the forms in turns and compares passes with tapes', async () => {
    const { code, programs, out } = await bench('--pairs', '2', '--threads', '1');
    expect(code).toBe(0);
    const names = Object.keys(SECONDS);
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(out[0]).toBe('maml: 25 tasks of 10 points, 1 inner steps, 1-40-40-1, 1 threads');
    expect(out[1]).toContain('(seconds per thousand meta-steps)');
    const text = out.join('\n');
    expect(text).toMatch(/^median +4.000 +2.000 +16.000 +10.000$/m);
    expect(text).toMatch(/^CPU +4.000 +2.000 +16.000 +10.000/m);
    expect(text).toContain('second / tapes-2nd: ratio of medians 0.250');
    expect(text).toContain('first / tapes-1st: ratio of medians 0.200');
    expect(text).toContain('second / first: ratio of medians 2.000');
    expect(text).toContain('second is <second>, at most 300 MiB');
  });

  it('compares only what was timed, and prints one JSON document', async () => {
    const { out } = await bench('--pairs', '1', '--json', '--forms', 'second,first');
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'maml',
      tasks: 25,
      forms: ['second', 'first'],
      comparisons: [{ form: 'second', reference: 'first', comparison: { ratioOfMedians: 2 } }],
      rounds: [{ second: { seconds: 4 }, first: { seconds: 2 } }],
    });
  });

  it('refuses unknown forms', async () => {
    const { code, note } = await bench('--forms', 'third');
    expect(code).toBe(2);
    expect(note[0]).toContain('third');
  });
});
