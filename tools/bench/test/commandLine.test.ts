import { runCommandLine } from '../src/commandLine.ts';
import type { Program } from '../src/measure/program.ts';
import { pretendWorld } from './support/pretendWorld.ts';

/** Ours takes 1 s and the peer 2 s. */
function report({ name }: Program) {
  const s = name === 'ours' ? 1 : 2;
  return { peer: name === 'ours' ? 'us' : 'them', median_s: s, min_s: s, max_s: s };
}

describe('runCommandLine', () => {
  it('ends with 1 when a named Python does not run or a program fails', async () => {
    const broken = pretendWorld(report, ({ name }) => name === 'peer');
    expect(await runCommandLine(['experts-gan', '--peer-python', '/py'], broken.world)).toBe(1);
    expect(broken.note).toEqual(['bench: --peer-python /py cannot be used: peer: broken']);
    const ours = pretendWorld(report, ({ name }) => name === 'ours');
    expect(await runCommandLine(['experts-gan'], ours.world)).toBe(1);
    expect(ours.note).toEqual(['bench: ours: broken']);
  });

  it('ends with 2 for bad usage, without running anything', async () => {
    const { world, note, programs } = pretendWorld(report);
    expect(await runCommandLine(['expert-gan'], world)).toBe(2);
    expect(note).toEqual([
      'bench: unknown benchmark "expert-gan", did you mean "experts-gan"?; see --help',
    ]);
    expect(programs).toEqual([]);
  });

  it('shows the usage with the options of each benchmark', async () => {
    const { world, out } = pretendWorld(report);
    expect(await runCommandLine([], world)).toBe(0);
    expect(out[0]).toMatch(/^usage: npm run bench -- NAME/);
    const [, shared = '', experts = '', rims = ''] = (out[0] ?? '').split('\n\n');
    expect(shared).toContain('--threads N            threads of each program (default: 2)');
    expect(experts).toMatch(/^experts-gan: .*\n {2}--experts N .*\(default: 10\)/);
    expect(rims).toMatch(/^rims: .*\n {2}--units N .*\(default: 600\)/);
    expect(rims).toContain('grouped,dense or some of them (default: all)');
  });
});
