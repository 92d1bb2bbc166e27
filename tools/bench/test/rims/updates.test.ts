import { runCommandLine } from '../../src/commandLine.ts';
import type { Program } from '../../src/measure/program.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Seconds that each program pretends to take. */
const SECONDS: Readonly<Record<string, number>> = {
  'our rims': 1,
  'peer grouped': 2,
  'peer dense': 10,
  'our lstm': 3,
  'peer lstm': 4,
};

function report({ name }: Program) {
  const s = SECONDS[name] ?? NaN;
  const ours = name.startsWith('our') ? { peak_mib: 300, live_tensors: 40 } : {};
  const times = { median_s: s, min_s: s, max_s: s, cpu_s: 2 * s };
  return { peer: `<${name}>`, ...times, loss: 0.25, ...ours };
}

/** Does the benchmark, with or without torch; the question for torch is none of the programs. */
async function bench(args: readonly string[], hasTorch = true) {
  const asksForTorch = (program: Program) => program.args.includes('import torch');
  const { world, programs, out } = pretendWorld(
    report,
    (program) => !hasTorch && asksForTorch(program),
  );
  const code = await runCommandLine(['rims', ...args], world);
  return { code, out, programs: programs.filter((program) => !asksForTorch(program)) };
}

describe('rimsUpdates', () => {
  it('runs every model and its peers in turns and prints table and ratios', async () => {
    const { code, programs, out } = await bench(['--pairs', '2']);
    expect(code).toBe(0);
    const names = Object.keys(SECONDS);
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(out).toEqual([
      'rims: copying with a gap of 50, batch 64, 600 units, RIM of 6 modules with 4 active, 2 threads, ' +
        '12 updates after 3 of warm-up',
      'round         rims    grouped      dense       lstm    nn.LSTM   (seconds per update)',
      '1            1.000      2.000     10.000      3.000      4.000',
      '2            1.000      2.000     10.000      3.000      4.000',
      'median       1.000      2.000     10.000      3.000      4.000',
      'min          1.000      2.000     10.000      3.000      4.000',
      'max          1.000      2.000     10.000      3.000      4.000',
      'CPU          2.000      4.000     20.000      6.000      8.000   (median, over all threads)',
      'rims / grouped: ratio of medians 0.500; median of pairwise ratios 0.500 (min 0.500, max 0.500); ' +
        'CPU 0.500 (min 0.500, max 0.500)',
      'rims / dense: ratio of medians 0.100; median of pairwise ratios 0.100 (min 0.100, max 0.100); ' +
        'CPU 0.100 (min 0.100, max 0.100)',
      'lstm / nn.LSTM: ratio of medians 0.750; median of pairwise ratios 0.750 (min 0.750, max 0.750); ' +
        'CPU 0.750 (min 0.750, max 0.750)',
      'rims is <our rims>, loss 0.250, at most 300 MiB, 40 tensors after every update',
      'grouped is <peer grouped>, loss 0.250',
      'dense is <peer dense>, loss 0.250',
      'lstm is <our lstm>, loss 0.250, at most 300 MiB, 40 tensors after every update',
      'nn.LSTM is <peer lstm>, loss 0.250',
    ]);
  });

  it('gives all programs the same sizes and threads', async () => {
    const sizes = ['--units', '12', '--modules', '3', '--active', '2', '--gap', '800'];
    const rest = ['--batch', '5', '--threads', '3', '--backend', 'wasm', '--peer-python', '/py'];
    const { programs } = await bench(['--pairs', '1', ...sizes, ...rest]);
    const expected = { units: 12, modules: 3, active: 2, gap: 800, batch: 5 };
    const all = { ...expected, iterations: 12, warmup: 3, threads: 3 };
    const options = Object.entries(all).map(([name, value]) => `--${name} ${value}`);
    for (const { name, file, args, environment } of programs) {
      expect(environment).toMatchObject({ OMP_NUM_THREADS: '3' });
      if (name.startsWith('our')) {
        expect(args.at(-1)).toBe('wasm');
        expect(JSON.parse(args.at(-2) ?? '')).toEqual(all);
        expect(args.slice(-4, -2)).toEqual(['rims', name.slice(4)]);
      } else {
        expect(file).toBe('/py');
        expect(args.slice(1).join(' ')).toBe(`--form ${name.slice(5)} ${options.join(' ')}`);
      }
    }
  });

  it.each([
    [
      ['--models', 'lstm'],
      ['our lstm', 'peer lstm'],
    ],
    [
      ['--models', 'rims', '--peers', 'dense'],
      ['our rims', 'peer dense'],
    ],
  ])('runs what %j asks for', async (args, names) => {
    const { code, programs } = await bench(['--pairs', '1', ...args]);
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(names);
  });

  it('times ours alone, and says so, without torch', async () => {
    const { code, out, programs } = await bench(['--pairs', '1'], false);
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['our rims', 'our lstm']);
    expect(out).toContain('no peers, ours alone: peer: broken (see --peer-python)');
    expect(out.some((line) => line.includes('ratio'))).toBe(false);
  });

  it('prints one JSON document', async () => {
    const { out } = await bench(['--pairs', '1', '--json', '--peers', 'grouped']);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'rims',
      units: 600,
      models: ['rims', 'lstm'],
      peers: ['grouped'],
      comparisons: [
        { ours: 'rims', peer: 'grouped', comparison: { ratioOfMedians: 0.5 } },
        { ours: 'lstm', peer: 'nn.LSTM', comparison: { ratioOfMedians: 0.75 } },
      ],
      rounds: [{ rims: { seconds: 1, peakMebibytes: 300, liveTensors: 40 } }],
    });
  });
});
