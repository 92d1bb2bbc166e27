import { runCommandLine } from '../../src/commandLine.ts';
import type { Program } from '../../src/measure/program.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Ours takes 1 s and the peer 2 s. */
function report({ name }: Program) {
  return name === 'ours'
    ? { peer: 'us on wasm', median_s: 1, min_s: 1, max_s: 1, winning_experts: 9.5 }
    : { peer: 'them', median_s: 2, min_s: 2, max_s: 2 };
}

describe('expertsGan', () => {
  it('prints pairs, medians and the ratio', async () => {
    const { world, programs, out } = pretendWorld(report);
    const args = ['experts-gan', '--peer-python', '/py', '--pairs', '2', '--threads', '3'];
    expect(await runCommandLine(args, world)).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['peer', 'ours', 'peer', 'ours', 'peer']);
    expect(out).toEqual([
      'experts-gan: 10 experts of 32 filters, batch 32, 32x32x1, 3 threads, 12 iterations after 3 of warm-up',
      'pair     ours        peer        ratio   CPU ours    CPU peer   (seconds per iteration)',
      '1       1.000       2.000        0.500          -           -',
      '2       1.000       2.000        0.500          -           -',
      'ours: median 1.000 (min 1.000, max 1.000) s per iteration',
      'peer: median 2.000 (min 2.000, max 2.000) s per iteration',
      'ours / peer: ratio of medians 0.500',
      'ours / peer: median of pairwise ratios 0.500 (min 0.500, max 0.500)',
      'ours is us on wasm; 9.5 experts won images per iteration',
      'WASM has one thread in Node',
      'peer is them',
    ]);
  });

  it('gives both programs the same sizes and threads', async () => {
    const { world, programs } = pretendWorld(report);
    const args = ['experts-gan', '--peer-python', '/py', '--pairs', '1', '--peer', 'my.py'];
    await runCommandLine([...args, '--threads', '3', '--experts', '4'], world);
    const [, ours, peer] = programs;
    expect(ours?.environment).toMatchObject({ TF_NUM_INTRAOP_THREADS: '3', OMP_NUM_THREADS: '3' });
    expect(peer?.environment).toEqual({ OMP_NUM_THREADS: '3' });
    expect(JSON.parse(ours?.args.at(-1) ?? '')).toEqual({
      experts: 4,
      filters: 32,
      batch: 32,
      iterations: 12,
      warmup: 3,
      threads: 3,
    });
    expect(peer?.file).toBe('/py');
    expect(peer?.args.join(' ')).toBe(
      'my.py --experts 4 --filters 32 --batch 32 --iterations 12 --warmup 3 --threads 3 --channels-last',
    );
  });

  it.each([
    ['python3', []],
    ['a named Python', ['--peer-python', '/py']],
  ])('times ours alone, and says so, when %s has no torch', async (_which, named) => {
    const { world, out, programs } = pretendWorld(report, ({ args }) =>
      args.includes('import torch'),
    );
    expect(await runCommandLine(['experts-gan', '--pairs', '1', ...named], world)).toBe(0);
    expect(out).toContain('no peer, ours alone: peer: broken (see --peer-python)');
    expect(out.some((line) => line.startsWith('ours: median 1.000'))).toBe(true);
    expect(programs.filter(({ name }) => name === 'ours')).toHaveLength(1);
    expect(out.some((line) => line.startsWith('peer is'))).toBe(false);
  });

  it('prints one JSON document', async () => {
    const { world, out } = pretendWorld(report);
    await runCommandLine(['experts-gan', '--pairs', '1', '--json'], world);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'experts-gan',
      experts: 10,
      comparison: { ratioOfMedians: 0.5 },
      pairs: [
        { ours: { program: 'us on wasm', seconds: 1 }, peer: { program: 'them', seconds: 2 } },
      ],
    });
  });
});
