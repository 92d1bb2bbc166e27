import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkNumbersPerImage } from '../image/datasetChecks.ts';
import type { Factor, FactorDataset } from './factorTypes.ts';

/**
 * Checks that an argument is a data set with factors: what every function that takes one does first. It looks at what the data set says of
 * itself and reads no observation.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is none, or a part of it is none; ShapeError when there are more or fewer values than `size` and `factors` say.
 *
 * @example
 * ```ts
 * import { checkFactorDataset, pendulumFeatures } from '@causal-mechanisms/datasets';
 *
 * checkFactorDataset('example', 'data', pendulumFeatures({ rows: 3 })); // no error
 * ```
 */
export function checkFactorDataset(owner: string, name: string, value: FactorDataset): void {
  const data = checkOptions(owner, value, name);
  checkText(owner, `${name}.name`, data.name);
  checkCount(owner, `${name}.size`, data.size);
  checkShape(owner, `${name}.shape`, data.shape);
  checkFactorList(owner, `${name}.factors`, data.factors);
  const given: { readonly read?: unknown } = data;
  checkFunction(owner, `${name}.read`, given.read);
  const values: unknown = data.values;
  if (!(values instanceof Float64Array)) {
    throw new ArgumentError(`${owner}: ${name}.values must be a Float64Array`, { data: { name } });
  }
  const expected = data.size * data.factors.length;
  if (values.length === expected) return;
  throw new ShapeError(
    `${owner}: ${data.size} observations of ${data.factors.length} factors need ${expected} values, got ${values.length}`,
    { data: { name, expected, actual: values.length } },
  );
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is not the shape of an observation: of a vector or of an image.
 */
export function checkShape(owner: string, name: string, value: readonly number[]): void {
  const shape = checkList(owner, name, value);
  if (shape.length !== 1 && shape.length !== 3) {
    throw new ArgumentError(
      `${owner}: ${name}, the shape, must be [height, width, channels] or [width], got [${shape.join(', ')}]`,
      { data: { name, shape } },
    );
  }
  value.forEach((side, i) => {
    checkCount(owner, `${name}[${i}]`, side);
  });
  checkNumbersPerImage(owner, `the product of ${name}`, value);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is no list of factors, at least one.
 */
export function checkFactorList(owner: string, name: string, value: readonly Factor[]): void {
  const factors = checkList(owner, name, value) as readonly Factor[];
  if (factors.length === 0) {
    throw new ArgumentError(`${owner}: there are no factors in ${name}`, { data: { name } });
  }
  factors.forEach((factor, i) => {
    const { name: own, kind, unit } = checkOptions(owner, factor, `${name}[${i}]`);
    checkText(owner, `${name}[${i}].name`, own);
    checkText(owner, `${name}[${i}].kind`, kind, ['continuous', 'binary']);
    if (unit !== undefined) checkText(owner, `${name}[${i}].unit`, unit);
  });
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @returns It.
 * @throws ArgumentError when it is no array of texts.
 */
export function checkTexts(owner: string, name: string, value: unknown): readonly string[] {
  const texts = checkList(owner, name, value);
  texts.forEach((text, i) => {
    checkText(owner, `${name}[${i}]`, text);
  });
  return texts as readonly string[];
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @returns It.
 * @throws ArgumentError when it is no array.
 */
export function checkList(owner: string, name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new ArgumentError(`${owner}: ${name} must be an array, got ${kindOf(value)}`, {
    data: { name, value },
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
