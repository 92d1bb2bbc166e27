import { checkNumbers, checkText, ValuesError } from '@causal-mechanisms/tensor-utils';
import { columnOf } from './categoriesOfTable.ts';
import { checkTableColumns, checkTableColumn } from './tableChecks.ts';
import type { DataTable, TableColumn, TableWarning } from './dataTable.ts';

/** The rows of a table that share a label. */
export interface RowGroup {
  /** The label. */
  readonly label: string;
  /** The indices of the rows. */
  readonly rows: Int32Array;
}

/** A table cut by one of its columns. */
export interface RowGroups {
  /** The groups, in the order of the labels. */
  readonly groups: readonly RowGroup[];
  /** Groups that were too small and left out. */
  readonly warnings: readonly TableWarning[];
}

/**
 * Groups the rows of a table by the label in a column, such as the environment that they come from.
 *
 * @param table - The table.
 * @param name - The column; it must be categorical.
 * @returns The groups; those of a single row are left out, with a warning.
 * @throws ArgumentError for an unknown column; ValuesError for a numeric one.
 *
 * @example
 * ```ts
 * import { rowGroups, tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * const table = tableFromColumns({ dose: [1, 2, 2, 1], site: ['x', 'y', 'x', 'y'] });
 * for (const { label, rows } of rowGroups(table, 'site').groups) console.log(label, rows.join());
 * // x 0,2
 * // y 1,3
 * ```
 */
export function rowGroups(table: DataTable, name: string): RowGroups {
  return groupRows('rowGroups', 'name', table, name);
}

/**
 * @internal Checks and groups as {@link rowGroups} does, for a function of another name.
 *
 * @param owner - That function; opens messages.
 * @param argument - What it calls the name of the column.
 */
export function groupRows(
  owner: string,
  argument: string,
  table: DataTable,
  name: string,
): RowGroups {
  checkTableColumns(owner, table);
  checkText(owner, argument, name);
  const column = columnOf(owner, table, name);
  if (column.kind === 'numeric') {
    throw new ValuesError(
      `${owner}: column "${name}" is numeric with too many different values to group by`,
      { data: { name } },
    );
  }
  const counts = new Int32Array(column.labels.length);
  for (const code of column.codes) counts[code] = (counts[code] ?? 0) + 1;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  const next = new Int32Array(column.labels.length);
  column.codes.forEach((code, row) => {
    const at = next[code] ?? 0;
    next[code] = at + 1;
    const group = rows[code];
    if (group !== undefined) group[at] = row;
  });
  const groups: RowGroup[] = [];
  const warnings: TableWarning[] = [];
  column.labels.forEach((label, code) => {
    const group = rows[code] ?? new Int32Array(0);
    if (group.length > 1) groups.push({ label, rows: group });
    else {
      warnings.push({
        kind: 'small-group',
        column: name,
        message: `"${label}" of column "${name}" has ${group.length} row${group.length === 1 ? '' : 's'}; it was left out`,
      });
    }
  });
  return { groups, warnings };
}

/**
 * @param column - A column.
 * @param rows - Indices of rows.
 * @returns The column with these rows alone; labels stay.
 *
 * @example
 * ```ts
 * import { takeRows } from '@causal-mechanisms/datasets';
 *
 * const values = Float64Array.of(5, 6, 7);
 * const taken = takeRows({ kind: 'numeric', name: 'x', values }, Int32Array.of(2, 0));
 * if (taken.kind === 'numeric') console.log([...taken.values]); // [ 7, 5 ]
 * ```
 */
export function takeRows<Column extends TableColumn>(column: Column, rows: Int32Array): Column;
export function takeRows(column: TableColumn, rows: Int32Array): TableColumn {
  checkTableColumn('takeRows', column);
  const { length } = column.kind === 'numeric' ? column.values : column.codes;
  checkNumbers('takeRows', 'rows', rows, { kinds: [Int32Array], least: 0, most: length - 1 });
  if (column.kind === 'numeric') {
    return { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? NaN) };
  }
  return { ...column, codes: Uint8Array.from(rows, (row) => column.codes[row] ?? 0) };
}
