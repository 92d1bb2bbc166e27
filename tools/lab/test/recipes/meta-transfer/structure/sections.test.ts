import {
  distanceSection,
  edgeSection,
} from '../../../../src/recipes/meta-transfer/structure/sections.ts';
import type {
  CellValue,
  StructureCell,
} from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';
import { memoryRun } from '../memoryRun.ts';

const CELL: StructureCell = {
  name: 'pair-0',
  network: 'pair',
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
  names: ['smoke', 'cough'],
  found: [
    [0, 3],
    [1, 0],
  ],
  truth: [
    [0, 1],
    [0, 0],
  ],
};

describe('edgeSection', () => {
  it('draws the share of runs with each edge', async () => {
    const { material, kept, figures } = memoryRun();
    kept.set('pair-0', VALUE);
    const [section] = await edgeSection(material, [CELL, { ...CELL, name: 'missing' }]);
    expect(figures).toEqual(['edges-pair-0']);
    const [block] = section?.blocks ?? [];
    expect(block?.kind === 'figure' ? block.svg : '').toContain('cough');
    expect(block?.kind === 'figure' ? block.svg : '').toContain('.75');
  });

  it('draws nothing where networks differ between runs', async () => {
    const { material, kept } = memoryRun();
    kept.set('pair-0', { ...VALUE, names: [], found: [] });
    expect(await edgeSection(material, [CELL])).toEqual([]);
  });
});

describe('distanceSection', () => {
  it('draws networks against amounts of data', async () => {
    const { material, kept, figures } = memoryRun();
    kept.set('pair-0', VALUE);
    kept.set('pair-9', { ...VALUE, distances: [6, 6, 6, 6] });
    const cells = [CELL, { ...CELL, name: 'pair-9', perTarget: 9 }];
    const section = await distanceSection(material, cells, 'samples');
    expect(figures).toEqual(['wrong-edges']);
    const [block] = section.blocks;
    const svg = block?.kind === 'figure' ? block.svg : '';
    expect(svg).toContain('0.8');
    expect(svg).toContain('6.0');
  });
});
