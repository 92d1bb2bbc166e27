import { runCommandLine } from '../../../src/commandLine.ts';
import type { Program } from '../../../src/measure/program.ts';
import { pretendWorld } from '../../support/pretendWorld.ts';

/** Seconds that each program pretends to take. */
const SECONDS: Readonly<Record<string, number>> = {
  'our rmc': 1,
  'peer rmc': 4,
  'our entnet': 2,
  'peer entnet': 4,
  'our ntm': 3,
  'our dnc': 5,
  'our transformer': 6,
};

/** Does the benchmark, with or without torch; the question for torch is none of the programs. */
async function bench(args: readonly string[], hasTorch = true) {
  const asksForTorch = (program: Program) => program.args.includes('import torch');
  const { world, programs, out, note } = pretendWorld(
    ({ name }) => {
      const s = SECONDS[name] ?? NaN;
      return { peer: `<${name}>`, median_s: s, min_s: s, max_s: s, cpu_s: s };
    },
    (program) => !hasTorch && asksForTorch(program),
  );
  const code = await runCommandLine(['rims-baselines', ...args], world);
  return { code, out, note, programs: programs.filter((program) => !asksForTorch(program)) };
}

describe('rimsBaselines', () => {
  it('runs every baseline in turns, those that have peers beside them', async () => {
    const { code, programs, out } = await bench(['--pairs', '2', '--threads', '1']);
    expect(code).toBe(0);
    const names = Object.keys(SECONDS);
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(out[0]).toBe(
      'rims-baselines: 26 steps, batch 64, 1 threads, 12 updates after 3 of warm-up',
    );
    const ratios = out.filter((line) => line.includes('ratio'));
    expect(ratios).toHaveLength(2);
    expect(ratios[0]).toContain('rmc / rmc, torch: ratio of medians 0.250');
    expect(ratios[1]).toContain('entnet / entnet, torch: ratio of medians 0.500');
    expect(out.at(-1)).toBe('transformer is <our transformer>');
  });

  it('gives all programs the same sizes and threads', async () => {
    const sizes = ['--steps', '100', '--batch', '5', '--threads', '3', '--peer-python', '/py'];
    const { programs } = await bench(['--pairs', '1', '--cores', 'entnet', ...sizes]);
    const all = { steps: 100, batch: 5, iterations: 12, warmup: 3, threads: 3 };
    const [ours, peer] = programs;
    expect(ours?.args.slice(-3, -1)).toEqual(['rims-baselines', 'entnet']);
    expect(JSON.parse(ours?.args.at(-1) ?? '')).toEqual(all);
    expect(peer?.file).toBe('/py');
    const options = Object.entries(all).map(([name, value]) => `--${name} ${value}`);
    expect(peer?.args.slice(1).join(' ')).toBe(`--core entnet ${options.join(' ')}`);
  });

  it('times ours alone, and says so, without torch', async () => {
    const { out, programs } = await bench(['--pairs', '1', '--cores', 'rmc,ntm'], false);
    expect(programs.map(({ name }) => name)).toEqual(['our rmc', 'our ntm']);
    expect(out).toContain('no peers, ours alone: peer: broken (see --peer-python)');
    expect(out.some((line) => line.includes('ratio'))).toBe(false);
  });

  it('prints one JSON document', async () => {
    const { out } = await bench(['--pairs', '1', '--json', '--cores', 'rmc']);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'rims-baselines',
      steps: 26,
      cores: ['rmc'],
      comparisons: [{ core: 'rmc', comparison: { ratioOfMedians: 0.25 } }],
      rounds: [{ rmc: { seconds: 1 }, 'rmc, torch': { seconds: 4 } }],
    });
  });

  it('refuses unknown baselines and too few steps', async () => {
    expect((await bench(['--cores', 'gru'])).code).toBe(2);
    const { code, note } = await bench(['--steps', '6']);
    expect(code).toBe(2);
    expect(note[0]).toContain('--steps');
  });
});
