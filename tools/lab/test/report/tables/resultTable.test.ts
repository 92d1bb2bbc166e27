import {
  comparisonTable,
  measureTable,
  medianTable,
} from '../../../src/report/tables/resultTable.ts';
import type { Measure } from '../../../src/run/measure.ts';

function run(accuracy: number | null, verdict: string): { measures: Measure[] } {
  return {
    measures: [
      { name: 'accuracy', label: 'accuracy', value: accuracy, format: 'percent', paper: '99 %' },
      { name: 'verdict', label: 'verdict', value: verdict },
    ],
  };
}

describe('tables', () => {
  it('sets the measured figure beside the paper’s', () => {
    expect(measureTable(run(0.987, 'perfect'))).toEqual({
      header: ['figure', 'measured', 'paper'],
      rows: [
        ['accuracy', '98.7 %', '99 %'],
        ['verdict', 'perfect', ''],
      ],
    });
  });

  it('has no column of the paper where no figure of it is known', () => {
    const measures = [{ name: 'verdict', label: 'verdict', value: 'perfect' }];
    expect(measureTable({ measures })).toEqual({
      header: ['figure', 'measured'],
      rows: [['verdict', 'perfect']],
    });
  });

  it('takes medians of numbers and counts words', () => {
    const runs = [run(0.9, 'perfect'), run(0.5, 'covered'), run(0.8, 'perfect')];
    expect(medianTable(runs).rows).toEqual([
      ['accuracy', '80 %', '50 %', '90 %', '99 %'],
      ['verdict', 'perfect 2, covered 1', '', '', ''],
    ]);
  });

  it('says how many runs never reached a figure', () => {
    expect(medianTable([run(0.9, 'a'), run(null, 'a')]).rows[0]?.[1]).toBe('90 % (1 never)');
    expect(medianTable([run(null, 'a')]).rows[0]?.[1]).toBe('not reached');
  });

  it('compares runs that have different figures', () => {
    const other = { measures: [{ name: 'extra', label: 'extra', value: 1 }] };
    expect(comparisonTable([run(0.9, 'a'), other], ['one', 'two'])).toEqual({
      header: ['figure', 'one', 'two', 'paper'],
      rows: [
        ['accuracy', '90 %', '', '99 %'],
        ['verdict', 'a', '', ''],
        ['extra', '', '1.000', ''],
      ],
      even: true,
    });
  });
});
