import {
  ArgumentError,
  checkArray,
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** Samples of categorical variables, column by column. */
export interface CategoricalTable {
  /** One array per variable: the category of each row, from 0. */
  readonly columns: readonly Uint8Array[];
  /** The number of categories of each variable, 1 to 256. */
  readonly categories: readonly number[];
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The number of rows. */
  readonly rows: number;
}

/** Options of {@link categoricalTable}. */
export interface CategoricalTableOptions {
  /** The number of categories of each variable, 1 to 256. Default: one more than the largest value of its column. */
  readonly categories?: readonly number[];
  /** The name of each variable, all different. Default: `X0`, `X1` and so on. */
  readonly names?: readonly string[];
}

/**
 * Makes a table of categorical samples and checks it.
 *
 * @param columns - One list per variable, all of one length: the category of each row, a whole number from 0. A
 *   `Uint8Array` is kept as it is, other lists are copied.
 * @param options - Numbers of categories and names.
 * @returns The table.
 * @throws ArgumentError when there is no column, a number of categories is not in 1 to 256, or two names are the same;
 *   ShapeError when columns differ in length, or there are not as many categories or names as columns; ValuesError, with value,
 *   column and row, for a value that is no category.
 *
 * @example
 * ```ts
 * import { categoricalTable } from '@causal-mechanisms/datasets';
 *
 * const table = categoricalTable([[0, 1, 1], [2, 0, 1]], { names: ['rain', 'mood'] });
 * console.log(table.rows, table.categories); // 3 [ 2, 3 ]
 * ```
 */
export function categoricalTable(
  columns: readonly ArrayLike<number>[],
  options: CategoricalTableOptions = {},
): CategoricalTable {
  const owner = 'categoricalTable';
  checkArray(owner, 'columns', columns);
  checkOptions(owner, options);
  if (options.categories !== undefined) checkNumbers(owner, 'categories', options.categories);
  columns.forEach((column, i) => {
    if (!ArrayBuffer.isView(column)) checkArray(owner, `columns[${i}]`, column as unknown[]);
  });
  const [first] = columns;
  if (first === undefined) {
    throw new ArgumentError(`${owner}: expected at least one column, got none`);
  }
  const names = checkedNames(
    owner,
    options.names === undefined ? columns.map((_, i) => `X${i}`) : options.names,
    columns.length,
  );
  const { categories = columns.map((column) => categoriesOf(column)) } = options;
  if (categories.length !== columns.length) {
    throw new ShapeError(
      `${owner}: expected ${columns.length} numbers of categories, one per column, got ${categories.length}`,
      { data: { columns: columns.length, categories: categories.length } },
    );
  }
  columns.forEach((column, i) => {
    const name = names[i] ?? '';
    if (column.length !== first.length) {
      throw new ShapeError(
        `${owner}: every column must have ${first.length} rows like the first, column ${name} has ${column.length}`,
        { data: { column: i, name, expected: first.length, actual: column.length } },
      );
    }
    const most = options.categories?.[i] ?? 256;
    checkCount(owner, `the number of categories of ${name}`, most, { most: 256 });
    checkColumn(owner, column, { column: i, name, most });
  });
  return {
    columns: columns.map((column) =>
      column instanceof Uint8Array ? column : Uint8Array.from(column),
    ),
    categories: [...categories],
    names,
    rows: first.length,
  };
}

/**
 * Some rows of a table.
 *
 * @param table - The table.
 * @param from - The first row.
 * @param to - One more than the last row. Default: the number of rows.
 * @returns A table that shares the memory of the first.
 * @throws ArgumentError when the rows are not in the table.
 *
 * @example
 * ```ts
 * import { categoricalTable, tableRows } from '@causal-mechanisms/datasets';
 *
 * const table = categoricalTable([[0, 1, 1, 0]]);
 * console.log(tableRows(table, 1, 3).columns[0]); // Uint8Array(2) [ 1, 1 ]
 * ```
 */
export function tableRows(
  table: CategoricalTable,
  from: number,
  to: number = checkOptions('tableRows', table, 'table').rows,
): CategoricalTable {
  const { rows, columns } = checkOptions('tableRows', table, 'table');
  checkArray('tableRows', 'columns', columns);
  columns.forEach((column, i) => {
    checkInstance('tableRows', `columns[${i}]`, column, Uint8Array);
  });
  checkCount('tableRows', 'rows', rows, { least: 0, most: columns[0]?.length ?? 0 });
  checkCount('tableRows', 'to', to, { least: 0, most: rows });
  checkCount('tableRows', 'from', from, { least: 0, most: to });
  return {
    ...table,
    columns: columns.map((column) => column.subarray(from, to)),
    rows: to - from,
  };
}

/**
 * Checks the names of variables.
 *
 * @param owner - The function that asks; opens the message.
 * @param names - The names.
 * @param expected - How many there should be.
 * @returns A copy.
 * @throws ShapeError when there are more or fewer; ArgumentError when one is empty or occurs twice.
 */
export function checkedNames(owner: string, names: readonly string[], expected: number): string[] {
  checkArray(owner, 'names', names);
  if (names.length !== expected) {
    throw new ShapeError(
      `${owner}: expected ${expected} names, one per variable, got ${names.length}`,
      { data: { expected, actual: names.length } },
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (typeof name !== 'string' || name === '' || seen.has(name)) {
      throw new ArgumentError(`${owner}: names must be different and not empty, got '${name}'`, {
        data: { name },
      });
    }
    seen.add(name);
  }
  return [...names];
}

function categoriesOf(column: ArrayLike<number>): number {
  let largest = 0;
  for (let row = 0; row < column.length; row++) largest = Math.max(largest, column[row] ?? 0);
  return largest + 1;
}

function checkColumn(
  owner: string,
  column: ArrayLike<number>,
  { column: index, name, most }: { column: number; name: string; most: number },
): void {
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? NaN;
    if (Number.isInteger(value) && value >= 0 && value < most) continue;
    throw new ValuesError(
      `${owner}: column ${name} must hold whole numbers in [0, ${most}), got ${value} in row ${row}`,
      { data: { column: index, name, row, value, categories: most } },
    );
  }
}
