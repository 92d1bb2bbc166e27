import type {
  Scalar,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
  Tensor5D,
} from '@tensorflow/tfjs';
import { checkArray } from '../arrayChecks.ts';
import { ShapeError } from '../errors.ts';
import { checkTensors } from '../tensorChecks.ts';

/** Tensors of the given ranks, place by place. */
export type TensorTuple<Ranks extends readonly number[]> = {
  -readonly [Place in keyof Ranks]: Ranks[Place] extends 0 | 1 | 2 | 3 | 4 | 5
    ? [Scalar, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D][Ranks[Place]]
    : Tensor;
};

/**
 * Types a list of tensors by the ranks that its members have, such as what `tf.customGrad` saved or a kernel returned.
 *
 * @param tensors - As many as there are ranks.
 * @param ranks - The rank of each, 0 to 5.
 * @returns The same tensors as a tuple; the caller owns what it owned before.
 * @throws ShapeError when there are more or fewer tensors, or one has another rank; ArgumentError or DisposedError when one is no live
 * tensor.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tensorTuple } from '@causal-mechanisms/tensor-utils';
 *
 * const parameters: tf.Tensor[] = [tf.ones([2, 3]), tf.zeros([3])];
 * const [kernel, bias] = tensorTuple(parameters, [2, 1]); // a Tensor2D and a Tensor1D
 * console.log(tf.ones<tf.Rank.R2>([4, 2]).matMul(kernel).add(bias).shape); // [4, 3]
 * ```
 */
export function tensorTuple<const Ranks extends readonly number[]>(
  tensors: readonly Tensor[],
  ranks: Ranks,
): TensorTuple<Ranks> {
  checkTensors('tensorTuple', 'tensors', tensors);
  checkArray('tensorTuple', 'ranks', ranks);
  const actual = tensors.map((tensor) => tensor.rank);
  if (actual.length !== ranks.length || actual.some((rank, i) => rank !== ranks[i])) {
    throw new ShapeError(
      `tensorTuple: expected tensors of the ranks [${ranks.join(', ')}], got [${actual.join(', ')}]`,
      { data: { expected: ranks, actual } },
    );
  }
  return tensors as TensorTuple<Ranks>;
}
