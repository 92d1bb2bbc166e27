import { checkList, checkOptions, withArticle, wrongArgument } from './argumentChecks.ts';
import { ShapeError, ValuesError } from './errors.ts';
import type { ArgumentError } from './errors.ts';

/** What an array of numbers must be. */
export interface ExpectedNumbers {
  /** How many numbers. Default: any. */
  readonly length?: number;
  /** At least how many. Default: 0. */
  readonly leastLength?: number;
  /** The smallest value allowed. Default: -Infinity. */
  readonly least?: number;
  /** The largest value allowed. Default: Infinity. */
  readonly most?: number;
  /** Whether they must be whole. Default: false. */
  readonly whole?: boolean;
  /** Whether NaN and infinite numbers pass. Default: false. */
  readonly anyNumber?: boolean;
  /** Classes of typed arrays, one of which it must be. Default: those and plain arrays. */
  readonly kinds?: readonly TypedArrayKind[];
}

/** A class of typed arrays. */
export type TypedArrayKind =
  | typeof Float32Array
  | typeof Float64Array
  | typeof Int8Array
  | typeof Int16Array
  | typeof Int32Array
  | typeof Uint8Array
  | typeof Uint8ClampedArray
  | typeof Uint16Array
  | typeof Uint32Array;

/**
 * Checks that an argument is a plain array, of anything.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @returns The same array.
 * @throws ArgumentError when it is none.
 *
 * @example
 * ```ts
 * import { checkArray } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(checkArray('example', 'names', ['a', 'b']).length); // 2
 * ```
 */
export function checkArray<T>(owner: string, name: string, value: readonly T[]): readonly T[] {
  checkList(owner, name, value);
  return value;
}

/**
 * Checks that an argument is an array of numbers, plain or typed, and every number in it.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param expected - Kind, length and range; finite numbers by default.
 * @throws ArgumentError when it is no such array; ShapeError when the length differs; ValuesError that names the first number out of its
 * range.
 *
 * @example
 * ```ts
 * import { checkNumbers, ValuesError } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkNumbers('example', 'labels', [0, 1, 0.5], { whole: true });
 * } catch (error) {
 *   if (error instanceof ValuesError) console.log(error.message); // example: labels must be whole numbers, got 0.5 at place 2
 * }
 * ```
 */
export function checkNumbers(
  owner: string,
  name: string,
  value: unknown,
  expected: ExpectedNumbers = {},
): void {
  const {
    length,
    leastLength = 0,
    kinds,
    whole = false,
  } = checkOptions(owner, expected, 'expected');
  const { least = -Infinity, most = Infinity, anyNumber = false } = expected;
  if (!isNumbers(value, kinds)) throw noNumbers(owner, name, value, kinds);
  if ((length !== undefined && value.length !== length) || value.length < leastLength) {
    const wanted = length === undefined ? `at least ${leastLength}` : String(length);
    throw new ShapeError(`${owner}: ${name} must hold ${wanted} numbers, got ${value.length}`, {
      data: { name, expected: length ?? leastLength, actual: value.length },
    });
  }
  const isPlain = Array.isArray(value);
  if (anyNumber && !isPlain) return;
  for (let i = 0; i < value.length; i++) {
    const number = value[i] as number;
    const isNumber = !isPlain || typeof number === 'number';
    if (isNumber && anyNumber) continue;
    const inRange = number >= least && number <= most && (!whole || Number.isInteger(number));
    if (isNumber && inRange && number - number === 0) continue;
    throw wrongNumber(owner, name, { i, number, whole, least, most });
  }
}

/** @internal An array of numbers by its kind alone: entries of typed arrays are numbers, those of plain ones are not looked at. */
export function checkNumberArray(owner: string, name: string, value: unknown): void {
  if (!isNumbers(value, undefined)) throw noNumbers(owner, name, value, undefined);
}

function noNumbers(
  owner: string,
  name: string,
  value: unknown,
  kinds: readonly TypedArrayKind[] | undefined,
): ArgumentError {
  const words = kinds?.map(({ name: kind }) => kind).join(' or ') ?? 'array of numbers';
  return wrongArgument(owner, name, withArticle(words), value);
}

interface WrongNumber {
  readonly i: number;
  readonly number: number;
  readonly whole: boolean;
  readonly least: number;
  readonly most: number;
}

function wrongNumber(owner: string, name: string, wrong: WrongNumber): ValuesError {
  const { i, number, whole, least, most } = wrong;
  const range = [
    least > -Infinity ? ` of at least ${least}` : '',
    most < Infinity ? ` of at most ${most}` : '',
  ].filter((word) => word !== '');
  const wanted = `${whole ? 'whole' : 'finite'} numbers${range.join(' and')}`;
  return new ValuesError(
    `${owner}: ${name} must be ${wanted}, got ${String(number)} at place ${i}`,
    {
      data: { name, index: i, value: number },
    },
  );
}

function isNumbers(
  value: unknown,
  kinds: readonly TypedArrayKind[] | undefined,
): value is ArrayLike<number> {
  if (kinds !== undefined) return kinds.some((kind) => value instanceof kind);
  if (Array.isArray(value)) return true;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}
