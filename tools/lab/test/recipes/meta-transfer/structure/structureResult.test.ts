import { structureResult } from '../../../../src/recipes/meta-transfer/structure/structureResult.ts';
import type { StructureCell } from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';
import { memoryRun } from '../memoryRun.ts';

const GREEDY: StructureCell = {
  name: 'earthquake-greedy',
  network: 'earthquake',
  engine: 'greedy',
  categories: 3,
  observational: 10_000,
  perTarget: 200,
  hidden: false,
  runs: 1,
  maximumParents: 3,
  equivalentSampleSize: 'fitted',
  restarts: 2,
};
const EXACT: StructureCell = { ...GREEDY, name: 'earthquake-exact', engine: 'exact' };

describe('structureResult', () => {
  it('measures every cell, and shows large what it is told to', async () => {
    const { headline, measures, data } = await structureResult(
      memoryRun().context,
      [GREEDY, EXACT],
      {
        row: ({ cell }) => cell.name,
        paper: ({ cell }) => (cell === EXACT ? '0.0' : undefined),
        isMain: ({ engine }, place) => engine === 'exact' && place === 1,
      },
    );
    expect(headline).toContain('2 of 2 runs');
    expect(data.kind).toBe('generated');
    expect(measures.filter(({ main }) => main === true).map(({ name }) => name)).toEqual([
      'earthquake-exact/exact',
    ]);
    expect(measures.filter(({ paper }) => paper === '0.0').map(({ name }) => name)).toEqual([
      'earthquake-exact/distance',
    ]);
  });

  it('shows no figure large by itself', async () => {
    const rows = { row: ({ cell }: { cell: StructureCell }) => cell.network };
    const { measures } = await structureResult(memoryRun().context, [GREEDY], rows);
    expect(measures.some(({ main }) => main === true)).toBe(false);
  });
});
