import * as tf from '@tensorflow/tfjs';
import { announceKept, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { wholeSequence, wholeSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import { rowsGradient } from '../shared/drivenRows.ts';
import type { DrivenRows } from '../shared/drivenRows.ts';
import { product } from '../shared/product.ts';

/** What a pass of a recurrent entity network is computed from. */
export interface EntnetPassInput {
  /** Of the encoded input s of every row: s itself, s W and s . w_j for each key `[rows, 2 * width + slots]`. */
  readonly input: DrivenRows;
  /** U `[width, width]`. */
  readonly kernel: tf.Tensor2D;
  /** w V, what each key contributes `[slots, width]`. */
  readonly fromKeys: tf.Tensor2D;
  /** The slope of the rectifier for negative values `[width]`. */
  readonly slope: tf.Tensor1D;
  /** The slots before `[batch, slots, width]`. */
  readonly slots: tf.Tensor3D;
}

/**
 * A pass by one native op, and back by another; see `hasWholeSequence` of tensor-utils.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns The slots after every step `[steps, batch, slots * width]`, differentiable in all that it is computed from; the caller disposes
 * of them.
 */
export function nativeEntnet(pass: EntnetPassInput): tf.Tensor3D {
  const { kernel, fromKeys, slope } = pass;
  const { driven, rows, shared } = pass.input;
  const [steps, batch] = rows.shape;
  const keep = tf.engine().state.gradientDepth > 0;
  const run = tf.customGrad<tf.Tensor3D>((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const state = pass.slots.reshape([batch, -1]);
    const [found, kept] = tensorTuple(
      wholeSequence('entnet', { driven, rows, kernel, fromKeys, slope, state }, { keep }),
      [4, 1],
    );
    save([driven, rows, kernel, fromKeys, slope, kept]);
    const value = found.reshape<tf.Tensor3D>([steps, batch, -1]);
    announceKept(1);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      tidyAll(() => passGradient(dy, saved, pass.slots.shape, shared));
    return { value, gradFunc };
  });
  return run(driven, kernel, fromKeys, slope, pass.slots);
}

function passGradient(
  outputGradient: tf.Tensor,
  saved: readonly tf.Tensor[],
  state: readonly [number, number, number],
  shared: boolean,
): tf.Tensor[] {
  const [driven, rows, kernel, fromKeys, slope, kept] = tensorTuple(saved, [2, 2, 2, 2, 1, 1]);
  const [slots, width] = fromKeys.shape;
  const [read, sum, before, slopes, first] = tensorTuple(
    wholeSequenceGradient('entnet', {
      ...{ driven, rows, kernel, fromKeys, slope, kept, outputGradient },
    }),
    [4, 4, 4, 2, 2],
  );
  const flat = sum.reshape<tf.Tensor2D>([-1, width]);
  return [
    rowsGradient(read, rows, driven.shape[0], shared),
    product(before.reshape<tf.Tensor2D>([-1, width]), flat, 'first'),
    sum
      .reshape([-1, slots * width])
      .sum(0)
      .reshape([slots, width]),
    slopes.sum(0),
    first.reshape([...state]),
  ];
}
