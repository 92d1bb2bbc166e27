import {
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** Two numeric variables that were measured together. */
export interface PairColumns {
  /** Of the variable A, one value per pair; finite. */
  readonly a: ArrayLike<number>;
  /** Of the variable B, as many. */
  readonly b: ArrayLike<number>;
}

/** {@link PairColumns} as they are computed with. */
export interface CheckedPairs {
  /** Of the variable A. */
  readonly a: Float64Array;
  /** Of the variable B, as many. */
  readonly b: Float64Array;
}

/**
 * Checks one column of numbers.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param values - Should be finite numbers.
 * @param least - How many there must be at least. Default: 1.
 * @returns The values; a copy unless they are doubles already.
 * @throws ShapeError when there are too few; ValuesError when one is not finite.
 */
export function checkColumn(
  owner: string,
  name: string,
  values: ArrayLike<number>,
  least = 1,
): Float64Array {
  checkNumbers(owner, name, values, { anyNumber: true });
  if (values.length < least) {
    throw new ShapeError(
      `${owner}: ${name} must have at least ${least} values, got ${values.length}`,
      { data: { name, least, actual: values.length } },
    );
  }
  const column = values instanceof Float64Array ? values : Float64Array.from(values);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] ?? NaN;
    if (Number.isFinite(value)) continue;
    throw new ValuesError(
      `${owner}: ${name} must hold finite numbers, got ${value} at place ${i}`,
      { data: { name, index: i, value } },
    );
  }
  return column;
}

/**
 * Checks two columns that belong together.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument that holds both.
 * @param pairs - Should be as many finite numbers in both.
 * @param least - How many pairs there must be at least. Default: 1.
 * @returns The columns; copies unless they are doubles already.
 * @throws ShapeError when there are too few or the lengths differ; ValuesError when a value is not finite.
 */
export function checkPairs(
  owner: string,
  name: string,
  pairs: PairColumns,
  least = 1,
): CheckedPairs {
  const { a, b } = checkOptions(owner, pairs, name);
  checkNumbers(owner, `${name}.a`, a, { anyNumber: true });
  checkNumbers(owner, `${name}.b`, b, { anyNumber: true });
  if (a.length !== b.length) {
    throw new ShapeError(
      `${owner}: ${name}.a and ${name}.b must have the same length, got ${a.length} and ${b.length}`,
      { data: { name, a: a.length, b: b.length } },
    );
  }
  return {
    a: checkColumn(owner, `${name}.a`, a, least),
    b: checkColumn(owner, `${name}.b`, b, least),
  };
}
