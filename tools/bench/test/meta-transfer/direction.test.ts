import { runCommandLine } from '../../src/commandLine.ts';
import type { Program } from '../../src/measure/program.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Seconds per gamma step that each program pretends to take. */
const SECONDS: Readonly<Record<string, number>> = { ours: 5e-6, PyTorch: 2e-5 };

function report({ name }: Program) {
  const s = SECONDS[name] ?? NaN;
  const cpu = name === 'ours' ? { cpu_s: s } : {};
  return { peer: `<${name}>`, median_s: s, min_s: s, max_s: s, ...cpu, belief: 0.99 };
}

/** Does the benchmark, with or without torch; the question for torch is none of the programs. */
async function bench(args: readonly string[], hasTorch = true) {
  const asksForTorch = (program: Program) => program.args.includes('import torch');
  const { world, programs, out } = pretendWorld(
    report,
    (program) => !hasTorch && asksForTorch(program),
  );
  const code = await runCommandLine(['meta-transfer', ...args], world);
  return { code, out, programs: programs.filter((program) => !asksForTorch(program)) };
}

describe('metaTransferDirection', () => {
  it('runs ours and the peer in turns and prints table and ratio', async () => {
    const { code, programs, out } = await bench(['--pairs', '2']);
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['ours', 'PyTorch', 'ours', 'PyTorch']);
    expect(out[0]).toBe(
      'meta-transfer: 10 categories, 200 episodes at once, 2 mini-batches of 10, 2 threads',
    );
    expect(out[1]).toContain('seconds per 1000 gamma steps');
    expect(out[2]).toContain('0.005');
    expect(out.join('\n')).toContain('ours / PyTorch: ratio of medians 0.250');
  });

  it('gives both programs the same sizes', async () => {
    const sizes = ['--categories', '100', '--episodes', '50', '--batch', '5', '--steps', '3'];
    const rest = ['--threads', '1', '--peer-python', '/py'];
    const { programs } = await bench(['--pairs', '1', ...sizes, ...rest]);
    const all = {
      categories: 100,
      episodes: 50,
      batch: 5,
      steps: 3,
      iterations: 12,
      warmup: 3,
      threads: 1,
    };
    const [ours, peer] = programs;
    expect(JSON.parse(ours?.args.at(-1) ?? '')).toEqual(all);
    expect(peer?.file).toBe('/py');
    const options = Object.entries(all).map(([name, value]) => `--${name} ${value}`);
    expect(peer?.args.slice(1).join(' ')).toBe(options.join(' '));
    expect(peer?.args[0]).toContain('meta_transfer_torch.py');
  });

  it('times ours alone where there is no torch', async () => {
    const { code, programs, out } = await bench(['--pairs', '1'], false);
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['ours']);
    expect(out[1]).toContain('no peer, ours alone');
    expect(out.join('\n')).not.toContain('ratio');
  });

  it('prints one JSON document', async () => {
    const { out } = await bench(['--pairs', '2', '--json']);
    expect(out).toHaveLength(1);
    const found = JSON.parse(out[0] ?? '') as { comparison: { ratioOfMedians: number } };
    expect(found).toMatchObject({ benchmark: 'meta-transfer', categories: 10 });
    expect(found.comparison.ratioOfMedians).toBeCloseTo(0.25, 10);
    const alone = JSON.parse((await bench(['--json'], false)).out[0] ?? '') as object;
    expect(alone).toMatchObject({ peerMissing: 'peer: broken' });
  });
});
