import type { InterventionalData } from '@causal-mechanisms/datasets';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkDataParts, checkStructureData } from '../structureData.ts';

/**
 * Refuses data that no beliefs in edges can be learned from.
 *
 * @param owner - Opens messages.
 * @param data - Samples of the system as it is, and under interventions.
 * @throws ArgumentError when there are fewer than two variables, no interventions, a table without rows, or a target that is no variable; ShapeError
 * when tables differ in their variables or columns in their length; ValuesError when a variable has a single category or a category is out of range.
 */
export function checkInterventionalData(owner: string, data: InterventionalData): void {
  checkDataParts(owner, data);
  const { observational, interventions } = data;
  const variables = observational.categories.length;
  if (variables < 2) {
    throw new ArgumentError(
      `${owner}: observational must have at least two variables (columns, names, categories), got ${variables}`,
    );
  }
  if (interventions.length === 0) {
    throw new ArgumentError(
      `${owner}: interventions must hold at least one intervention, got none`,
    );
  }
  checkRows(owner, 'observational', observational.rows);
  interventions.forEach(({ samples }, i) => {
    checkRows(owner, `interventions[${i}]`, samples.rows);
  });
  checkStructureData(owner, data, false);
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

function checkRows(owner: string, table: string, rows: number): void {
  if (Number.isInteger(rows) && rows >= 1) return;
  throw new ArgumentError(`${owner}: ${table} must have rows, at least one, got ${rows}`, {
    data: { table, rows },
  });
}
