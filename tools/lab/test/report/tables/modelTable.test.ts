import {
  medianTables,
  modelMedianTables,
  modelTables,
  resultTables,
} from '../../../src/report/tables/modelTable.ts';
import type { ModelFigures } from '../../../src/report/tables/modelTable.ts';
import { comparisonTable } from '../../../src/report/tables/resultTable.ts';
import type { Measure } from '../../../src/run/measure.ts';

function figure(model: string, column: string, value: Measure['value'], paper?: string): Measure {
  const name = `${model === 'RIMs 6/2' ? 'rims-6-2' : 'lstm'}/${column}`;
  const label = `cross entropy at ${column}`;
  return { name, label, model, column, value, ...(paper === undefined ? {} : { paper }) };
}

function run(shift: number, seconds?: number): ModelFigures {
  return {
    measures: [
      figure('RIMs 6/2', 'gap 50', 0.01 + shift, '0.00'),
      figure('LSTM', 'gap 50', 0.02 + shift, '0.00'),
      figure('LSTM', 'gap 200', 4 + shift, '4.32'),
      {
        name: 'lstm/parameters',
        label: 'parameters',
        model: 'LSTM',
        value: 1234,
        format: 'integer',
      },
    ],
    ...(seconds === undefined ? {} : { cost: { parts: { lstm: seconds, other: 1 } } }),
  };
}
const verdict: Measure = { name: 'verdict', label: 'verdict', value: 'reproduced' };

describe('modelTables', () => {
  it('has a row per model and the paper beside the columns that it has', () => {
    expect(modelTables(run(0, 200))).toEqual([
      {
        header: ['model', 'gap 50', 'paper', 'gap 200', 'paper', 'parameters', 'time'],
        rows: [
          ['RIMs 6/2', '0.010', '0.00', '', '', '', ''],
          ['LSTM', '0.020', '0.00', '4.000', '4.32', '1234', '3 min 20 s'],
        ],
        quiet: [2, 4],
      },
    ]);
    expect(modelTables(run(0))[0]?.header).not.toContain('time');
    expect(modelTables({ measures: [verdict] })).toEqual([]);
  });
});

describe('several tables', () => {
  const at = (model: string, column: string, value: number): Measure => ({
    ...figure(model, column, value),
    table: 'symbols right at gap',
  });

  it('stand in the order of the measures, each with the models it has figures of, the time in the last', () => {
    const { measures } = run(0);
    const chance = { ...at('chance', '50', 0.125), name: 'chance/50' };
    const all = [at('RIMs 6/2', '50', 1), at('LSTM', '50', 0.5), chance, ...measures];
    const cost = { parts: { lstm: 61 } };
    const tables = modelTables({ measures: all, cost });
    expect(tables.map(({ header }) => header[0])).toEqual(['symbols right at gap', 'model']);
    expect(tables[0]).toEqual({
      header: ['symbols right at gap', '50'],
      rows: [
        ['RIMs 6/2', '1.000'],
        ['LSTM', '0.500'],
        ['chance', '0.125'],
      ],
      quiet: [],
    });
    expect(tables[1]).toEqual(modelTables({ measures, cost })[0]);
    expect(modelMedianTables([{ measures: all }])[0]?.header[0]).toBe(
      'symbols right at gap: median (range)',
    );
  });
});

describe('modelMedianTables', () => {
  it('gives median and range, and the range only where there is one', () => {
    const [table] = modelMedianTables([run(0, 100), run(0.5, 300), run(0.1, 120)]);
    expect(table?.header[0]).toBe('model: median (range)');
    expect(table?.rows).toEqual([
      ['RIMs 6/2', '0.110 (0.010..0.510)', '0.00', '', '', '', ''],
      [
        'LSTM',
        '0.120 (0.020..0.520)',
        '0.00',
        '4.100 (4.000..4.500)',
        '4.32',
        '1234',
        '2 min 00 s',
      ],
    ]);
  });

  it('counts words, and runs that never reached a figure', () => {
    const runs = (values: Measure['value'][]) =>
      values.map((value) => ({ measures: [figure('LSTM', 'x', value)] }));
    expect(modelMedianTables(runs(['a', 'b', 'a']))[0]?.rows).toEqual([['LSTM', 'a 2, b 1']]);
    expect(modelMedianTables(runs([1, null, 3]))[0]?.rows).toEqual([
      ['LSTM', '2.000 (1.000..3.000) (1 never)'],
    ]);
    expect(modelMedianTables(runs([null]))[0]?.rows).toEqual([['LSTM', 'not reached']]);
  });

  it('takes a model from the runs that have it', () => {
    const [table] = modelMedianTables([
      { measures: [figure('LSTM', 'x', 1)] },
      { measures: [figure('LSTM', 'x', 3), figure('RIMs 6/2', 'x', 5)] },
    ]);
    expect(table?.rows).toEqual([
      ['LSTM', '2.000 (1.000..3.000)'],
      ['RIMs 6/2', '5.000'],
    ]);
  });
});

describe('tables of a result', () => {
  it('are the models, then the figures without a model', () => {
    const both = { measures: [...run(0).measures, verdict] };
    expect(resultTables(both).map(({ rows }) => rows.length)).toEqual([2, 1]);
    expect(medianTables([both, both])[1]?.rows[0]?.[0]).toBe('verdict');
    expect(resultTables({ measures: [verdict] })).toHaveLength(1);
    expect(medianTables([run(0)])).toHaveLength(1);
    expect(resultTables({ measures: [] })).toEqual([]);
  });

  it('name the model where figures of several runs stand in a list', () => {
    expect(comparisonTable([run(0)], ['one']).rows[0]?.[0]).toBe(
      'RIMs 6/2, cross entropy at gap 50',
    );
  });
});
