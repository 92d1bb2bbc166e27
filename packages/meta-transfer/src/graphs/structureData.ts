import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkArray,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** The most categories that a variable may have: columns hold bytes. */
const MOST_CATEGORIES = 256;

/**
 * Checks the data from which structure is learned.
 *
 * @param owner - The function that asks; opens messages.
 * @param data - The data.
 * @param targetsNeeded - Whether every intervention must say what its target is.
 * @throws ArgumentError when there are no variables or no rows, or a target is unknown or does not exist; ShapeError for tables that do not
 *   fit each other; ValuesError for a variable with a single category, or for values that are no category.
 */
export function checkStructureData(
  owner: string,
  data: InterventionalData,
  targetsNeeded: boolean,
): void {
  checkDataParts(owner, data);
  const { observational, interventions } = data;
  const variables = observational.columns.length;
  if (variables === 0)
    throw new ArgumentError(`${owner}: expected at least one variable, got none`);
  checkTable(owner, 'observational', observational, observational);
  let rows = observational.rows;
  interventions.forEach(({ target, samples }, i) => {
    checkTable(owner, `interventions[${i}]`, samples, observational);
    rows += samples.rows;
    if (target === null) {
      if (!targetsNeeded) return;
      throw new ArgumentError(
        `${owner}: the target of interventions[${i}] must be known, got null; jointStructure finds hidden targets`,
        { data: { intervention: i } },
      );
    }
    if (!Number.isInteger(target) || target < 0 || target >= variables) {
      throw new ArgumentError(
        `${owner}: the target of interventions[${i}] must be a variable from 0 to ${variables - 1}, got ${String(target)}`,
        { data: { intervention: i, target, variables } },
      );
    }
  });
  if (rows === 0)
    throw new ArgumentError(`${owner}: expected at least one row of samples, got none`);
}

/** @internal Checks that tables are there, each of the right kind of columns. */
export function checkDataParts(owner: string, data: InterventionalData): void {
  const { observational, interventions } = checkOptions(owner, data, 'data');
  checkTableParts(owner, 'observational', observational);
  checkArray(owner, 'interventions', interventions).forEach((intervention, i) => {
    const { samples } = checkOptions(owner, intervention, `interventions[${i}]`);
    checkTableParts(owner, `interventions[${i}].samples`, samples);
  });
}

function checkTableParts(owner: string, which: string, table: CategoricalTable): void {
  const { names, categories, rows, columns } = checkOptions(owner, table, which);
  checkArray(owner, `${which}.names`, names).forEach((name, i) => {
    checkText(owner, `${which}.names[${i}]`, name);
  });
  checkNumbers(owner, `${which}.categories`, categories, { anyNumber: true });
  checkCount(owner, `${which}.rows`, rows, { least: 0 });
  checkArray(owner, `${which}.columns`, columns).forEach((column, i) => {
    checkNumbers(owner, `${which}.columns[${i}]`, column, { kinds: [Uint8Array] });
  });
}

/** Checks one table, and that it is about the same variables as another one. */
function checkTable(
  owner: string,
  which: string,
  table: CategoricalTable,
  { categories, names }: CategoricalTable,
): void {
  const variables = categories.length;
  for (const [what, length] of [
    ['columns', table.columns.length],
    ['names', table.names.length],
    ['categories', table.categories.length],
  ] as const) {
    if (length === variables) continue;
    throw new ShapeError(
      `${owner}: ${which} must have ${variables} ${what}, as many as categories, got ${length}`,
      {
        data: { table: which, expected: variables, actual: length },
      },
    );
  }
  table.columns.forEach((column, i) => {
    const name = table.names[i] ?? '';
    const count = table.categories[i] ?? 0;
    const place = `columns[${i}] (${name}) of ${which}`;
    if (name !== names[i] || count !== categories[i]) {
      throw new ShapeError(
        `${owner}: ${place} must be ${names[i] ?? ''} with ${categories[i] ?? 0} categories as in observational, got ${count} categories`,
        { data: { table: which, column: i } },
      );
    }
    if (!Number.isInteger(count) || count < 2 || count > MOST_CATEGORIES) {
      throw new ValuesError(
        `${owner}: ${place} must have 2 to ${MOST_CATEGORIES} categories, got ${count}; leave out variables that never change`,
        { data: { table: which, column: i, categories: count } },
      );
    }
    if (column.length !== table.rows) {
      throw new ShapeError(
        `${owner}: ${place} must have ${table.rows} rows, got ${column.length}`,
        {
          data: { table: which, column: i, expected: table.rows, actual: column.length },
        },
      );
    }
    checkCategories(owner, place, column, count);
  });
}

function checkCategories(owner: string, place: string, column: Uint8Array, count: number): void {
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? 0;
    if (value < count) continue;
    throw new ValuesError(
      `${owner}: ${place} must hold categories from 0 to ${count - 1}, got ${value} in row ${row}`,
      { data: { value, row, categories: count } },
    );
  }
}
