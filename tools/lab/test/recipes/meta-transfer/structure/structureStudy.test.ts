import { runStructure } from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';
import type { StructureCell } from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';
import { memoryRun } from '../memoryRun.ts';

const CELL: StructureCell = {
  name: 'earthquake-greedy',
  network: 'earthquake',
  engine: 'greedy',
  categories: 3,
  observational: 10_000,
  perTarget: 200,
  hidden: false,
  runs: 2,
  maximumParents: 3,
  equivalentSampleSize: 'fitted',
  restarts: 2,
};

describe('runStructure', () => {
  it('counts wrong edges, and how often each edge was found', async () => {
    const { context } = memoryRun();
    const [result] = await runStructure(context, [CELL]);
    expect(result?.value.distances).toEqual([0, 0]);
    expect(result?.value.gaps.map((gap) => Math.abs(gap ?? NaN) < 1e-6)).toEqual([true, true]);
    expect(result?.value.targetsRight).toEqual([]);
    expect(result?.value.names).toHaveLength(5);
    expect(result?.value.truth.flat().filter((edge) => edge === 1)).toHaveLength(4);
    expect(result?.value.found.flat().sort()).toEqual([...Array<number>(21).fill(0), 2, 2, 2, 2]);
  });

  it('hides targets and looks for them, and draws a network per run', async () => {
    const { context } = memoryRun();
    const cell = { ...CELL, network: 'chain-3', engine: 'joint', hidden: true } as const;
    const [result] = await runStructure(context, [{ ...cell, observational: 2000 }]);
    expect(result?.value.targetsRight).toHaveLength(2);
    expect(Math.max(...(result?.value.targetsRight ?? []))).toBeGreaterThan(0.6);
    expect(result?.value.names).toEqual([]);
  });

  it('repeats by seed, and takes finished cells as they are', async () => {
    const cells = [{ ...CELL, observational: 200, perTarget: 5 }];
    const first = await runStructure(memoryRun().context, cells);
    const { context } = memoryRun();
    expect(await runStructure(context, cells)).toEqual(first);
    expect(await runStructure(context, cells)).toEqual(first);
  });

  it('leaves networks out whose file is not here, and says so', async () => {
    const { context, notes } = memoryRun();
    expect(await runStructure(context, [{ ...CELL, network: 'sachs' }])).toEqual([]);
    expect(notes).toEqual(['sachs: no sachs.bif found; name its folder by --data']);
  });
});
