import { runCommandLine } from '../../src/commandLine.ts';
import type { Program } from '../../src/measure/program.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Seconds that each program pretends to take. */
const SECONDS: Readonly<Record<string, number>> = {
  'our small': 1,
  'peer small': 2,
  'our medium': 3,
  'peer medium': 4,
};

function report({ name }: Program) {
  const s = SECONDS[name] ?? NaN;
  const times = { median_s: s, min_s: s, max_s: s, cpu_s: 2 * s };
  const parts = { discriminator_s: s / 2, encoder_s: s / 4, generator_s: s / 4 };
  const ours = name.startsWith('our') ? { peak_mib: 300, live_tensors: 40 } : {};
  return { peer: `<${name}>`, ...times, ...parts, loss: 1.25, ...ours };
}

/** Does the benchmark, with or without torch; the question for torch is none of the programs. */
async function bench(args: readonly string[], hasTorch = true) {
  const asksForTorch = (program: Program) => program.args.includes('import torch');
  const { world, programs, out, note } = pretendWorld(
    report,
    (program) => !hasTorch && asksForTorch(program),
  );
  const code = await runCommandLine(['dear-scm', ...args], world);
  return { code, out, note, programs: programs.filter((program) => !asksForTorch(program)) };
}

describe('dearIterations', () => {
  it('runs every preset and its peer in turns and prints table, ratios and parts', async () => {
    const { code, programs, out } = await bench(['--pairs', '2']);
    expect(code).toBe(0);
    const names = Object.keys(SECONDS);
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(out).toEqual([
      'dear-scm: small 32x32x3 with 32 channels, medium 64x64x3 with 32 channels; batch 64, 2 threads, ' +
        '12 iterations after 3 of warm-up',
      'round           small   torch small        medium  torch medium   (seconds per iteration)',
      '1               1.000         2.000         3.000         4.000',
      '2               1.000         2.000         3.000         4.000',
      'median          1.000         2.000         3.000         4.000',
      'min             1.000         2.000         3.000         4.000',
      'max             1.000         2.000         3.000         4.000',
      'CPU             2.000         4.000         6.000         8.000   (median, over all threads)',
      'small / torch small: ratio of medians 0.500; median of pairwise ratios 0.500 (min 0.500, max 0.500); ' +
        'CPU 0.500 (min 0.500, max 0.500)',
      'small, update of D: 0.5000 s, torch small 1.0000 s: ratio 0.500',
      'small, update of E: 0.2500 s, torch small 0.5000 s: ratio 0.500',
      'small, update of G, f and A: 0.2500 s, torch small 0.5000 s: ratio 0.500',
      'medium / torch medium: ratio of medians 0.750; median of pairwise ratios 0.750 (min 0.750, max 0.750); ' +
        'CPU 0.750 (min 0.750, max 0.750)',
      'medium, update of D: 1.5000 s, torch medium 2.0000 s: ratio 0.750',
      'medium, update of E: 0.7500 s, torch medium 1.0000 s: ratio 0.750',
      'medium, update of G, f and A: 0.7500 s, torch medium 1.0000 s: ratio 0.750',
      'small is <our small>, loss 1.250, at most 300 MiB, 40 tensors after every update',
      'torch small is <peer small>, loss 1.250',
      'medium is <our medium>, loss 1.250, at most 300 MiB, 40 tensors after every update',
      'torch medium is <peer medium>, loss 1.250',
    ]);
  });

  it('gives both programs the same sizes and threads', async () => {
    const sizes = ['--batch', '16', '--threads', '3', '--backend', 'wasm', '--peer-python', '/py'];
    const { programs } = await bench(['--pairs', '1', '--presets', 'medium', ...sizes]);
    const [ours, peer, ...others] = programs;
    expect(others).toEqual([]);
    expect(ours?.args.slice(-4)).toEqual([
      'dear-scm',
      'medium',
      JSON.stringify({ batch: 16, iterations: 12, warmup: 3, threads: 3 }),
      'wasm',
    ]);
    expect(peer?.file).toBe('/py');
    expect(peer?.args.slice(1).join(' ')).toBe(
      '--image 64 --width 32 --batch 16 --latents 6 --factors 4 --iterations 12 --warmup 3 --threads 3',
    );
    for (const program of [ours, peer]) {
      expect(program?.environment).toMatchObject({ OMP_NUM_THREADS: '3' });
    }
  });

  it('times ours alone, and says so, without torch', async () => {
    const { code, out, programs } = await bench(['--pairs', '1', '--presets', 'small'], false);
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['our small']);
    expect(out).toContain('no peers, ours alone: peer: broken (see --peer-python)');
    expect(out).toContain('small, update of D: 0.5000 s');
    expect(out.some((line) => line.includes('ratio of'))).toBe(false);
  });

  it('prints one JSON document', async () => {
    const { out } = await bench(['--pairs', '1', '--json', '--presets', 'small']);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'dear-scm',
      batch: 64,
      presets: ['small'],
      comparisons: [{ preset: 'small', comparison: { ratioOfMedians: 0.5 } }],
      rounds: [{ small: { seconds: 1, peakMebibytes: 300, discriminatorSeconds: 0.5 } }],
    });
    const alone = await bench(['--pairs', '1', '--json', '--presets', 'small'], false);
    expect(JSON.parse(alone.out[0] ?? '')).toMatchObject({ peerMissing: 'peer: broken' });
  });

  it('refuses an unknown preset', async () => {
    const { code, note } = await bench(['--presets', 'mediun']);
    expect(code).toBe(2);
    expect(note[0]).toContain('did you mean "medium"');
  });
});
