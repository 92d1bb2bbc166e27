import { comparedMatrices } from '../../../src/report/compare/comparedMatrices.ts';
import type { KeepFigure } from '../../../src/report/compare/comparedCurves.ts';

const recipe = {
  comparedMatrices: [
    { matrix: 'wins', label: 'who wins what', rowTitle: 'mechanism', columnTitle: 'expert' },
  ],
};
const wins = { rows: ['up'], columns: ['0', '1'], values: [[0.25, 0.75]] };
const run = (label: string, matrices = { wins }) => ({ recipe, result: { matrices }, label });

describe('comparedMatrices', () => {
  const kept: string[] = [];
  const keep: KeepFigure = (name, { svg }) => {
    kept.push(name);
    return Promise.resolve({ kind: 'figure', svg });
  };

  it('draws one matrix for each run that has it', async () => {
    const [section, ...others] = await comparedMatrices(
      [run('seed 1'), run('seed 2'), { recipe, result: { matrices: {} }, label: 'seed 3' }],
      keep,
    );
    expect(others).toEqual([]);
    expect(section?.title).toBe('Each run: who wins what');
    expect(kept).toEqual(['wins-seed-1', 'wins-seed-2']);
    expect(section?.blocks).toHaveLength(2);
    const [first] = section?.blocks ?? [];
    expect(first?.kind === 'figure' && first.svg).toContain('seed 1');
  });

  it('says how many more there are', async () => {
    const runs = Array.from({ length: 22 }, (_, i) => run(`seed ${i}`));
    const [section] = await comparedMatrices(runs, keep);
    expect(section?.blocks).toHaveLength(20);
    expect(section?.text).toBe('2 more are in the reports of the runs.');
  });

  it('draws nothing where a recipe names none, or no run has it', async () => {
    expect(await comparedMatrices([{ ...run('a'), recipe: {} }], keep)).toEqual([]);
    expect(
      await comparedMatrices([{ recipe, result: { matrices: {} }, label: 'a' }], keep),
    ).toEqual([]);
    expect(await comparedMatrices([], keep)).toEqual([]);
  });
});
