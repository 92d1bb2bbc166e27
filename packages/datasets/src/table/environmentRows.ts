import type { DataTable, TableColumn, TableWarning } from './dataTable.ts';
import { groupRows, takeRows } from './rowGroups.ts';
import { checkTableColumns } from './tableChecks.ts';

/** Rows that were measured under the same circumstances, as learners take them. */
export interface EnvironmentRows {
  /** What the environment is called. */
  readonly environment: string;
  /** The number of rows. */
  readonly rows: number;
  /** The cells of each column but that of the environment: numbers, or labels. */
  readonly cells: Readonly<Record<string, readonly string[] | Float64Array>>;
}

/** A table cut by environment. */
export interface TableEnvironments {
  /** The environments, those with most rows first; equally many in the order of their names. */
  readonly environments: readonly EnvironmentRows[];
  /** Environments that were too small and left out. */
  readonly warnings: readonly TableWarning[];
}

/**
 * Cuts a table by the column that says where a row is from.
 *
 * @param table - The table.
 * @param environment - The column; it must be categorical.
 * @returns The rows of each environment; those of a single row are left out, with a warning.
 * @throws ArgumentError for an unknown column; ValuesError for a numeric one.
 *
 * @example
 * ```ts
 * import { environmentRows, tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * const table = tableFromColumns({ dose: ['a', 'b', 'b', 'a', 'a'], site: ['x', 'y', 'x', 'y', 'y'] });
 * for (const { environment, cells } of environmentRows(table, 'site').environments) {
 *   console.log(environment, cells['dose']);
 * }
 * // y [ 'b', 'a', 'a' ]
 * // x [ 'a', 'b' ]
 * ```
 */
export function environmentRows(table: DataTable, environment: string): TableEnvironments {
  const { groups, warnings } = groupRows('environmentRows', 'environment', table, environment);
  const columns = table.columns.filter(({ name }) => name !== environment);
  const environments = groups
    .map(({ label, rows }) => ({
      environment: label,
      rows: rows.length,
      cells: cellsOf(columns.map((column) => takeRows(column, rows))),
    }))
    .sort((one, other) => other.rows - one.rows);
  return { environments, warnings };
}

/**
 * The cells of a table, as learners take them.
 *
 * @param table - The table.
 * @returns Numbers or labels of each column, by its name.
 *
 * @example
 * ```ts
 * import { tableCells, tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * console.log(tableCells(tableFromColumns({ dose: ['a', 'b', 'a'] }))); // { dose: [ 'a', 'b', 'a' ] }
 * ```
 */
export function tableCells(table: DataTable): EnvironmentRows['cells'] {
  checkTableColumns('tableCells', table);
  return cellsOf(table.columns);
}

function cellsOf(columns: readonly TableColumn[]): EnvironmentRows['cells'] {
  // Not by assignment: a column called `__proto__` would get lost.
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.kind === 'numeric'
        ? column.values
        : Array.from(column.codes, (code) => column.labels[code] ?? ''),
    ]),
  );
}
