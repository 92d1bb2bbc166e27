import {
  ArgumentError,
  checkArray,
  checkCount,
  checkOptions,
  checkText,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import type { CategoricalTable } from '../causal/categoricalTable.ts';
import { checkTableColumns } from './tableChecks.ts';
import { binColumn } from './binColumn.ts';
import type { BinColumnOptions } from './binColumn.ts';
import type { DataTable, TableColumn } from './dataTable.ts';

/**
 * Finds a column.
 *
 * @param table - The table.
 * @param name - The name of the column.
 * @returns The column.
 * @throws ArgumentError that names the columns there are, and the nearest.
 *
 * @example
 * ```ts
 * import { tableColumn, tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * const table = tableFromColumns({ dose: [1, 2], dead: ['no', 'yes'] });
 * console.log(tableColumn(table, 'dose').kind); // categorical
 * ```
 */
export function tableColumn(table: Pick<DataTable, 'columns'>, name: string): TableColumn {
  checkTableColumns('tableColumn', table);
  checkText('tableColumn', 'name', name);
  return columnOf('tableColumn', table, name);
}

/** The column of a table that was checked. */
export function columnOf(
  owner: string,
  table: Pick<DataTable, 'columns'>,
  name: string,
): TableColumn {
  const found = table.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const names = table.columns.map((column) => column.name);
  const near = nearestName(name, names);
  throw new ArgumentError(
    `${owner}: there is no column "${name}"${near === undefined ? '' : `; did you mean "${near}"?`} (columns: ${names.join(', ')})`,
    { data: { name, names } },
  );
}

/**
 * Takes columns out of a table as categories, cutting numbers at their quantiles.
 *
 * @param table - The table.
 * @param names - The columns; all of them by default.
 * @param options - How numbers are cut.
 * @returns The categories of each row, and the labels of the categories.
 * @throws ArgumentError for an unknown column, one that is named twice, or an impossible number of bins.
 *
 * @example
 * ```ts
 * import { categoriesOfTable, tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * const table = tableFromColumns({ dose: [1, 2, 2], dead: ['no', 'yes', 'no'] });
 * console.log(categoriesOfTable(table).categories); // [ 2, 2 ]
 * ```
 */
export function categoriesOfTable(
  table: DataTable,
  names?: readonly string[],
  options: BinColumnOptions = {},
): CategoricalTable & {
  /** The names of the categories of each column. */
  readonly labels: readonly (readonly string[])[];
} {
  const owner = 'categoriesOfTable';
  const all = checkTableColumns(owner, table).map(({ name }) => name);
  checkCount(owner, 'rows', table.rows, { least: 0 });
  checkOptions(owner, options);
  if (options.bins !== undefined) checkCount(owner, 'bins', options.bins, { least: 2, most: 254 });
  const chosen = checkArray(owner, 'names', names === undefined ? all : names);
  const columns = chosen.map((name, i) => {
    checkText(owner, `names[${i}]`, name);
    if (chosen.indexOf(name) < i) {
      throw new ArgumentError(`${owner}: names must be different columns, got "${name}" twice`, {
        data: { name },
      });
    }
    const column = columnOf(owner, table, name);
    return column.kind === 'numeric' ? binColumn(column, options) : column;
  });
  return {
    names: [...chosen],
    columns: columns.map(({ codes }) => codes),
    categories: columns.map(({ labels }) => labels.length),
    labels: columns.map(({ labels }) => labels),
    rows: table.rows,
  };
}
