import { graphSection } from '../../../../src/recipes/meta-transfer/structure/graphSection.ts';
import type {
  CellValue,
  StructureCell,
} from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';
import { memoryRun } from '../memoryRun.ts';

const CELL: StructureCell = {
  name: 'cold-0',
  network: 'cold',
  engine: 'greedy',
  categories: 2,
  observational: 10,
  perTarget: 0,
  hidden: false,
  runs: 4,
  maximumParents: 4,
  equivalentSampleSize: 'fitted',
  restarts: 5,
};
const VALUE: CellValue = {
  distances: [0, 1, 1, 1],
  gaps: [0, 0, 0, 0],
  targetsRight: [],
  names: ['smoke', 'cough', 'cold'],
  found: [
    [0, 3, 0],
    [1, 0, 4],
    [0, 0, 0],
  ],
  truth: [
    [0, 1, 0],
    [0, 0, 0],
    [0, 1, 0],
  ],
};

describe('graphSection', () => {
  it('draws what most runs found against the truth, with shares where runs disagree', async () => {
    const { material, kept, figures } = memoryRun();
    kept.set('cold-0', VALUE);
    const [section] = await graphSection(material, [CELL, { ...CELL, name: 'missing' }]);
    expect(figures).toEqual(['graph-cold-0']);
    const [block] = section?.blocks ?? [];
    const svg = block?.kind === 'figure' ? block.svg : '';
    for (const text of ['cough', 'right 1', 'reversed 1', '.75'])
      expect(svg).toContain(`>${text}<`);
  });

  it('draws nothing where networks differ between runs', async () => {
    const { material, kept } = memoryRun();
    kept.set('cold-0', { ...VALUE, names: [], found: [], truth: [] });
    expect(await graphSection(material, [CELL])).toEqual([]);
  });
});
