import * as tf from '@tensorflow/tfjs';
import { checkList, checkOptions, wrongArgument } from './argumentChecks.ts';
import { DisposedError, ShapeError } from './errors.ts';

/** What a tensor must be. */
export interface ExpectedTensor {
  /** Its shape; entries of `null` are free. Default: free. */
  readonly shape?: readonly (number | null)[];
  /** How many axes it has. Default: free, or as in `shape`. */
  readonly rank?: number;
  /** The type of its entries, or several. Default: `float32`. */
  readonly dtype?: tf.DataType | readonly tf.DataType[];
}

/**
 * Checks that an argument is a live tensor of a type and shape. It costs a microsecond and reads no values.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param expected - Type, shape and rank.
 * @throws ArgumentError when it is no tensor or of another type; DisposedError when it was disposed; ShapeError when the shape differs.
 *
 * @example
 * ```ts
 * import { checkTensor, ShapeError } from '@causal-mechanisms/tensor-utils';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const values = tf.zeros([2, 3]);
 * try {
 *   checkTensor('example', 'values', values, { shape: [null, 4] });
 * } catch (error) {
 *   if (error instanceof ShapeError) console.log(error.message); // example: values must have the shape [*, 4], got [2, 3]
 * }
 * values.dispose();
 * ```
 */
export function checkTensor(
  owner: string,
  name: string,
  value: unknown,
  expected: ExpectedTensor = {},
): void {
  const {
    shape,
    rank = shape?.length,
    dtype = 'float32',
  } = checkOptions(owner, expected, 'expected');
  if (!isTensor(value)) throw wrongArgument(owner, name, 'a tensor', value);
  if (value.isDisposed) {
    throw new DisposedError(`${owner}: ${name} must be a live tensor, got a disposed one`, {
      data: { name },
    });
  }
  const types: readonly string[] = typeof dtype === 'string' ? [dtype] : dtype;
  if (!types.includes(value.dtype)) {
    const tensor = `a tensor of type ${types.join(' or ')}`;
    throw wrongArgument(owner, name, tensor, value, ` of type ${value.dtype}`);
  }
  const fits =
    (rank === undefined || value.rank === rank) &&
    (shape?.every((size, axis) => size === null || size === value.shape[axis]) ?? true);
  if (fits) return;
  const wanted =
    shape === undefined
      ? `have ${rank} axes`
      : `have the shape [${shape.map((size) => size ?? '*').join(', ')}]`;
  throw new ShapeError(`${owner}: ${name} must ${wanted}, got [${value.shape.join(', ')}]`, {
    data: { name, expected: shape ?? rank, actual: value.shape },
  });
}

/** @internal Every type that a tensor may have. */
export const ANY_TYPE: readonly tf.DataType[] = ['float32', 'int32', 'bool', 'complex64', 'string'];

/** @internal An array of live tensors, of any type and shape. */
export function checkTensors(owner: string, name: string, value: unknown): void {
  checkList(owner, name, value);
  const tensors = value as unknown[];
  // The name of a place costs more than the check: it is made where it is needed.
  const wrong = tensors.findIndex((tensor) => !isTensor(tensor) || tensor.isDisposed);
  if (wrong >= 0) checkTensor(owner, `${name}[${wrong}]`, tensors[wrong], { dtype: ANY_TYPE });
}

function isTensor(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor;
}
