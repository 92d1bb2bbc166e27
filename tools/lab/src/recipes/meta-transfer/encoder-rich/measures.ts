import { median } from '@causal-mechanisms/metrics';
import type { Measure } from '../../../run/measure.ts';
import type { RichResult } from './richStudy.ts';
import { TASK_LABELS } from './settings.ts';

/** A correlation from which on variables count as found. */
export const FOUND = 0.95;

/**
 * @param results - Of the study.
 * @returns One row of figures per task.
 */
export function richMeasures(results: readonly RichResult[]): Measure[] {
  return results.flatMap(({ task, outcomes }) => {
    const model = TASK_LABELS[task];
    const middle = (name: string, label: string, values: readonly number[], main = false) => ({
      name: `${task}/${name}`,
      label: `median ${label}`,
      model,
      column: label,
      value: median(values),
      ...(main ? { main } : {}),
    });
    const count = (name: string, label: string, value: number) => ({
      name: `${task}/${name}`,
      label,
      model,
      value,
      outOf: outcomes.length,
      format: 'integer' as const,
    });
    return [
      middle(
        'before',
        'MCC before',
        outcomes.map(({ before }) => before.mcc),
      ),
      middle(
        'mcc',
        'MCC',
        outcomes.map(({ after }) => after.mcc),
        true,
      ),
      middle(
        'spearman',
        'MCC of ranks',
        outcomes.map(({ after }) => after.spearman),
      ),
      middle(
        'r2',
        'R2 of matched',
        outcomes.map(({ after }) => matchedR2(after)),
      ),
      count(
        'found',
        `MCC at least ${FOUND}`,
        outcomes.filter(({ after }) => after.mcc >= FOUND).length,
      ),
      count('right', 'chain right', outcomes.filter(({ right }) => right).length),
    ];
  });
}

function matchedR2({
  r2,
  columns,
}: {
  readonly r2: readonly (readonly number[])[];
  readonly columns: readonly number[];
}): number {
  return columns.reduce((sum, column, row) => sum + (r2[row]?.[column] ?? 0), 0) / columns.length;
}
