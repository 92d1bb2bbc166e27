import {
  cellHeadline,
  cellMeasures,
  exactRuns,
} from '../../../../src/recipes/meta-transfer/structure/measures.ts';
import type { CellResult } from '../../../../src/recipes/meta-transfer/structure/structureStudy.ts';

const RESULT: CellResult = {
  cell: {
    name: 'asia-greedy',
    network: 'asia',
    engine: 'greedy',
    categories: 10,
    observational: 100,
    perTarget: 10,
    hidden: true,
    runs: 4,
    maximumParents: 4,
    equivalentSampleSize: 'fitted',
    restarts: 5,
  },
  value: {
    distances: [0, 2, 0, 1],
    gaps: [1e-9, 3, -1e-9, 0.5],
    targetsRight: [1, 0.5, 1, 0.5],
    names: [],
    found: [],
    truth: [],
  },
};

describe('cellMeasures', () => {
  const row = () => 'asia';

  it('are counts, means and the smallest gap', () => {
    const measures = cellMeasures([RESULT], { row, paper: () => '4.0', main: ['asia-greedy'] });
    const value = (name: string) => measures.find((it) => it.name === `asia-greedy/${name}`);
    expect(value('exact')).toMatchObject({ value: 2, outOf: 4, main: true, model: 'asia' });
    expect(value('distance')).toMatchObject({ value: 0.75, paper: '4.0' });
    expect(value('gap')?.value).toBe(0);
    expect(value('targets')?.value).toBe(0.75);
  });

  it('leave out what was not measured', () => {
    const cell = { ...RESULT.cell, hidden: false };
    const value = { ...RESULT.value, gaps: [null, null, null, null] };
    const measures = cellMeasures([{ cell, value }], { row });
    expect(measures.map(({ name }) => name.split('/')[1])).toEqual(['exact', 'distance', 'gap']);
    expect(measures[2]?.value).toBeNull();
    expect(measures[1]).not.toHaveProperty('paper');
  });
});

describe('cellHeadline', () => {
  it('says how many graphs were found, and whether the search fell short', () => {
    expect(exactRuns(RESULT)).toBe(2);
    expect(cellHeadline([RESULT, RESULT])).toBe(
      'The graph is found without a wrong edge in 4 of 8 runs; the found graph never scores below the true one.',
    );
    const below = { ...RESULT, value: { ...RESULT.value, gaps: [-2, 3, -0.5, null] } };
    expect(cellHeadline([below])).toContain('in 2 runs the found graph scores below the true one');
  });
});
