import { split } from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { checkNumbers } from '../arrayChecks.ts';
import { checkCount } from '../checks.ts';
import { ShapeError } from '../errors.ts';
import { ANY_TYPE, checkTensor } from '../tensorChecks.ts';

/** The parts of a tensor: one for each size of a tuple, or as many as a number says; `Made` counts up to it. */
export type Parts<
  T,
  Sizes extends number | readonly number[],
  Made extends readonly T[] = [],
> = Sizes extends readonly number[]
  ? { -readonly [Place in keyof Sizes]: T }
  : number extends Sizes
    ? T[]
    : Made['length'] extends Sizes
      ? Made
      : Parts<T, Sizes, [...Made, T]>;

/**
 * `tf.split` that returns a tuple: as many parts as there are sizes, all of the tensor's rank.
 *
 * @param tensor - Of any shape.
 * @param sizes - How many equal parts, or the size of each part; they add up to the axis.
 * @param axis - Which axis is cut; negative ones count from the end.
 * @returns The parts in order, for destructuring; the caller disposes them.
 * @throws ShapeError when the sizes do not fit the axis; ArgumentError, ValuesError or DisposedError when the tensor is no live one, the sizes
 * are none, or there is no such axis.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { splitInto } from '@causal-mechanisms/tensor-utils';
 *
 * const [gates, candidate] = splitInto(tf.ones<tf.Rank.R2>([2, 8]), [6, 2], 1);
 * const [open, close] = splitInto(gates, 2, 1); // both Tensor2D
 * console.log(open.shape, close.shape, candidate.shape); // [2, 3] [2, 3] [2, 2]
 * ```
 */
export function splitInto<T extends Tensor, const Sizes extends number | readonly number[]>(
  tensor: T,
  sizes: Sizes,
  axis: number,
): Parts<T, Sizes> {
  checkSizes(tensor, sizes, axis);
  return split(tensor, sizes as number | number[], axis) as Parts<T, Sizes>;
}

function checkSizes(tensor: Tensor, sizes: number | readonly number[], axis: number): void {
  checkTensor('splitInto', 'tensor', tensor, { dtype: ANY_TYPE });
  const { rank, shape } = tensor;
  checkCount('splitInto', 'axis', axis, { least: -rank, most: rank - 1 });
  const length = shape.at(axis) ?? 0;
  let fits: boolean;
  if (typeof sizes === 'number') {
    checkCount('splitInto', 'sizes', sizes);
    fits = length % sizes === 0;
  } else {
    checkNumbers('splitInto', 'sizes', sizes, { whole: true, least: 0, leastLength: 1 });
    fits = sizes.reduce((sum, size) => sum + size, 0) === length;
  }
  if (fits) return;
  throw new ShapeError(
    `splitInto: the sizes ${String(sizes)} must make up axis ${axis} of [${shape.join(', ')}]`,
    { data: { sizes, axis, shape } },
  );
}
