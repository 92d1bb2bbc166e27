import { runCommandLine } from '../../src/commandLine.ts';
import type { Program } from '../../src/measure/program.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Ours takes 1 s and the peer 2 s. */
function report({ name }: Program) {
  const s = name === 'ours' ? 1 : 2;
  return { peer: name === 'ours' ? 'us' : 'them', median_s: s, min_s: s, max_s: s };
}

describe('expertsGan', () => {
  it('prints pairs, medians and the ratio', async () => {
    const { world, programs, out } = pretendWorld(report);
    const args = ['experts-gan', '--peer-python', '/py', '--pairs', '2', '--threads', '3'];
    expect(await runCommandLine(args, world)).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['peer', 'ours', 'peer', 'ours', 'peer']);
    expect(out).toContain('ours / peer: ratio of medians 0.500');
    expect(out.at(-1)).toBe('peer is them');
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
      pairs: [{ ours: { program: 'us', seconds: 1 }, peer: { program: 'them', seconds: 2 } }],
    });
  });
});
