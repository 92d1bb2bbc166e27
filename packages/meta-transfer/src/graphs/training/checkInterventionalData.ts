import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import { ArgumentError, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * Refuses data that no graph can be learned from.
 *
 * @param owner - Opens messages.
 * @param data - Samples of the system as it is, and under interventions.
 * @throws ShapeError when tables differ in their variables or columns in their length; ValuesError when a category is out of range;
 * ArgumentError when there are fewer than two variables or two categories of one, no samples, no interventions, or a target is no variable.
 */
export function checkInterventionalData(owner: string, data: InterventionalData): void {
  const { observational, interventions } = data;
  const { categories } = observational;
  const variables = categories.length;
  if (variables < 2) {
    throw new ArgumentError(`${owner}: expected at least two variables, got ${variables}`);
  }
  categories.forEach((count, variable) => {
    if (Number.isInteger(count) && count >= 2 && count <= 256) return;
    throw new ArgumentError(
      `${owner}: variable ${variable} must have 2 to 256 categories, got ${count}: leave constant variables out`,
      { data: { variable, count } },
    );
  });
  checkTable(owner, 'the observational samples', observational, categories);
  if (interventions.length === 0) {
    throw new ArgumentError(`${owner}: expected at least one intervention, got none`);
  }
  interventions.forEach(({ target, samples }, place) => {
    const name = `the samples of intervention ${place}`;
    checkTable(owner, name, samples, categories);
    if (target === null || (Number.isInteger(target) && target >= 0 && target < variables)) return;
    throw new ArgumentError(
      `${owner}: the target of intervention ${place} must be null or from 0 to ${variables - 1}, got ${target}`,
      { data: { place, target } },
    );
  });
}

/**
 * @param data - Checked samples.
 * @returns What a checkpoint must agree on.
 */
export function interventionalFacts({ observational, interventions }: InterventionalData) {
  const { names, categories, rows } = observational;
  return {
    names: [...names],
    categories: [...categories],
    rows,
    targets: interventions.map(({ target }) => target),
  };
}

function checkTable(
  owner: string,
  name: string,
  { columns, categories, rows, names }: CategoricalTable,
  expected: readonly number[],
): void {
  const counts = [columns.length, categories.length, names.length];
  if (counts.some((count) => count !== expected.length) || categories.join() !== expected.join()) {
    throw new ShapeError(
      `${owner}: ${name} must have columns, categories and names of ${expected.length} variables with ${expected.join()} categories, ` +
        `got ${counts.join(', ')} of them with ${categories.join()} categories`,
      { data: { expected, actual: categories } },
    );
  }
  if (!(Number.isInteger(rows) && rows >= 1)) {
    throw new ArgumentError(`${owner}: ${name} must have at least one row, got ${rows}`);
  }
  columns.forEach((column, variable) => {
    if (column.length !== rows) {
      throw new ShapeError(
        `${owner}: column ${variable} of ${name} must have ${rows} rows, got ${column.length}`,
        { data: { variable, expected: rows, actual: column.length } },
      );
    }
    const count = expected[variable] as number;
    const row = column.findIndex((category) => category >= count);
    if (row === -1) return;
    throw new ValuesError(
      `${owner}: ${name} have category ${column[row] as number} in column ${variable}, row ${row}, where there are ${count}`,
      { data: { variable, row, category: column[row], count } },
    );
  });
}
