import {
  ArgumentError,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  pacer,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../image/arrayDataset.ts';
import type { DataOrigin } from '../image/imageDataset.ts';
import { checkRead, PIECE } from '../image/readChecks.ts';
import { checkFactorList, checkShape } from './checkFactorDataset.ts';
import { checkNames } from './factorGraph.ts';
import type { Factor, FactorDataset } from './factorTypes.ts';

/** Values of factors: `[size, factors]` row by row, or a column of `size` numbers for each factor by its name. NaN where one is missing. */
export type FactorValues = ArrayLike<number> | Readonly<Record<string, ArrayLike<number>>>;

/** What {@link factorDataset} is made of. */
export interface FactorDatasetOptions {
  /** A short name for tables and messages. */
  readonly name: string;
  /** Where the observations come from. Default: the caller's own. */
  readonly origin?: DataOrigin;
  /**
   * All observations one after the other. Images, rows first, channels last: bytes 0-255, which stay bytes in memory and are divided by
   * 255 when read, or numbers in [0, 1]. Vectors: any finite numbers. The array is kept, not copied.
   */
  readonly observations: Uint8Array | Float32Array;
  /** The shape of one: `[height, width, channels]` or `[width]`. */
  readonly shape: readonly number[];
  /** What is known about every observation; at least one factor. */
  readonly factors: readonly Factor[];
  /** The values of the factors; copied. */
  readonly values: FactorValues;
}

/**
 * A data set of observations with factors, from arrays in memory.
 *
 * @param options - Observations, shape, factors and values.
 * @returns The data set.
 * @throws ShapeError when the observations are no whole number of the shape, or the values do not fit their number and the factors;
 *   ValuesError for pixels outside [0, 1], infinite numbers, and a value of a binary factor other than 0, 1 and NaN; ArgumentError for an
 *   impossible shape and for names that are empty, there twice or without a column.
 *
 * @example
 * ```ts
 * import { factorDataset } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'lamps',
 *   observations: Float32Array.of(0.1, 0.9, 0.8, 0.2),
 *   shape: [2],
 *   factors: [{ name: 'light', kind: 'continuous', unit: 'degrees' }, { name: 'on', kind: 'binary' }],
 *   values: { light: [30, 60], on: [1, NaN] },
 * });
 * console.log(dataset.size, dataset.values); // 2 Float64Array(4) [ 30, 1, 60, NaN ]
 * ```
 */
export function factorDataset(options: FactorDatasetOptions): FactorDataset {
  const { name, observations, shape } = checkOptions('factorDataset', options);
  checkText('factorDataset', 'name', name);
  const owner = `factorDataset(${name})`;
  checkShape(owner, 'shape', shape);
  const given: unknown = observations;
  if (!(given instanceof Uint8Array) && !(given instanceof Float32Array)) {
    throw new ArgumentError(`${owner}: observations must be a Uint8Array or a Float32Array`);
  }
  const source =
    shape.length === 1
      ? vectors(owner, name, observations, shape[0] ?? NaN)
      : images(owner, name, observations, shape);
  const factors = checkFactors(owner, options.factors);
  return {
    name,
    origin: options.origin ?? { kind: 'own', description: name },
    size: source.size,
    shape: [...shape],
    factors,
    values: factorRows(owner, factors, options.values, source.size),
    read: source.read,
  };
}

/**
 * @param owner - Opens the message.
 * @param factors - Should be at least one, with different names.
 * @returns The factors.
 * @throws ArgumentError that names the first fault.
 */
export function checkFactors(owner: string, factors: readonly Factor[]): readonly Factor[] {
  checkFactorList(owner, 'factors', factors);
  checkNames(
    owner,
    factors.map((factor) => factor.name),
  );
  return factors.map((factor) => ({ ...factor }));
}

/**
 * Puts values of factors into rows.
 *
 * @param owner - Opens the messages.
 * @param factors - The factors.
 * @param values - Their values, in rows or in columns.
 * @param size - Observations there are.
 * @returns `[size, factors]`, new.
 * @throws ShapeError for a wrong number of values, ArgumentError for a column that is missing or that no factor has, ValuesError for
 *   impossible values.
 */
export function factorRows(
  owner: string,
  factors: readonly Factor[],
  values: FactorValues,
  size: number,
): Float64Array {
  checkOptions(owner, isArray(values) ? {} : values, 'values');
  if (isArray(values)) checkNumbers(owner, 'values', values, { anyNumber: true });
  const rows = isArray(values)
    ? Float64Array.from(values)
    : rowsOfColumns(owner, factors, values, size);
  if (rows.length !== size * factors.length) {
    throw new ShapeError(
      `${owner}: ${size} observations with ${factors.length} factors need ${size * factors.length} values, got ${rows.length}`,
      { data: { expected: size * factors.length, actual: rows.length } },
    );
  }
  rows.forEach((value, i) => {
    const factor = factors[i % factors.length];
    if (Number.isNaN(value) || factor === undefined) return;
    const row = Math.floor(i / factors.length);
    const fits = factor.kind === 'binary' ? value === 0 || value === 1 : Number.isFinite(value);
    if (fits) return;
    throw new ValuesError(
      `${owner}: ${factor.kind} factor "${factor.name}" of observation ${row} must be ${factor.kind === 'binary' ? '0, 1' : 'finite'} or NaN where it is missing, got ${value}`,
      { data: { factor: factor.name, row, value } },
    );
  });
  return rows;
}

function rowsOfColumns(
  owner: string,
  factors: readonly Factor[],
  columns: Readonly<Record<string, ArrayLike<number>>>,
  size: number,
): Float64Array {
  const other = Object.keys(columns).find((name) => factors.every((f) => f.name !== name));
  if (other !== undefined) {
    throw new ArgumentError(`${owner}: there are values of "${other}", which is no factor`, {
      data: { name: other },
    });
  }
  const rows = new Float64Array(size * factors.length);
  factors.forEach(({ name }, place) => {
    const column = columns[name];
    if (column === undefined) {
      throw new ArgumentError(`${owner}: there are no values of factor "${name}"`, {
        data: { name },
      });
    }
    checkNumbers(owner, `values.${name}`, column, { anyNumber: true });
    if (column.length !== size) {
      throw new ShapeError(
        `${owner}: ${size} observations need as many values of factor "${name}", got ${column.length}`,
        { data: { name, expected: size, actual: column.length } },
      );
    }
    for (let row = 0; row < size; row++) rows[row * factors.length + place] = column[row] ?? NaN;
  });
  return rows;
}

function isArray(values: FactorValues): values is ArrayLike<number> {
  // What is neither is for the checks of either to refuse.
  return Array.isArray(values) || ArrayBuffer.isView(values);
}

type Source = Pick<FactorDataset, 'size' | 'read'>;

function images(
  owner: string,
  name: string,
  pixels: Uint8Array | Float32Array,
  shape: readonly number[],
): Source {
  const [height, width, channels, ...more] = shape;
  if (height === undefined || width === undefined || channels === undefined || more.length > 0) {
    throw new ArgumentError(
      `${owner}: the shape must be [height, width, channels] or [width], got [${shape.join(', ')}]`,
      { data: { shape } },
    );
  }
  return arrayDataset({ name, pixels, shape: [height, width, channels] });
}

function vectors(
  owner: string,
  name: string,
  numbers: Uint8Array | Float32Array,
  width: number,
): Source {
  checkCount(owner, 'shape[0]', width);
  const size = numbers.length / width;
  if (!Number.isInteger(size) || size === 0) {
    throw new ShapeError(
      `${owner}: ${numbers.length} numbers are not one or more vectors of ${width}`,
      { data: { expected: width, actual: numbers.length } },
    );
  }
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  if (bad >= 0) {
    throw new ValuesError(
      `${owner}: numbers must be finite, got ${numbers[bad] ?? NaN} at place ${bad}`,
      {
        data: { index: bad, value: numbers[bad] },
      },
    );
  }
  return {
    size,
    read: async (indices, out) => {
      checkRead(name, indices, out, size, width);
      const pause = pacer();
      const atOnce = Math.ceil(PIECE / width);
      for (let i = 0; i < indices.length; i++) {
        if (i % atOnce === 0) await pause();
        const from = (indices[i] ?? 0) * width;
        out.set(numbers.subarray(from, from + width), i * width);
      }
    },
  };
}
