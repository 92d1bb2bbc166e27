import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

const table = () => ({
  ...api.tableFromColumns({ dose: [1, 2, 2, 1], site: ['x', 'y', 'x', 'y'] }),
});
const numbers = () => ({ kind: 'numeric' as const, name: 'age', values: Float64Array.of(1, 2, 3) });
const labels = () => ({
  kind: 'categorical' as const,
  name: 'site',
  codes: Uint8Array.of(0, 1, 0),
  labels: ['x', 'y'],
});

/** What a table says of how it was made. */
const OF_TABLE = {
  'table.droppedRows': 'for people alone',
  'table.warnings': 'for people alone',
  'table.warnings = null at 0': 'for people alone',
};
const WRONG_TABLE = {
  table: [[]],
  'table.columns': [
    undefined,
    [{}],
    [{ kind: 'text', name: 'a' }],
    [{ kind: 'numeric', name: 'a', values: [1] }],
    [{ kind: 'categorical', name: 'a', codes: [0], labels: ['x'] }],
  ],
};

export const TABLE_ROWS: MisuseRows = {
  tableFromColumns: {
    arguments: () => ({
      columns: { dose: [1, 2], site: ['x', 'y'] },
      options: {
        kinds: { dose: 'categorical', site: 'categorical' },
        missing: 'category',
        unusable: 'drop',
      },
    }),
    misuses: {
      columns: [{}, { dose: [] }, []],
      'columns.dose': [[1], [1, Infinity], [1, {}], [1, Symbol.iterator], 'ab', { length: 2 }],
      'options.kinds': [[], { dose: 'text' }],
      'options.missing': ['keep', ''],
      'options.unusable': ['keep', ''],
    },
    accepts: {
      'columns.dose = null at 0': 'a missing cell',
      'columns.dose = NaN at 0': 'a missing cell',
      'columns.site = null at 0': 'a missing cell',
    },
  },
  defaultBins: { arguments: () => ({ rows: 10 }), counts: ['rows'] },
  quantileEdges: {
    arguments: () => ({ values: Float64Array.of(1, 2, 3), bins: 2 }),
    sizes: ['bins'],
    misuses: { values: [[1, 2, 3], Float32Array.of(1)], bins: [0] },
    accepts: { 'values = NaN at 0': 'left aside' },
  },
  binColumn: {
    arguments: () => ({ column: numbers(), options: { bins: 2 } }),
    sizes: ['options.bins'],
    misuses: { column: [{}, [], labels()], 'column.values': [[1, 2, 3]], 'options.bins': [1, 255] },
    accepts: { 'column.values = NaN at 0': 'a missing cell' },
  },
  tableColumn: {
    arguments: () => ({ table: table(), name: 'dose' }),
    misuses: { ...WRONG_TABLE, name: [['dose']] },
    accepts: { ...OF_TABLE, 'table.rows': 'not asked for' },
  },
  categoriesOfTable: {
    arguments: () => ({ table: table(), names: ['dose'], options: { bins: 2 } }),
    required: 1,
    sizes: ['options.bins'],
    counts: ['table.rows'],
    misuses: { ...WRONG_TABLE, names: [[7], 'dose', ['dose', 'dose']], 'options.bins': [1, 255] },
    accepts: OF_TABLE,
  },
  rowGroups: {
    arguments: () => ({ table: table(), name: 'site' }),
    misuses: { ...WRONG_TABLE, name: [['site']] },
    accepts: { ...OF_TABLE, 'table.rows': 'not asked for' },
  },
  takeRows: {
    arguments: () => ({ column: labels(), rows: Int32Array.of(0, 2) }),
    misuses: {
      column: [{}, [], { kind: 'text' }],
      'column.codes': [[0, 1, 0]],
      rows: [[0, 1], Int32Array.of(3), Int32Array.of(-1), Float64Array.of(0.5)],
    },
  },
  environmentRows: {
    arguments: () => ({ table: table(), environment: 'site' }),
    misuses: { ...WRONG_TABLE, environment: [['site']] },
    accepts: { ...OF_TABLE, 'table.rows': 'not asked for' },
  },
  tableCells: {
    arguments: () => ({ table: table() }),
    misuses: WRONG_TABLE,
    accepts: { ...OF_TABLE, 'table.rows': 'not asked for' },
  },
};
