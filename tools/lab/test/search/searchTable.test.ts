import type { PlannedRun, RunGroup } from '../../src/command/run/runPlan.ts';
import { searchCsv, searchTable } from '../../src/search/searchTable.ts';

const run = (setting: number, rung: number): PlannedRun => ({
  name: `${setting + 1}-seed1${rung === 0 ? '' : '-rung2'}`,
  label: `x=${setting}, seed 1, steps=${rung === 0 ? 10 : 30}`,
  record: { recipe: 'test', preset: 'quick', seed: 1, config: {} },
  setting,
  rung,
});
const GROUP: RunGroup = {
  recipe: 'test',
  halving: { path: ['steps'], budgets: [10, 30], keepOneOf: 2, measure: 'loss', goal: 'lowest' },
  runs: [run(0, 0), run(1, 0), run(2, 0), run(1, 1)],
};
const MEASURED = new Map(
  Object.entries({ '1-seed1': 0.5, '2-seed1': 0.123456, '2-seed1-rung2': 0.1 }).map(
    ([name, value]) => [name, [{ name: 'loss', label: 'loss', value }]],
  ),
);

describe('searchTable', () => {
  it('shows the last rung first, the best first', () => {
    expect(searchTable(GROUP, MEASURED)).toEqual({
      header: ['rung', 'setting', 'loss', ''],
      rows: [
        ['2', 'x=1, steps=30', '0.1', ''],
        ['1', 'x=1, steps=10', '0.1235', 'goes on'],
        ['1', 'x=0, steps=10', '0.5', 'stopped'],
        ['1', 'x=2, steps=10', 'none', 'stopped'],
      ],
    });
    expect(searchTable({ recipe: 'test', runs: [run(0, 0)] }, MEASURED).rows).toEqual([]);
  });
});

describe('searchCsv', () => {
  it('has all digits', () => {
    expect(searchCsv(GROUP, MEASURED).split('\n')).toEqual([
      'rung,setting,label,budget,score,goesOn',
      '2,2,"x=1, steps=30",30,0.1,0',
      '1,2,"x=1, steps=10",10,0.123456,1',
      '1,1,"x=0, steps=10",10,0.5,0',
      '1,3,"x=2, steps=10",10,,0',
      '',
    ]);
  });
});
