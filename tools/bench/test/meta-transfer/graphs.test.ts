import { runCommandLine } from '../../src/commandLine.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Does the benchmark with searches that pretend to take the square of the number of variables. */
async function bench(...args: readonly string[]) {
  const { world, programs, out, note } = pretendWorld(({ name }) => {
    const variables = Number.parseInt(name, 10);
    const s = (variables / 8) ** 2;
    return { peer: 'node', median_s: s, min_s: s, max_s: s, cpu_s: s, peak_mib: 100 };
  });
  const code = await runCommandLine(['meta-transfer-graphs', ...args], world);
  return { code, programs, out, note };
}

describe('metaTransferGraphs', () => {
  it('times numbers of variables in turns and says how the time grows', async () => {
    const { code, programs, out } = await bench('--pairs', '1', '--variables', '8,16,64');
    expect(code).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual([
      '8 variables',
      '16 variables',
      '64 variables',
    ]);
    expect(out[0]).toBe(
      'meta-transfer-graphs: 5 categories, 5000 samples and 200 per target, 50 climbs',
    );
    expect(out).toContain('processor time grows with the power 2.00 of the variables');
    expect(out.at(-1)).toBe('64 is node, at most 100 MiB');
  });

  it('says nothing of growth for one size', async () => {
    const { out } = await bench('--pairs', '1', '--variables', '8');
    expect(out.join('\n')).not.toContain('power');
  });

  it('prints one JSON document', async () => {
    const { out } = await bench('--pairs', '1', '--json', '--variables', '8,16');
    expect(out).toHaveLength(1);
    const document = JSON.parse(out[0] ?? '') as { exponent: number; benchmark: string };
    expect(document.benchmark).toBe('meta-transfer-graphs');
    expect(document.exponent).toBeCloseTo(2, 6);
  });
});
