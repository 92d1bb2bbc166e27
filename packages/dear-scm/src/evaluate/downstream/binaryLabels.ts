import { factorColumn } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens messages.
 * @param data - The data set.
 * @param name - A factor that is 0 or 1 everywhere.
 * @returns Its values.
 * @throws ArgumentError for an unknown factor; ValuesError where a value is missing, or neither 0 nor 1.
 */
export function binaryLabels(owner: string, data: FactorDataset, name: string): Uint8Array {
  const column = factorColumn(data, name);
  const bad = column.findIndex((value) => value !== 0 && value !== 1);
  if (bad < 0) return Uint8Array.from(column);
  throw new ValuesError(
    `${owner}: "${name}" must be 0 or 1 for every observation of ${data.name}, got ${column[bad]} at row ${bad}`,
    { data: { factor: name, dataset: data.name, row: bad, value: column[bad] } },
  );
}

/**
 * @param logits - One per observation: positive for class 1.
 * @returns The classes.
 */
export function classesOf(logits: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(logits, (logit) => Number(logit > 0));
}

/**
 * @param logits - One per observation.
 * @param labels - The truth, as many.
 * @returns The share that is right.
 */
export function accuracyOf(logits: ArrayLike<number>, labels: Uint8Array): number {
  const classes = classesOf(logits);
  return (
    labels.reduce((right, label, i) => right + Number(label === classes[i]), 0) / labels.length
  );
}
