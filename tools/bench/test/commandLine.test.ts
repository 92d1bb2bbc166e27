import { BenchError } from '../src/benchError.ts';
import type { Program } from '../src/childProcess.ts';
import { runCommandLine } from '../src/commandLine.ts';

const report = (name: string, seconds: number) =>
  `${JSON.stringify({ peer: name, median_s: seconds, min_s: seconds, max_s: seconds })}\n`;

/** A world in which ours takes 1 s and the peer 2 s; keeps what was run and printed. */
function pretendWorld(fails: (program: Program) => boolean = () => false) {
  const programs: Program[] = [];
  const out: string[] = [];
  const note: string[] = [];
  const run = (program: Program): Promise<string> => {
    programs.push(program);
    if (fails(program)) return Promise.reject(new BenchError(`${program.name}: broken`));
    return Promise.resolve(program.name === 'ours' ? report('us', 1) : report('them', 2));
  };
  const world = {
    out: (line: string) => void out.push(line),
    note: (line: string) => void note.push(line),
    run,
  };
  return { world, programs, out, note };
}

describe('runCommandLine', () => {
  it('prints pairs, medians and the ratio', async () => {
    const { world, programs, out } = pretendWorld();
    const args = ['experts-gan', '--peer-python', '/py', '--pairs', '2', '--threads', '3'];
    expect(await runCommandLine(args, world)).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(['peer', 'ours', 'peer', 'ours', 'peer']);
    expect(out).toContain('ours / peer: ratio of medians 0.500');
    expect(out.at(-1)).toBe('peer is them');
  });

  it('gives both programs the same sizes and threads', async () => {
    const { world, programs } = pretendWorld();
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
    const { world, out, programs } = pretendWorld(({ args }) => args.includes('import torch'));
    expect(await runCommandLine(['experts-gan', '--pairs', '1', ...named], world)).toBe(0);
    expect(out).toContain('no peer, ours alone: peer: broken (see --peer-python)');
    expect(out.some((line) => line.startsWith('ours: median 1.000'))).toBe(true);
    expect(programs.filter(({ name }) => name === 'ours')).toHaveLength(1);
    expect(out.some((line) => line.startsWith('peer is'))).toBe(false);
  });

  it('prints one JSON document', async () => {
    const { world, out } = pretendWorld();
    await runCommandLine(['experts-gan', '--pairs', '1', '--json'], world);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'experts-gan',
      experts: 10,
      comparison: { ratioOfMedians: 0.5 },
      pairs: [{ ours: { program: 'us', seconds: 1 }, peer: { program: 'them', seconds: 2 } }],
    });
  });

  it('ends with 1 when a named Python does not run or a program fails', async () => {
    const broken = pretendWorld(({ name }) => name === 'peer');
    expect(await runCommandLine(['experts-gan', '--peer-python', '/py'], broken.world)).toBe(1);
    expect(broken.note).toEqual(['bench: --peer-python /py cannot be used: peer: broken']);
    const ours = pretendWorld(({ name }) => name === 'ours');
    expect(await runCommandLine(['experts-gan'], ours.world)).toBe(1);
    expect(ours.note).toEqual(['bench: ours: broken']);
  });

  it('ends with 2 for bad usage, without running anything', async () => {
    const { world, note, programs } = pretendWorld();
    expect(await runCommandLine(['expert-gan'], world)).toBe(2);
    expect(note).toEqual([
      'bench: unknown benchmark "expert-gan", did you mean "experts-gan"?; see --help',
    ]);
    expect(programs).toEqual([]);
  });

  it('shows the usage with the options of each benchmark', async () => {
    const { world, out } = pretendWorld();
    expect(await runCommandLine([], world)).toBe(0);
    expect(out[0]).toMatch(/^usage: npm run bench -- NAME/);
    const [, shared = '', experts = '', rims = ''] = (out[0] ?? '').split('\n\n');
    expect(shared).toContain('--threads N            threads of each program (default: 2)');
    expect(experts).toMatch(/^experts-gan: .*\n {2}--experts N .*\(default: 10\)/);
    expect(rims).toMatch(/^rims: .*\n {2}--units N .*\(default: 600\)/);
    expect(rims).toContain('grouped,dense or some of them (default: all)');
  });
});
