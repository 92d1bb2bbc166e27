import {
  checkArray,
  checkInstance,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import type { DataTable, TableColumn } from './dataTable.ts';

/**
 * Checks the columns of a table.
 *
 * @param owner - The function that asks; opens the message.
 * @param table - What the caller gave.
 * @returns The columns.
 * @throws ArgumentError that names the column and its part.
 */
export function checkTableColumns(
  owner: string,
  table: Pick<DataTable, 'columns'>,
): readonly TableColumn[] {
  const { columns } = checkOptions(owner, table, 'table');
  checkArray(owner, 'columns', columns).forEach((column, i) => {
    checkTableColumn(owner, column, `columns[${i}]`);
  });
  return columns;
}

/**
 * Checks a column by the kind of its parts; its cells are not looked at.
 *
 * @param owner - The function that asks; opens the message.
 * @param column - What the caller gave.
 * @param name - The argument. Default: `column`.
 * @throws ArgumentError that names the part.
 */
export function checkTableColumn(owner: string, column: TableColumn, name = 'column'): void {
  const { kind, name: title } = checkOptions(owner, column, name);
  checkText(owner, `${name}.kind`, kind, ['categorical', 'numeric']);
  checkText(owner, `${name}.name`, title);
  if (column.kind === 'numeric') {
    checkInstance(owner, `${name}.values`, column.values, Float64Array);
    return;
  }
  checkInstance(owner, `${name}.codes`, column.codes, Uint8Array);
  checkArray(owner, `${name}.labels`, column.labels).forEach((label, i) => {
    checkText(owner, `${name}.labels[${i}]`, label);
  });
}
