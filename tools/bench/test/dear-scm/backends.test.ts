import { runCommandLine } from '../../src/commandLine.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Does the benchmark with programs that pretend to run: WASM takes six times as long. */
async function bench(...args: readonly string[]) {
  const { world, programs, out } = pretendWorld(({ name }) => {
    const s = name.endsWith('wasm') ? 6 : 1;
    const times = { median_s: s, min_s: s, max_s: s, cpu_s: s, encoder_s: s / 3 };
    return { peer: `<${name}>`, ...times };
  });
  const code = await runCommandLine(['dear-scm-backends', ...args], world);
  return { code, programs, out };
}

describe('dearBackends', () => {
  it('runs WASM and the best backend in turns, and says how many times longer one takes', async () => {
    const { code, programs, out } = await bench('--pairs', '1', '--presets', 'small');
    expect(code).toBe(0);
    expect(programs.map(({ name, args }) => [name, args.at(-1) === 'wasm'])).toEqual([
      ['our small wasm', true],
      ['our small', false],
    ]);
    for (const { args } of programs) {
      expect(args.join(' ')).toContain(' dear-scm-backends small {"batch":64,');
    }
    expect(out).toEqual([
      'dear-scm-backends: batch 64, 2 threads; WASM has one in Node',
      'round    small wasm       small   (seconds per iteration)',
      '1             6.000       1.000',
      'median        6.000       1.000',
      'min           6.000       1.000',
      'max           6.000       1.000',
      'CPU           6.000       1.000   (median, over all threads)',
      'small wasm / small: ratio of medians 6.000; median of pairwise ratios 6.000 (min 6.000, max 6.000); ' +
        'CPU 6.000 (min 6.000, max 6.000)',
      'small wasm, update of E: 2.0000 s, small 0.3333 s: ratio 6.000',
      'small wasm is <our small wasm>',
      'small is <our small>',
    ]);
  });

  it('prints one JSON document', async () => {
    const { out } = await bench('--pairs', '2', '--json');
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'dear-scm-backends',
      presets: ['small', 'medium'],
      comparisons: [{ preset: 'small', comparison: { ratioOfMedians: 6 } }, { preset: 'medium' }],
      rounds: [{ 'small wasm': { seconds: 6 } }, { medium: { seconds: 1 } }],
    });
  });
});
