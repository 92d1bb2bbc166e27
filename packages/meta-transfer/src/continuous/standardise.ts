import { ValuesError } from '@causal-mechanisms/tensor-utils';

/** Mean and spread of a column. */
export interface ColumnScale {
  /** The mean. */
  readonly mean: number;
  /** The standard deviation, above 0. */
  readonly deviation: number;
}

/** Below this a sum of squares has lost digits. */
const LEAST_SQUARES = 1e-290;

/**
 * @param owner - The function that asks; opens the message.
 * @param name - The column.
 * @param values - Finite numbers, at least two different ones.
 * @returns Mean and standard deviation.
 * @throws ValuesError when all values are the same, or so large or so near each other that their squares leave the range of numbers.
 */
export function columnScale(owner: string, name: string, values: Float64Array): ColumnScale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length);
  const isConstant = values.every((value) => value === values[0]);
  const isSquared = squares > LEAST_SQUARES && squares < Infinity;
  // Equal values whose mean is rounded leave a trace.
  if (isConstant || (isSquared && !(deviation > 1e-12 * Math.abs(mean)))) {
    throw new ValuesError(`${owner}: all values of ${name} are the same, ${values[0] ?? NaN}`, {
      data: { name, value: values[0] },
    });
  }
  if (!isSquared) {
    throw new ValuesError(
      `${owner}: the squares of ${name} leave the range of numbers: measure them in another unit`,
      { data: { name, squares } },
    );
  }
  return { mean, deviation };
}

/**
 * @param values - Any numbers.
 * @param scale - Of the column that they are measured by.
 * @returns The values in standard deviations from the mean.
 */
export function standardised(values: Float64Array, { mean, deviation }: ColumnScale): Float64Array {
  return values.map((value) => (value - mean) / deviation);
}
