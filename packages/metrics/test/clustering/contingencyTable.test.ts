import { contingencyTable } from '../../src/clustering/contingencyTable.ts';
import { codeOf } from '../support.ts';

describe('contingencyTable', () => {
  it('numbers classes and clusters in the order in which they occur, and counts their meetings', () => {
    const table = contingencyTable('f', [9, 9, 4, 4, 4, 9], [1, 1, 1, 70, 70, 3]);
    expect(table.total).toBe(6);
    expect(table.rowSums).toEqual([3, 3]);
    expect(table.columnSums).toEqual([3, 2, 1]);
    expect(table.cells).toEqual([
      { row: 0, column: 0, count: 2 },
      { row: 1, column: 0, count: 1 },
      { row: 1, column: 1, count: 2 },
      { row: 0, column: 2, count: 1 },
    ]);
  });

  it('refuses bad lists', () => {
    expect(codeOf(() => contingencyTable('f', [], []))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => contingencyTable('f', [0, 1], [0]))).toBe('ERR_SHAPE');
    expect(codeOf(() => contingencyTable('f', [0.5], [0]))).toBe('ERR_VALUES');
    expect(codeOf(() => contingencyTable('f', [0], [-1]))).toBe('ERR_VALUES');
  });
});
